/** What a demand asks for. */
export const demandKinds = ['accountability', 'protection', 'release', 'rights', 'remedy', 'other'] as const;
export type DemandKind = (typeof demandKinds)[number];

export const demandStatuses = ['unmet', 'partly_met', 'met', 'refused'] as const;
export type DemandStatus = (typeof demandStatuses)[number];

/**
 * unmet ⇄ partly_met ⇄ met ;  unmet | partly_met | met ──▶ refused ──▶ unmet
 * A renewal says that the status still holds, as of a later day; it is a step to the same status.
 */
export const demandTransitions = {
  unmet: ['partly_met', 'refused'],
  partly_met: ['unmet', 'met', 'refused'],
  met: ['partly_met', 'refused'],
  refused: ['unmet'],
} as const satisfies Record<DemandStatus, readonly DemandStatus[]>;

/** Whether a demand may take a status after another; staying where it is renews it. */
export function mayBecome(from: DemandStatus, to: DemandStatus): boolean {
  return from === to || (demandTransitions[from] as readonly DemandStatus[]).includes(to);
}

/** Whether a demand still asks for something: it is put in letters until it is met. */
export function isOpen(status: DemandStatus): boolean {
  return status !== 'met';
}
