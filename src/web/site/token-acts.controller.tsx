import { Controller, Get, HttpCode, Param, Post, Req, Res } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { TokenActs } from '../../domain/signatures/token-acts.js';
import { answerAct } from './act-answer.js';
import { localised } from './localised.js';
import { sendNeutral } from './neutral-pages.js';

const ownForms = RouteConfig({ acceptsNullOrigin: true, maySendAgain: true });

/** Stopping news, 'it was not me': GET shows, only POST acts, and needs nothing but the address. */
@Controller()
export class TokenActsController {
  constructor(private readonly acts: TokenActs) {}

  @Get(localised('not-me/:token'))
  askNotMe(@Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    void sendNeutral(request, reply, 'not-me');
  }

  @Post(localised('not-me/:token'))
  @HttpCode(200)
  @ownForms
  async notMe(@Param('token') token: string, @Req() request: FastifyRequest, @Res() reply: FastifyReply) {
    await answerAct(request, reply, 'not-me', await this.acts.notMe(token));
  }
}
