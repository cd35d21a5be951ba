import { utcDay } from '../../kernel/calendar-date.js';
import type { Clock } from '../../kernel/clock.js';
import { textsIn, type PublishedCampaign } from '../../domain/campaigns/published-campaign.js';
import type { Language } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import { accentSheetOf } from './look/accent-sheet.js';
import { letterLinks } from './sent-letters.js';
import { sharingOf } from './sharing/sharing.model.js';
import { ConfirmedPage } from './token.view.js';
import { wayOutOf } from './way-out.js';

/** Stands where the path of *my signature* goes; no text of ours or of a campaign holds it. */
const OWN = '\u{F0000}own\u{F0000}';
const MOST = 1_000;

/**
 * The thank-you page, rendered once for a campaign in a language: it is the same for everybody but for the path
 * of one's own signature, which is set into it. Kept as bytes: a surge of thanks is copied, not encoded.
 */
export class ThankYouPages {
  private readonly kept = new Map<string, readonly Buffer[]>();

  constructor(
    /** Of the service, for addresses that are passed on. */
    private readonly origin: string,
    private readonly clock: Clock,
  ) {}

  /** The page; `me` is the path of *my signature*, null after a typed code. */
  page(campaign: PublishedCampaign | null, t: Language, prefix: string, me: string | null): Buffer {
    const now = this.clock.now();
    const name = [campaign?.id, campaign?.etag, t.locale, prefix, me === null, utcDay(now)].join(' ');
    const parts = this.kept.get(name) ?? this.keep(name, this.render(campaign, t, prefix, me !== null));
    if (me === null || parts.length === 1) return Buffer.concat(parts);
    const own = Buffer.from(me);
    return Buffer.concat(parts.flatMap((part, place) => (place === 0 ? [part] : [own, part])));
  }

  private render(campaign: PublishedCampaign | null, t: Language, prefix: string, own: boolean): string {
    const named = campaign && {
      slug: campaign.slug,
      title: textsIn(campaign, t.locale).title,
      exit: wayOutOf(campaign.document.face, t.locale),
      accent: campaign.neutral ? null : accentSheetOf(campaign),
    };
    const me = own ? OWN : null;
    const sharing = campaign && sharingOf(campaign, { t, origin: this.origin, now: this.clock.now() });
    const letters = campaign ? letterLinks(campaign, t, prefix) : [];
    return renderDocument(<ConfirmedPage {...{ t, prefix, campaign: named, me, letters, sharing }} />);
  }

  private keep(name: string, page: string): readonly Buffer[] {
    const parts = page.split(OWN).map((part) => Buffer.from(part));
    if (this.kept.size >= MOST) this.kept.clear();
    this.kept.set(name, parts);
    return parts;
  }
}
