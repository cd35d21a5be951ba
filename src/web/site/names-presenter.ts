import { type PublishedCampaign, textsIn } from '../../domain/campaigns/published-campaign.js';
import { MOST_NAMES, type PublicName } from '../../domain/signatures/public-names.js';
import type { Page } from '../../kernel/page.js';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { accentSheetOf } from './look/accent-sheet.js';
import type { NamesModel } from './names.view.js';
import { wayOutOf } from './way-out.js';

/** A page of names as it is shown in one language. */
export function namesPage(
  campaign: PublishedCampaign,
  names: Page<PublicName>,
  { t, prefix, origin }: { t: Language; prefix: string; origin: string },
): NamesModel {
  const other = campaign.locales.includes(t.locale) ? null : campaign.defaultLocale;
  return {
    t,
    prefix,
    origin,
    slug: campaign.slug,
    title: textsIn(campaign, t.locale).title,
    accent: accentSheetOf(campaign),
    exit: wayOutOf(campaign.document.face, t.locale),
    ...(other === null ? {} : { lang: other, dir: dirOf(other) }),
    names: names.items,
    page: names.page,
    pages: Math.max(1, Math.ceil(names.total / names.perPage)),
    most: names.total >= MOST_NAMES ? MOST_NAMES : null,
  };
}
