import type { FastifyReply, FastifyRequest } from 'fastify';
import type { VNode } from 'preact';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { requestLocale } from '../../platform/http/request-locale.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { type Language, Texts } from '../../platform/i18n/texts.js';
import { ErrorSummary, type RefusedField } from '../parts/error-summary.view.js';
import { TextArea } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';
import { renderDocument } from '../parts/render-document.js';
import { limits } from './sign.form.js';
import { ReachChoice } from './unsubscribe.view.js';
import { wayOutAsked } from './way-out.js';

/** What a token lets its bearer do, as the address names it. */
export type TokenAct = 'confirm' | 'withdraw' | 'unsubscribe' | 'not-me';

const kept = new Map<string, Buffer>();

/**
 * The page a token's link opens: the same bytes for a valid, used, expired or unknown token, since nothing
 * about the token goes into it. Its form has no action and so posts to the address it was opened at.
 */
function neutralPage(act: TokenAct, locale: Locale, exit: string | null): Buffer {
  const name = `${act} ${locale} ${String(exit)}`;
  const known = kept.get(name);
  if (known) return known;
  const t = Texts.in(locale);
  const page = Buffer.from(renderDocument(<NeutralPage t={t} act={act} exit={exit} />));
  kept.set(name, page);
  return page;
}

/** Withdrawing may be given a reason; what was wrong with it comes back with it. */
export function NeutralPage(props: {
  readonly t: Language;
  readonly act: TokenAct;
  readonly exit: string | null;
  readonly reason?: string;
  readonly refused?: readonly RefusedField[];
}): VNode {
  const { t, act, exit, reason = '', refused = [] } = props;
  return (
    <MessagePage
      t={t}
      title={t.say(`token.${act}.title`)}
      prefix={`/${t.locale}`}
      exit={exit}
      tone={refused.length > 0 ? 'trouble' : 'plain'}
    >
      <ErrorSummary title={t.say('token.withdraw.refused')} refused={refused} heading="h2" />
      <p class="lead">{t.say(`token.${act}.text`)}</p>
      <form method="post" {...(act === 'withdraw' ? { 'accept-charset': 'utf-8' } : {})}>
        {act === 'withdraw' ? (
          <TextArea
            name="reason"
            label={t.say('form.reason')}
            hint={t.say('token.withdraw.reason.hint', { max: limits.reason })}
            optional={t.say('form.optional')}
            value={reason}
            error={refused.find(({ name }) => name === 'reason')?.message}
            rows={3}
          />
        ) : null}
        {act === 'unsubscribe' ? <ReachChoice t={t} /> : null}
        <button class="button" type="submit">
          {t.say(`token.${act}.button`)}
        </button>
      </form>
      <p class="fine">{t.say(`token.${act}.else`)}</p>
    </MessagePage>
  );
}

/** Answers with the neutral page of an act, in the language of the link. */
export function sendNeutral(request: FastifyRequest, reply: FastifyReply, act: TokenAct): FastifyReply {
  const locale = requestLocale(request);
  tokenHeaders(reply.header('content-language', locale).header('vary', 'Accept-Language'));
  return reply.type('text/html; charset=utf-8').send(neutralPage(act, locale, wayOutAsked(request, locale)));
}
