/** Lanes by what goes by them: few, however many campaigns and seats there are. */
export type LaneKind = 'urgent' | 'organizers' | 'supporters' | 'seat' | 'other';

/** The kind of a lane, told from its key. */
export function laneKindOf(key: string): LaneKind {
  const [first = ''] = key.split(':', 1);
  return isLaneKind(first) ? first : 'other';
}

function isLaneKind(word: string): word is LaneKind {
  return ['urgent', 'organizers', 'supporters', 'seat'].includes(word);
}
