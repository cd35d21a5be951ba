import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { MessagePage } from '../parts/message-page.view.js';
import { CodeForm } from './check-mail.view.js';
import type { LetterLink } from './sent-letters.js';
import type { SharingModel } from './sharing/sharing.model.js';
import { Sharing } from './sharing/sharing.view.js';
import type { TokenAct } from './neutral-pages.js';

type Props = Readonly<{ t: Language; prefix: string }>;

/** The thank-you page, with the way to one's own signature. */
export function ConfirmedPage(
  props: Props & {
    readonly campaign: {
      readonly slug: string;
      readonly title: string;
      readonly exit?: string | null;
      /** The style sheet of its own colours. */
      readonly accent?: string | null;
    } | null;
    /** Path of *my signature*; null after a typed code: 40 bits must not open what is held, so it comes by mail. */
    readonly me: string | null;
    /** Letters whose words are public; none where nothing is named. */
    readonly letters: readonly LetterLink[];
    /** What may be passed on; null where nothing is named. */
    readonly sharing: SharingModel | null;
  },
): VNode {
  const { t, prefix, campaign, me, letters, sharing } = props;
  return (
    <MessagePage
      t={t}
      title={t.say('token.confirm.done.title')}
      prefix={prefix}
      exit={campaign?.exit}
      accent={campaign?.accent}
      tone="good"
    >
      <p class="lead">{t.say('token.confirm.done.text')}</p>
      {campaign ? (
        <p>
          <a class="button" href={`${prefix}/c/${campaign.slug}`}>
            {t.say('check.campaign')}
          </a>
        </p>
      ) : null}
      <Panel id="own-title" title={t.say('token.confirm.done.own')}>
        <p class="hint">{t.say(`token.confirm.done.${me === null ? 'code' : 'own'}.text`)}</p>
        <p>
          <a class="button button-quiet" href={me ?? `${prefix}/me`}>
            {t.say(me === null ? 'token.confirm.done.code.link' : 'token.confirm.done.me')}
          </a>
        </p>
      </Panel>
      {letters.length === 0 ? null : (
        <Panel id="letters-title" title={t.say('token.confirm.done.letters')}>
          <p class="hint">{t.say('token.confirm.done.letters.text')}</p>
          <ul>
            {letters.map(({ body, on, path }) => (
              <li key={path}>
                <a href={path}>{t.say('token.confirm.done.letter', { body, date: t.dateFully(on) })}</a>
              </li>
            ))}
          </ul>
        </Panel>
      )}
      {sharing === null ? null : <Sharing t={t} sharing={sharing} />}
    </MessagePage>
  );
}

/** What one page says once the act is done; `note` is what became of what was written with it. */
export function DonePage({
  t,
  prefix,
  act,
  exit,
  note,
}: Props & {
  readonly act: TokenAct;
  readonly exit: string | null;
  readonly note?: string | undefined;
}): VNode {
  return (
    <MessagePage t={t} title={t.say(`token.${act}.done.title`)} prefix={prefix} exit={exit} tone="good">
      <p class="lead">{t.say(`token.${act}.done.text`)}</p>
      {note === undefined ? null : <p>{note}</p>}
      <Home t={t} />
    </MessagePage>
  );
}

/** One text for an expired and an unknown token; after a confirmation, with the field for the code. */
export function GonePage({ t, prefix, act }: Props & { readonly act: TokenAct | 'me' }): VNode {
  return (
    <MessagePage t={t} title={t.say('token.gone.title')} prefix={prefix} tone="trouble">
      <p class="lead">{t.say('token.gone.text')}</p>
      {act === 'confirm' ? (
        <Panel id="code-title" title={t.say('code.title')}>
          <CodeForm t={t} prefix={prefix} value="" />
        </Panel>
      ) : null}
      <Home t={t} />
    </MessagePage>
  );
}

/** The page for the typed code alone. */
export function CodePage(props: Props & { readonly value: string; readonly error?: string }): VNode {
  const { t, prefix, value, error } = props;
  return (
    <MessagePage t={t} title={t.say('code.title')} prefix={prefix} tone={error ? 'trouble' : 'plain'}>
      <CodeForm t={t} prefix={prefix} value={value} error={error} />
    </MessagePage>
  );
}

/** A part of a page with a heading of its own. */
export function Panel(props: { id: string; title: string; children: ComponentChildren }): VNode {
  return (
    <section class="panel" aria-labelledby={props.id}>
      <h2 id={props.id}>{props.title}</h2>
      {props.children}
    </section>
  );
}

function Home({ t }: { t: Language }): VNode {
  return (
    <p>
      <a href={`/${t.locale}`}>{t.say('error.home')}</a>
    </p>
  );
}
