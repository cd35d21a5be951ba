import type { CampaignState } from './campaign.rules.js';

/**
 * Whether a campaign takes signatures: it may be paused by its own people, and `resting` while the whole instance takes
 * none. What was given before goes on in either: confirming, resending, *my signature*, withdrawing.
 */
export type Signing = 'open' | 'paused' | 'resting' | 'closed';

/** What holds for a campaign; its own pause and its end are said before the instance's rest. */
export function signingOf(campaign: {
  readonly state: CampaignState;
  readonly signingRests: boolean;
}): Signing {
  switch (campaign.state) {
    case 'open':
      return campaign.signingRests ? 'resting' : 'open';
    case 'paused':
      return 'paused';
    default:
      return 'closed';
  }
}
