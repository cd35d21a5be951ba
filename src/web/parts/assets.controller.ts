import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assetFiles } from './asset-files.js';

/** Serves our own style sheets and pictures. */
@Controller('assets')
export class AssetsController {
  /** A file by its hashed name, kept by browsers for a year. */
  @Get(':name')
  file(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const file = assetFiles.get(`/assets/${name}`);
    if (!file) throw new NotFoundException();
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', `"${name}"`);
    if (request.headers['if-none-match'] === `"${name}"`) void reply.code(304).send();
    else void reply.type(file.type).send(file.body);
  }
}
