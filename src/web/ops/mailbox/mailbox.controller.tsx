import { Controller, Get, NotFoundException, Param, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import PostalMime from 'postal-mime';
import { z } from 'zod';
import { Config } from '../../../platform/config/config.js';
import { requestLocale } from '../../../platform/http/request-locale.js';
import { Texts } from '../../../platform/i18n/texts.js';
import { MailboxStore, type MailboxEntry } from '../../../platform/mail/mailbox-store.js';
import { renderDocument } from '../../parts/render-document.js';
import { MailPage } from './mail.view.js';
import { MailboxPage } from './mailbox.view.js';
import { mayShowMailbox } from './mailbox-access.js';

const query = z.object({
  to: z.string().max(320).catch(''),
  page: z.coerce.number().int().min(1).max(1_000).catch(1),
});
const PER_PAGE = 50;

/** What a mail's HTML may do in its frame: be looked at. */
const PREVIEW_CSP =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** What the mailbox page may load: our own files, and the preview in its frame. */
const PAGE_CSP =
  "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

/** The embedded mailbox, for whoever sits at this machine; elsewhere there is no such page. */
@Controller('mailbox')
export class MailboxController {
  constructor(
    private readonly mailbox: MailboxStore,
    private readonly config: Config,
  ) {}

  @Get()
  async list(
    @Query({ schema: query }) wanted: z.infer<typeof query>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    this.allow(request);
    const t = Texts.in(requestLocale(request));
    const all = await this.mailbox.list(wanted.to);
    const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
    const page = Math.min(wanted.page, pages);
    const mails = all.slice((page - 1) * PER_PAGE, page * PER_PAGE);
    sendPage(
      reply,
      renderDocument(<MailboxPage {...{ t, mails, page, pages }} total={all.length} to={wanted.to} />),
    );
  }

  @Get('messages.json')
  async json(
    @Query({ schema: query }) { to }: z.infer<typeof query>,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    this.allow(request);
    const mails = await this.mailbox.list(to);
    send(reply, 'application/json; charset=utf-8', JSON.stringify(mails.map(presented)));
  }

  @Get('messages/:file')
  async message(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    this.allow(request);
    const [, id = '', form = ''] = /^([0-9a-f-]+)(\.eml|\.html)?$/.exec(file) ?? [];
    const found = await this.mailbox.find(id);
    if (!found) throw new NotFoundException();
    if (form === '.eml') {
      send(
        reply.header('content-disposition', `attachment; filename="${id}.eml"`),
        'message/rfc822',
        found.source,
      );
      return;
    }
    const mail = await PostalMime.parse(found.source);
    if (form === '.html') {
      if (mail.html === undefined) throw new NotFoundException();
      send(reply.header('content-security-policy', PREVIEW_CSP), 'text/html; charset=utf-8', mail.html);
      return;
    }
    const t = Texts.in(requestLocale(request));
    const headers = headerLines(found.source);
    const page = (
      <MailPage
        t={t}
        mail={found.entry}
        text={mail.text ?? ''}
        hasHtml={mail.html !== undefined}
        headers={headers}
      />
    );
    sendPage(reply, renderDocument(page));
  }

  private allow(request: FastifyRequest): void {
    if (!mayShowMailbox(this.config, request.headers)) throw new NotFoundException();
  }
}

/** Only what is promised, whatever else an entry may hold one day. */
function presented({ id, from, to, subject, date }: MailboxEntry): MailboxEntry {
  return { id, from, to, subject, date };
}

function sendPage(reply: FastifyReply, html: string): void {
  send(reply.header('content-security-policy', PAGE_CSP), 'text/html; charset=utf-8', html);
}

function send(reply: FastifyReply, type: string, body: string | Buffer): void {
  void reply
    .header('cache-control', 'no-store')
    .header('referrer-policy', 'no-referrer')
    .type(type)
    .send(body);
}

/** The header block as it was received, a folded header as one line. */
function headerLines(source: Buffer): { name: string; value: string }[] {
  const end = source.indexOf('\r\n\r\n');
  const block = source.subarray(0, end < 0 ? source.length : end).toString('utf8');
  return block
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')
    .map((line) => ({
      name: line.slice(0, line.indexOf(':')),
      value: line.slice(line.indexOf(':') + 1).trim(),
    }));
}
