import { z } from 'zod';
import { anniversarySection } from '../../domain/anniversaries/anniversary-section.js';
import { campaignShape } from '../../domain/campaigns/campaign-section.js';
import { letterSection } from '../../domain/letters/letter-section.js';

/** The version of the format that this program reads and writes. */
export const FILE_VERSION = 1;

/** A whole campaign file: one campaign, its bodies, its letters and the days it keeps. */
export const campaignFile = z.strictObject({
  vigil: z.literal(FILE_VERSION),
  ...campaignShape,
  letters: letterSection.default([]),
  anniversaries: anniversarySection.default([]),
});
export type CampaignFile = z.infer<typeof campaignFile>;
