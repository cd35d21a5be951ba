import { textsIn, type PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import type { Language } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { ConfirmedPage } from './token.view.js';

/** Stands where the path of *my signature* goes; no text of ours or of a campaign holds it. */
const OWN = '\u{F0000}own\u{F0000}';
const MOST = 1_000;

/**
 * The thank-you page, rendered once for a campaign in a language: it is the same for everybody but for the path
 * of one's own signature, which is set into it.
 */
export class ThankYouPages {
  private readonly kept = new Map<string, readonly string[]>();

  /** The page; `me` is the path of *my signature*, null after a typed code. */
  page(campaign: PublishedCampaign | null, t: Language, prefix: string, me: string | null): string {
    const name = [campaign?.id, campaign?.etag, t.locale, prefix, me === null].join(' ');
    const parts = this.kept.get(name) ?? this.keep(name, this.render(campaign, t, prefix, me !== null));
    return parts.join(me ?? '');
  }

  private render(campaign: PublishedCampaign | null, t: Language, prefix: string, own: boolean): string {
    const named = campaign && { slug: campaign.slug, title: textsIn(campaign, t.locale).title };
    const me = own ? OWN : null;
    return renderDocument(<ConfirmedPage t={t} prefix={prefix} campaign={named} me={me} />);
  }

  private keep(name: string, page: string): readonly string[] {
    const parts = page.split(OWN);
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(name, parts);
    return parts;
  }
}
