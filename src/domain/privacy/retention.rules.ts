/** What the retention takes, in the order in which it does. */
export const retentions = [
  'intake',
  'unconfirmed',
  'withdrawn',
  'confirmed',
  'addresses',
  'reasons',
  'signals',
  'messages',
  'reports',
] as const;
export type Retention = (typeof retentions)[number];

/** How many rows of each went, or would go. */
export type RetentionCounts = Readonly<Record<Retention, number>>;
