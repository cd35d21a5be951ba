import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';
import { requestLocale } from '../../../platform/http/request-locale.js';
import { Texts } from '../../../platform/i18n/texts.js';
import { MailboxStore } from '../../../platform/mail/mailbox-store.js';
import { renderDocument } from '../../parts/render-document.js';
import { MailPage } from './mail.view.js';
import { allowMailbox, send, sendPage } from './mailbox-answer.js';
import { readMail } from './read-mail.js';

/** What a mail's HTML may do in its frame: be looked at. */
const PREVIEW_CSP =
  "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'";

/** One mail of the embedded mailbox: its page, its HTML, its files and its bytes. */
@Controller('mailbox/messages')
export class MailController {
  constructor(
    private readonly mailbox: MailboxStore,
    private readonly config: Config,
  ) {}

  @Get(':file')
  async message(@Param('file') file: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    allowMailbox(this.config, request);
    const [, id = '', form = ''] = /^([0-9a-f-]+)(\.eml|\.html)?$/.exec(file) ?? [];
    const { entry, source } = await this.found(id);
    if (form === '.eml') {
      sendFile(reply, 'message/rfc822', `${id}.eml`, source);
      return;
    }
    const mail = await readMail(source);
    if (form === '.html') {
      if (mail.html === null) throw new NotFoundException();
      send(reply.header('content-security-policy', PREVIEW_CSP), 'text/html; charset=utf-8', mail.html);
      return;
    }
    const t = Texts.in(requestLocale(request));
    sendPage(reply, renderDocument(<MailPage t={t} entry={entry} mail={mail} source={source} />));
  }

  /** A file of a mail, to be saved: never shown, whatever it says it is. */
  @Get(':id/files/:place')
  async file(
    @Param('id') id: string,
    @Param('place') place: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ) {
    allowMailbox(this.config, request);
    const { source } = await this.found(id);
    const file = /^[1-9]\d{0,3}$/.test(place) ? (await readMail(source)).files[Number(place) - 1] : undefined;
    if (!file) throw new NotFoundException();
    sendFile(reply, 'application/octet-stream', file.name, file.bytes);
  }

  private async found(id: string) {
    const found = await this.mailbox.find(id);
    if (!found) throw new NotFoundException();
    return found;
  }
}

/** RFC 6266: a name in ASCII, and the whole one (RFC 8187). */
function sendFile(reply: FastifyReply, type: string, name: string, bytes: Buffer): void {
  const plain = name.replace(/[^\w.-]+/g, '_');
  const whole = encodeURIComponent(name.replace(/\p{Cs}/gu, '_')).replace(/['()*]/g, escape);
  const disposition = `attachment; filename="${plain}"; filename*=UTF-8''${whole}`;
  send(reply.header('content-disposition', disposition), type, bytes);
}

const escape = (character: string) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`;
