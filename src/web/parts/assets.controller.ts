import { Controller, Get, NotFoundException, Param, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assetFiles } from './asset-files.js';

/** Serves our own style sheets, fonts and pictures. */
@Controller('assets')
export class AssetsController {
  /** A file by its hashed name, kept by browsers for a year. */
  @Get(':name')
  file(@Param('name') name: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply): void {
    const file = assetFiles.get(`/assets/${name}`);
    if (!file) throw new NotFoundException();
    const zipped = /\bgzip\b/.test(request.headers['accept-encoding'] ?? '') ? file.zipped : undefined;
    const etag = zipped ? `"${name}-z"` : `"${name}"`;
    reply.header('cache-control', 'public, max-age=31536000, immutable').header('etag', etag);
    reply.header('vary', 'Accept-Encoding').type(file.type);
    // A worker is refused to a framed page that asks its surroundings' consent (see frameHeaders) unless it asks too.
    reply.header('cross-origin-embedder-policy', 'require-corp');
    if (request.headers['if-none-match'] === etag) void reply.code(304).send();
    else if (zipped) void reply.header('content-encoding', 'gzip').send(zipped);
    else void reply.send(file.body);
  }
}
