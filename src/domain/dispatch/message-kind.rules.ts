/** What becomes of a message whose body was handed over and whose reply was never seen. */
export type DoubtPolicy = 'resend' | 'ask-organizer' | 'assume-sent';

/** How mail of one kind is treated from the first header to the last retry. */
export interface KindRules {
  /** Sent without a person's hand for this one: carries Auto-Submitted (RFC 3834). */
  readonly automatic: boolean;
  /** Mail to many by subscription: List-Id, one-click unsubscribe (RFC 2369, 8058), Precedence. */
  readonly list: boolean;
  readonly inDoubt: DoubtPolicy;
  /** Hours after which an undelivered message expires … */
  readonly giveUpHours: number;
  /** … counted from its first try: hours, rates and pauses of ours let no letter lapse. Else from when it may leave. */
  readonly patient: boolean;
  /** 0 is first. */
  readonly priority: number;
  /** Whether a suppressed address is skipped; organizers get their sign-in links all the same. */
  readonly honoursSuppression: boolean;
  /** Leaves before a test mail has arrived: without it nobody could sign in, or try. */
  readonly leavesUnproved?: true;
}

const HOUR_MS = 3_600_000;

const transactional: KindRules = {
  automatic: true,
  list: false,
  inDoubt: 'resend',
  giveUpHours: 24,
  patient: false,
  priority: 1,
  honoursSuppression: true,
};
const toSupporters: KindRules = {
  automatic: true,
  list: true,
  inDoubt: 'assume-sent',
  giveUpHours: 48,
  patient: true,
  priority: 5,
  honoursSuppression: true,
};
const toOrganizer: KindRules = { ...transactional, honoursSuppression: false };
const toSeat: KindRules = {
  automatic: false,
  list: false,
  inDoubt: 'ask-organizer',
  giveUpHours: 72,
  patient: true,
  priority: 4,
  honoursSuppression: true,
};

/** Every kind of mail the service sends. At-most-once kinds are those that are not resent when in doubt. */
export const messageKinds = {
  confirmation: transactional,
  'already-signed': { ...transactional, priority: 2 },
  'my-page': { ...transactional, priority: 2 },
  'sign-in': { ...toOrganizer, priority: 0, leavesUnproved: true },
  'sending-test': { ...toOrganizer, priority: 0, leavesUnproved: true },
  invitation: toOrganizer,
  notice: { ...toOrganizer, priority: 3 },
  'seat-letter': toSeat,
  handover: toSeat,
  update: toSupporters,
  anniversary: toSupporters,
  stay: { ...toSupporters, list: false },
} as const satisfies Record<string, KindRules>;

/** Mail that goes to whoever asked for news, beside what answers a person's own act. */
export const NEWS_KINDS = ['update', 'anniversary', 'stay'] as const satisfies readonly MessageKind[];

export type MessageKind = keyof typeof messageKinds;

/** The rules of a kind. */
export function rulesOf(kind: MessageKind): KindRules {
  return messageKinds[kind];
}

/** When to stop trying mail of a kind, counted from an instant. */
export function giveUpAt(kind: MessageKind, from: Date): Date {
  return new Date(from.getTime() + rulesOf(kind).giveUpHours * HOUR_MS);
}

/** Whether mail of a kind goes to a seat: what becomes of it is a person's decision, never a reason for silence. */
export function isToSeat(kind: MessageKind): boolean {
  return rulesOf(kind).inDoubt === 'ask-organizer';
}
