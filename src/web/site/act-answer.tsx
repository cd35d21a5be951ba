import type { FastifyReply, FastifyRequest } from 'fastify';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { tokenHeaders } from '../../platform/http/security-headers.js';
import { wantsJson } from '../../platform/http/wants-json.js';
import { Texts } from '../../platform/i18n/texts.js';
import { renderDocument } from '../parts/render-document.js';
import type { TokenAct } from './neutral-pages.js';
import { DonePage, GonePage } from './token.view.js';

/**
 * Answers an act: done, or 410 with one text for every token that did nothing. `note` is the key of one sentence more,
 * `exit` where the campaign's quick exit leads.
 */
export async function answerAct(
  request: FastifyRequest,
  reply: FastifyReply,
  act: TokenAct,
  { outcome }: { readonly outcome: string },
  { note, exit = null }: { readonly note?: string | undefined; readonly exit?: string | null } = {},
): Promise<void> {
  const t = Texts.in(requestLocale(request));
  const prefix = localePrefix(request);
  const gone = outcome === 'unknown';
  tokenHeaders(reply.code(gone ? 410 : 200).header('content-language', t.locale));
  if (wantsJson(request)) {
    await reply.type('application/json').send('{}');
    return;
  }
  const page = gone ? (
    <GonePage t={t} prefix={prefix} act={act} />
  ) : (
    <DonePage t={t} prefix={prefix} act={act} exit={exit} note={note === undefined ? note : t.say(note)} />
  );
  await reply.type('text/html; charset=utf-8').send(renderDocument(page));
}
