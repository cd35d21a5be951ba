import type { VNode } from 'preact';
import { supporterRoles } from '../../domain/campaigns/campaign-face.js';
import type { ConsentWords } from '../../domain/signatures/consent-words.js';
import type { MySignature } from '../../domain/signatures/my-signature.js';
import { isLocale, localeNames } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { fieldId } from '../parts/field.view.js';
import { countryName } from './countries.js';

interface Fact {
  readonly name: string;
  readonly value: string;
  /** Where it is not in the page's language. */
  readonly lang?: string | undefined;
  /** The field that changes it. */
  readonly field?: string;
}

interface HeldFactsProps {
  readonly t: Language;
  readonly mine: MySignature;
  readonly consent: ConsentWords | null;
  /** The path of the page that changes; null where nothing can be changed. */
  readonly change: string | null;
}

/** Everything that is held, fact by fact, with the way to change what can be changed. */
export function HeldFacts({ t, mine, consent, change }: HeldFactsProps): VNode {
  return (
    <dl class="facts">
      {factsOf(t, mine, consent).map(({ name, value, field, lang }) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <bdi lang={lang}>{value}</bdi>
          </dd>
          {change === null || field === undefined ? null : (
            <dd class="fact-change">
              <a href={`${change}#${fieldId(field)}`} aria-label={t.say('me.change.what', { what: name })}>
                {t.say('me.change')}
              </a>
            </dd>
          )}
        </div>
      ))}
    </dl>
  );
}

function factsOf(t: Language, mine: MySignature, consent: ConsentWords | null): Fact[] {
  const { copy, country, news, locale } = mine;
  const facts: readonly (Omit<Fact, 'value'> & { readonly value: string | null })[] = [
    { name: t.say('form.name'), value: copy?.name ?? null, field: 'name' },
    { name: t.say('form.email'), value: copy?.email ?? null },
    {
      name: t.say('form.country'),
      value: copy && (country === null ? t.say('me.none') : countryName(t.locale, country)),
    },
    { name: t.say('form.postcode'), value: copy?.extra.postcode ?? null, field: 'postcode' },
    { name: t.say('form.role'), value: roleIn(t, copy?.extra.role), field: 'role' },
    {
      name: t.say('form.comment'),
      value: copy && (copy.comment ?? t.say('me.none')),
      field: 'comment',
    },
    {
      name: t.say('form.visibility'),
      value: copy && t.say(`form.visibility.${mine.visibility}`),
      field: 'visibility',
    },
    { name: t.say('me.change.news'), value: copy && t.say(news ? 'me.yes' : 'me.no'), field: 'news' },
    { name: t.say('me.language'), value: copy && isLocale(locale) ? localeNames[locale] : null },
    { name: t.say('me.signed'), value: t.dateFully(mine.signedOn) },
    { name: t.say('me.confirmed'), value: mine.confirmedOn && t.dateFully(mine.confirmedOn) },
    {
      name: t.say('me.ended'),
      value: mine.state === 'withdrawn' && mine.endedOn ? t.dateFully(mine.endedOn) : null,
    },
    { name: t.say('me.text'), value: mine.textVersion === '' ? null : mine.textVersion.slice(0, 12) },
    { name: t.say('me.consent'), value: consent?.words['form.consent'] ?? null, lang: consent?.locale },
    { name: t.say('me.mailed'), value: mine.mailedOn.map((day) => t.dateFully(day)).join('\n') || null },
    { name: t.say('me.until'), value: t.dateFully(mine.meUntil) },
  ];
  return facts.flatMap((fact) => (fact.value === null ? [] : [{ ...fact, value: fact.value }]));
}

/** Null where none was said. */
function roleIn(t: Language, role: string | undefined): string | null {
  const known = supporterRoles.find((each) => each === role);
  return known === undefined ? null : t.say(`form.role.${known}`);
}
