/** Who endorses a campaign, in the order in which a page shows them. */
export const standings = [
  'organisation',
  'lawmaker',
  'official',
  'expert',
  'religious_figure',
  'public_figure',
] as const;
export type Standing = (typeof standings)[number];
