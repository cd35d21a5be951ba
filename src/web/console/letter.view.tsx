import type { VNode } from 'preact';
import { dirOf } from '../../platform/i18n/locale.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage } from './console-page.view.js';
import { Fact, FactList, Fingerprint } from './fact-list.view.js';

/** Everything a letter version's page shows. */
export interface LetterModel {
  readonly id: string;
  readonly campaign: string;
  readonly key: string;
  readonly number: number;
  readonly state: string;
  readonly sha256: string;
  readonly author: string | null;
  readonly submittedBy: string | null;
  readonly texts: Readonly<Record<string, { readonly subject: string; readonly body: string }>>;
  /** Why the one who looks may not approve; null: they may. */
  readonly bar: 'own' | 'role' | 'state' | null;
}

/** A letter version in all its languages, with its approval. */
export function LetterPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly letter: LetterModel;
}): VNode {
  const { t, name, letter } = props;
  return (
    <ConsolePage
      t={t}
      title={t.say('console.letter.title', { letter: letter.key })}
      name={name}
      place="letters"
    >
      <FactList>
        <Fact name={t.say('console.mailing.campaign')}>
          <bdi>{letter.campaign}</bdi>
        </Fact>
        <Fact name={t.say('console.mailing.state')}>
          <span class={`state state-${letter.state}`}>{t.say(`console.state.letter.${letter.state}`)}</span>{' '}
          {t.say('console.letters.version', { n: letter.number })}
        </Fact>
        <Fact name={t.say('console.letter.author')}>
          <bdi>{letter.author ?? t.say('console.letter.from-file')}</bdi>
        </Fact>
        <Fact name={t.say('console.letter.submitted-by')}>
          <bdi>{letter.submittedBy ?? '–'}</bdi>
        </Fact>
        <Fact name={t.say('console.mailing.content-sha')}>
          <Fingerprint sha256={letter.sha256} />
        </Fact>
      </FactList>
      {Object.entries(letter.texts).map(([locale, { subject, body }]) => (
        <section class="letter-text" lang={locale} dir={dirOf(locale)} key={locale}>
          <h2>{subject}</h2>
          <pre>{body}</pre>
        </section>
      ))}
      <Approval t={t} letter={letter} />
    </ConsolePage>
  );
}

function Approval({ t, letter }: { readonly t: Language; readonly letter: LetterModel }): VNode | null {
  if (letter.state !== 'in_review') return null;
  if (letter.bar !== null) return <p class="notice">{t.say(`console.letter.bar.${letter.bar}`)}</p>;
  return (
    <form method="post" action={`/console/letters/${letter.id}/approve`} class="acts">
      <p>{t.say('console.letter.approve-means')}</p>
      <input type="hidden" name="seen" value={letter.sha256} />
      <button class="button" type="submit">
        {t.say('console.letter.approve')}
      </button>
    </form>
  );
}
