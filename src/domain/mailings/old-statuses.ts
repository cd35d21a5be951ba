import type { Figures } from './figures.js';
import { isOldStatus } from './mailing.rules.js';

/** The demands whose status would be older than 12 months on the day the letter carries. */
export function oldStatuses(figures: Figures): { key: string; asOf: string }[] {
  return figures.demands
    .filter(({ asOf }) => isOldStatus(asOf, figures.letterDate))
    .map(({ key, asOf }) => ({ key, asOf }));
}
