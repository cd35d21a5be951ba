import type { FastifyReply, FastifyRequest } from 'fastify';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { requestLocale } from '../../platform/http/request-locale.js';
import type { Locale } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { MessagePage } from '../parts/message-page.view.js';
import { renderDocument } from '../parts/render-document.js';

/** What a token lets its bearer do, as the address names it. */
export type TokenAct = 'confirm' | 'withdraw' | 'unsubscribe' | 'not-me';

const kept = new Map<string, Buffer>();

/**
 * The page a token's link opens: the same bytes for a valid, used, expired or unknown token, since nothing
 * about the token goes into it. Its form has no action and so posts to the address it was opened at.
 */
function neutralPage(act: TokenAct, locale: Locale): Buffer {
  const name = `${act} ${locale}`;
  const known = kept.get(name);
  if (known) return known;
  const t = Texts.in(locale);
  const page = Buffer.from(
    renderDocument(
      <MessagePage t={t} title={t.say(`token.${act}.title`)} prefix={`/${locale}`}>
        <p class="lead">{t.say(`token.${act}.text`)}</p>
        <form method="post">
          <button class="button" type="submit">
            {t.say(`token.${act}.button`)}
          </button>
        </form>
        <p class="fine">{t.say(`token.${act}.else`)}</p>
      </MessagePage>,
    ),
  );
  kept.set(name, page);
  return page;
}

/** Answers with the neutral page of an act, in the language of the link. */
export function sendNeutral(request: FastifyRequest, reply: FastifyReply, act: TokenAct): FastifyReply {
  const locale = requestLocale(request);
  tokenHeaders(reply.header('content-language', locale).header('vary', 'Accept-Language'));
  return reply.type('text/html; charset=utf-8').send(neutralPage(act, locale));
}
