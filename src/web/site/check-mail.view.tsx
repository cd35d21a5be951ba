import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { ErrorSummary, Trouble, type RefusedField } from '../parts/error-summary.view.js';
import { SharedDevice } from '../parts/exit.view.js';
import { TextField } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';

/** What the page after signing says, in a window of its own or in a frame. */
export interface CheckMailModel {
  readonly t: Language;
  readonly prefix: string;
  readonly slug: string;
  readonly title: string;
  /** Whether another mail has just been asked for; said to everyone who asks. */
  readonly again: boolean;
  readonly exit: string | null;
  /** The style sheet of the campaign's own colours, in a window of its own. */
  readonly accent: string | null;
  readonly email: string;
  readonly refused: readonly RefusedField[];
  /** A domain that looks mistyped, as everybody who typed it is asked about it. */
  readonly slip?: Slip;
  /** What the service is at fault for. */
  readonly trouble?: string;
}

/** What stands instead of a domain that was probably meant. */
export interface Slip {
  readonly typed: string;
  readonly meant: string;
}

/** The question whether an address was mistyped; the signature was taken all the same. */
export function SlipNotice({
  t,
  slip,
}: {
  readonly t: Language;
  readonly slip: Slip | undefined;
}): VNode | null {
  return slip === undefined ? null : (
    <p class="notice" role="status">
      {t.say('check.typed', { typed: slip.typed, meant: slip.meant })}
    </p>
  );
}

/** What to do next; the same page for everyone, whatever the address is. */
export function CheckMailPage(model: CheckMailModel): VNode {
  const { t, prefix, slug, title, exit, accent, again, email, refused, slip, trouble } = model;
  const error = refused.find(({ name }) => name === 'email')?.message;
  return (
    <MessagePage t={t} title={t.say('check.title')} prefix={prefix} exit={exit} accent={accent} tone="good">
      <Trouble text={trouble} />
      <ErrorSummary title={t.say('check.refused')} refused={refused} heading="h2" />
      <SlipNotice t={t} slip={slip} />
      <p class="lead">{t.say(again ? 'check.again' : 'check.lead')}</p>
      <p>{t.say('check.text')}</p>
      {exit === null ? null : <SharedDevice t={t} />}
      <section class="panel" aria-labelledby="code-title">
        <h2 id="code-title">{t.say('code.title')}</h2>
        <CodeForm t={t} prefix={prefix} value="" />
      </section>
      <section class="panel" aria-labelledby="resend-title">
        <h2 id="resend-title">{t.say('check.resend.title')}</h2>
        <p class="hint">{t.say('check.resend.text')}</p>
        <form method="post" action={`${prefix}/c/${slug}/check-your-mail`} accept-charset="utf-8" novalidate>
          <TextField
            name="email"
            type="email"
            label={t.say('form.email')}
            value={email}
            error={error}
            autocomplete="email"
            dir="ltr"
            required
          />
          <button class="button button-quiet" type="submit">
            {t.say('check.resend.button')}
          </button>
        </form>
      </section>
      <section class="panel" aria-labelledby="wrong-title">
        <h2 id="wrong-title">{t.say('check.wrong.title')}</h2>
        <p class="hint">{t.say('check.wrong.text')}</p>
        <p>
          <a class="button button-quiet" href={`${prefix}/c/${slug}#sign`}>
            {t.say('check.wrong.link')}
          </a>
        </p>
      </section>
      <p>
        <a href={`${prefix}/c/${slug}`}>{t.say('check.back', { title })}</a>
      </p>
    </MessagePage>
  );
}

/** The field for the twelve digits, which confirm like the link. */
export function CodeForm(props: {
  readonly t: Language;
  readonly prefix: string;
  readonly value: string;
  readonly error?: string | undefined;
}): VNode {
  const { t, prefix, value, error } = props;
  return (
    <form class="code-field" method="post" action={`${prefix}/confirm`} accept-charset="utf-8" novalidate>
      <TextField
        name="code"
        label={t.say('code.label')}
        hint={t.say('code.hint')}
        value={value}
        error={error}
        autocomplete="one-time-code"
        dir="ltr"
        required
      />
      <button class="button button-quiet" type="submit">
        {t.say('code.button')}
      </button>
    </form>
  );
}
