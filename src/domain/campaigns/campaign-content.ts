import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../kernel/json.js';
import type { CampaignSection } from './campaign-section.js';

/** The exact text that a signature supports, in all languages, with the facts it names; statuses are not in it. */
export interface CampaignContent {
  readonly statementDate: CampaignSection['statementDate'];
  readonly texts: CampaignSection['texts'];
  readonly demands: readonly Omit<CampaignSection['demands'][number], 'status'>[];
  readonly timeline: CampaignSection['timeline'];
  readonly grounds: CampaignSection['grounds'];
}

/** The content of a campaign's file, without what may change under it. */
export function contentOf(section: CampaignSection): CampaignContent {
  return {
    statementDate: section.statementDate,
    texts: section.texts,
    demands: section.demands.map(({ key, kind, openSince, to, texts }) => ({
      key,
      kind,
      openSince,
      to,
      texts,
    })),
    timeline: section.timeline,
    grounds: section.grounds,
  };
}

/** A content's sha256 in hex: the text version that the sign form carries and a signature keeps. */
export function textVersionOf(content: CampaignContent): string {
  return createHash('sha256')
    .update(canonicalJson(JSON.parse(JSON.stringify(content)) as Json))
    .digest('hex');
}
