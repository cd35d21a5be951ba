import type { FastifyReply, FastifyRequest } from 'fastify';
import { localePrefix, requestLocale } from '../../platform/http/request-locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { FreshLinkPage } from './fresh-link.view.js';
import { sendTokenPage } from './token-page.js';

/** 410 with one text for every link to *my signature* that opens nothing, and the way to a fresh one. */
export async function sendGone(request: FastifyRequest, reply: FastifyReply): Promise<void> {
  const t = Texts.in(requestLocale(request));
  const page = <FreshLinkPage t={t} prefix={localePrefix(request)} email="" gone />;
  await sendTokenPage(request, reply.code(410), page);
}
