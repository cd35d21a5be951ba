import { Controller, Get, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Readiness } from './readiness.js';

/** What load balancers and operators ask. */
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  /** 200 as long as the process answers at all. */
  @Get('live')
  live(@Res() reply: FastifyReply): void {
    send(reply, { status: 'live' });
  }

  /** 200 when every part is ready, else 503, with each part's state. */
  @Get('ready')
  async ready(@Res() reply: FastifyReply): Promise<void> {
    const parts = await this.readiness.parts();
    const ready = [...parts.values()].every((state) => state === 'ready');
    send(reply.code(ready ? 200 : 503), {
      status: ready ? 'ready' : 'not-ready',
      parts: Object.fromEntries(parts),
    });
  }
}

function send(reply: FastifyReply, body: object): void {
  void reply.header('cache-control', 'no-store').type('application/json').send(JSON.stringify(body));
}
