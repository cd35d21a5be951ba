import { Injectable } from '@nestjs/common';
import { defaultForm, formFieldsOf, type FormFields } from '../../domain/campaigns/campaign-face.js';
import { type PublishedCampaign, textsIn } from '../../domain/campaigns/published-campaign.js';
import type { ConsentWords } from '../../domain/signatures/consent-words.js';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import { PublishedConsents } from '../../domain/signatures/published-consents.js';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { isBusy } from '../../platform/http/busy.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { CampaignSnapshots } from './campaign-snapshots.js';
import { accentSheetOf } from './look/accent-sheet.js';
import { wayOutOf } from './way-out.js';

/** What pages about one's own signature take from the campaign's look and its care for who reads them. */
export interface Surroundings {
  /** Where its quick exit leads; null: it offers none. */
  readonly exit: string | null;
  /** The address of its colours; null where it has none, or where nothing may tell of the cause. */
  readonly accent: string | null;
}

/** A campaign as far as a supporter's own pages name it. */
export interface NamedCampaign extends Surroundings {
  readonly slug: string;
  readonly title: string;
}

/** A signature that its owner may still change: confirmed, and opened by the link. */
export type LivingSignature = MySignature & { readonly copy: NonNullable<MySignature['copy']> };

/** What a link to *my signature* opens, and the words around it. */
@Injectable()
export class OwnSignature {
  constructor(
    private readonly acts: TokenActs,
    private readonly snapshots: CampaignSnapshots,
    private readonly consents: PublishedConsents,
  ) {}

  /** Null for a link that opens nothing, whatever the reason. */
  find(token: string): Promise<MySignature | null> {
    return this.acts.mySignature(token);
  }

  /** Null where there is nothing left to be changed either. */
  async findLiving(token: string): Promise<LivingSignature | null> {
    const mine = await this.acts.mySignature(token);
    return mine?.state === 'confirmed' && mine.copy !== null ? { ...mine, copy: mine.copy } : null;
  }

  /** The words that were agreed to; null where none are known. */
  consentOf({ copy }: MySignature): Promise<ConsentWords | null> {
    return this.consents.find(copy?.consent ?? '');
  }

  /** What the campaign asks today; a campaign without pages asks what every campaign asks. */
  async fieldsOf({ campaignId }: MySignature): Promise<FormFields> {
    const found = await this.snapshots.findById(campaignId);
    return found ? formFieldsOf(found.document.face ?? {}) : defaultForm;
  }

  /** The campaign's surroundings; none also while nothing can be read: what was done is done by then. */
  async around(campaignId: string | undefined, locale: Locale): Promise<Surroundings> {
    if (campaignId === undefined) return nothingAround;
    try {
      const found = await this.snapshots.findById(campaignId);
      return found ? surroundingsOf(found, locale) : nothingAround;
    } catch (error) {
      if (isBusy(error)) return nothingAround;
      throw error;
    }
  }

  /** Null once the campaign has no pages any longer. */
  async campaignOf({ campaignId }: MySignature, locale: Locale): Promise<NamedCampaign | null> {
    const found = await this.snapshots.findById(campaignId);
    if (!found) return null;
    return { slug: found.slug, title: textsIn(found, locale).title, ...surroundingsOf(found, locale) };
  }
}

const nothingAround: Surroundings = { exit: null, accent: null };

function surroundingsOf(campaign: PublishedCampaign, locale: Locale): Surroundings {
  return {
    exit: wayOutOf(campaign.document.face, locale),
    accent: campaign.neutral ? null : accentSheetOf(campaign),
  };
}
