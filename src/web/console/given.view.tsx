import type { VNode } from 'preact';
import type { GivenPage } from '../../domain/signatures/list-given-answers.js';
import { intlTags } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage, PageLinks } from './console-page.view.js';

/** What supporters wrote for the organizers, page by page, without whose it is. */
export function GivenAnswersPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly slug: string;
  readonly title: string;
  readonly page: GivenPage;
}): VNode {
  const { t, name, slug, title, page } = props;
  const countries = new Intl.DisplayNames(intlTags[t.locale], { type: 'region' });
  return (
    <ConsolePage t={t} title={t.say('console.given.title', { title })} name={name} place="overview">
      <p>{t.say('console.given.lead')}</p>
      <ul class="rows">
        {page.items.map(({ day, country, comment, postcode, role }, place) => (
          <li key={place}>
            {comment === null ? null : (
              <p class="given" dir="auto">
                {comment}
              </p>
            )}
            <span class="fine">
              {t.dateFully(day)}
              {country === null ? null : <> · {countries.of(country)}</>}
              {postcode === null ? null : (
                <>
                  {' '}
                  · {t.say('form.postcode')} <bdi>{postcode}</bdi>
                </>
              )}
              {role === null ? null : (
                <> · {t.has(`form.role.${role}`) ? t.say(`form.role.${role}`) : role}</>
              )}
            </span>
          </li>
        ))}
      </ul>
      {page.total === 0 ? <p>{t.say('console.given.none')}</p> : null}
      {page.silent > 0 ? <p class="fine">{t.say('console.given.silent', { silent: page.silent })}</p> : null}
      <PageLinks
        t={t}
        path={`/console/campaigns/${slug}/signatures`}
        page={page.page}
        perPage={page.perPage}
        total={page.total}
      />
    </ConsolePage>
  );
}
