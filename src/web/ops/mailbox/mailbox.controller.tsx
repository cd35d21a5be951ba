import { Controller, Get, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { Config } from '../../../platform/config/config.js';
import { requestLocale } from '../../../platform/http/request-locale.js';
import { Texts } from '../../../platform/i18n/texts.js';
import { mailboxFields, MailboxSearch } from '../../../platform/mail/mailbox-search.js';
import type { MailboxEntry } from '../../../platform/mail/mailbox-store.js';
import { renderDocument } from '../../parts/render-document.js';
import { allowMailbox, send, sendPage } from './mailbox-answer.js';
import { MailboxPage } from './mailbox.view.js';

/** `to` is short for words among the recipients. */
const query = z
  .object({
    to: z.string().max(320).catch(''),
    q: z.string().max(320).catch(''),
    in: z.enum(mailboxFields).catch('any'),
    page: z.coerce.number().int().min(1).max(1_000).catch(1),
  })
  .transform(({ to, q, in: field, page }) =>
    to === '' ? { words: q, field, page } : { words: to, field: 'to' as const, page },
  );
type Wanted = z.infer<typeof query>;
const PER_PAGE = 50;

/** The embedded mailbox, for whoever sits at this machine; elsewhere there is no such page. */
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly search: MailboxSearch,
    private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query({ schema: query }) wanted: Wanted,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    allowMailbox(this.config, request);
    const { words, field } = wanted;
    const t = Texts.in(requestLocale(request));
    const all = await this.search.run(words, field);
    const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
    const page = Math.min(wanted.page, pages);
    const mails = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    const model = { t, mails, page, pages, words, field, total: all.length };
    sendPage(reply, renderDocument(<MailboxPage {...model} />));
  }

  @Get('messages.json')
  async json(
    @Query({ schema: query }) { words, field }: Wanted,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    allowMailbox(this.config, request);
    const mails = await this.search.run(words, field);
    send(reply, 'application/json; charset=utf-8', JSON.stringify(mails.map(presented)));
  }
}

/** Only what is promised, whatever else an entry may hold one day. */
function presented({ id, from, to, subject, date }: MailboxEntry): MailboxEntry {
  return { id, from, to, subject, date };
}
