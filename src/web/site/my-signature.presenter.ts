import type { ConsentWords } from '../../domain/signatures/consent-words.js';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { Json } from '../../kernel/json.js';

/** What the presented signature is of, and when it was asked for. */
export interface ExportFrame {
  readonly campaign: { readonly slug: string; readonly title: string } | null;
  /** The words that were agreed to, where they are known. */
  readonly consent: ConsentWords | null;
  readonly publicUrl: string;
  readonly today: CalendarDate;
}

/**
 * Everything that is held of one person in one campaign, as a file for them; the keys are documented in the README. Days
 * are `YYYY-MM-DD` (UTC). `person` is null once the signature is withdrawn.
 */
export function presentMySignature(
  mine: MySignature,
  { campaign, consent, publicUrl, today }: ExportFrame,
): Json {
  const { copy } = mine;
  return {
    format: 'vigil.my-signature',
    version: 1,
    exportedOn: today,
    campaign: campaign && {
      slug: campaign.slug,
      title: campaign.title,
      url: `${publicUrl}/c/${campaign.slug}`,
    },
    signature: {
      state: mine.state,
      signedOn: mine.signedOn,
      confirmedOn: mine.confirmedOn,
      withdrawnOn: mine.state === 'withdrawn' ? mine.endedOn : null,
      textVersion: mine.textVersion || null,
      consent: consent && { version: consent.version, language: consent.locale, words: { ...consent.words } },
      visibility: mine.visibility,
      news: mine.news,
      language: copy ? mine.locale : null,
      country: mine.country,
      mailedOn: [...mine.mailedOn],
      linkWorksUntil: mine.meUntil,
    },
    person: copy && { name: copy.name, email: copy.email, comment: copy.comment, answers: { ...copy.extra } },
  };
}
