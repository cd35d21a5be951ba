import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { namesTag } from '../../../platform/http/entity-tag.js';
import { findAccentSheet } from './accent-sheet.js';
import { PictureFiles } from './picture-files.js';

/** Serves what campaigns look like: each file under the name of its content, so that browsers keep it for a year. */
@Controller()
export class LookController {
  constructor(private readonly pictures: PictureFiles) {}

  /** The colours of a campaign. */
  @Get('accents/:name')
  accent(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const body = findAccentSheet(name);
    if (body === null) throw new NotFoundException();
    send(request, reply, name, { type: 'text/css; charset=utf-8', body });
  }

  /** A file of a picture. */
  @Get('pictures/:name')
  async picture(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    const file = await this.pictures.find(name);
    if (!file) throw new NotFoundException();
    send(request, reply, name, file);
  }
}

function send(
  request: FastifyRequest,
  reply: FastifyReply,
  name: string,
  { type, body }: { readonly type: string; readonly body: string | Buffer },
): void {
  reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', `"${name}"`);
  if (namesTag(request.headers['if-none-match'], `"${name}"`)) void reply.code(304).send();
  else void reply.type(type).send(body);
}
