import type { VNode } from 'preact';
import type { Page } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage, PageLinks } from './console-page.view.js';

/** A letter version in a list. */
export interface LetterRow {
  readonly id: string;
  readonly campaign: string;
  readonly key: string;
  readonly number: number;
  readonly state: string;
  readonly audience: string;
  readonly locales: readonly string[];
}

/** The letters of all one's campaigns, the newest version of each first. */
export function LettersPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly page: Page<LetterRow>;
}): VNode {
  const { t, name, page } = props;
  return (
    <ConsolePage t={t} title={t.say('console.nav.letters')} name={name} place="letters">
      {page.total === 0 ? <p>{t.say('console.letters.none')}</p> : null}
      <ul class="rows">
        {page.items.map((row) => (
          <li key={row.id}>
            <a href={`/console/letters/${row.id}`}>
              <bdi>{row.campaign}</bdi> · <bdi>{row.key}</bdi>
            </a>
            <span class={`state state-${row.state}`}>{t.say(`console.state.letter.${row.state}`)}</span>
            <span class="fine">
              {t.say('console.letters.version', { n: row.number })} ·{' '}
              {t.say(`console.letters.to-${row.audience}`)} · <bdi>{row.locales.join(', ')}</bdi>
            </span>
          </li>
        ))}
      </ul>
      <PageLinks t={t} path="/console/letters" page={page.page} perPage={page.perPage} total={page.total} />
    </ConsolePage>
  );
}
