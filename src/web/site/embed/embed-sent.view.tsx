import type { VNode } from 'preact';
import { embedQuery } from '../../../domain/campaigns/embed-snippet.js';
import { ErrorSummary, Trouble } from '../../parts/error-summary.view.js';
import { TextField } from '../../parts/field.view.js';
import { type CheckMailModel, SlipNotice } from '../check-mail.view.js';
import { EmbedDocument, type EmbedFrame, OutLink } from './embed-document.view.js';

/**
 * What to do next, inside the frame; the same for everyone. The code is typed in a window of its own: an answer to it
 * has a height, and the page around the frame learns heights.
 */
export function EmbedSentPage({ model, frame }: { model: CheckMailModel; frame: EmbedFrame }): VNode {
  const { t, prefix, slug, again, email, refused, trouble } = model;
  const query = embedQuery(frame);
  const isFirst = !again && refused.length === 0 && trouble === undefined;
  const title = t.say('check.title');
  return (
    <EmbedDocument {...frame} title={title} exit={model.exit} event={isFirst ? 'signed' : 'next'}>
      <article class="message message-good">
        <h1 tabindex={-1} {...(refused.length === 0 && trouble === undefined ? { 'data-focus': '' } : {})}>
          {title}
        </h1>
        <Trouble text={trouble} />
        <ErrorSummary title={t.say('check.refused')} refused={refused} heading="h2" />
        <SlipNotice t={t} slip={model.slip} />
        <p class="lead">{t.say(again ? 'check.again' : 'check.lead')}</p>
        <p>{t.say('check.text')}</p>
        <p>
          <OutLink t={t} href={`${prefix}/confirm`} text={t.say('embed.code')} />
        </p>
        <details class="embed-more" open={email !== '' || refused.length > 0}>
          <summary>{t.say('check.resend.title')}</summary>
          <p class="hint">{t.say('check.resend.text')}</p>
          <form
            method="post"
            action={`${prefix}/embed/${slug}/check-your-mail${query}`}
            accept-charset="utf-8"
            novalidate
          >
            <TextField
              name="email"
              type="email"
              label={t.say('form.email')}
              value={email}
              error={refused.find(({ name }) => name === 'email')?.message}
              autocomplete="email"
              dir="ltr"
              required
            />
            <button class="button button-quiet" type="submit">
              {t.say('check.resend.button')}
            </button>
          </form>
        </details>
        <details class="embed-more">
          <summary>{t.say('check.wrong.title')}</summary>
          <p class="hint">{t.say('check.wrong.text')}</p>
          <p>
            <a class="button button-quiet" href={`${prefix}/embed/${slug}${query}`}>
              {t.say('check.wrong.link')}
            </a>
          </p>
        </details>
      </article>
    </EmbedDocument>
  );
}
