import { Controller, Get, NotFoundException, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Config } from '../../../platform/config/config.js';
import { Metrics } from '../../../platform/metrics/metrics.js';
import { mayReadMetrics } from './metrics-access.js';

/** What operators' monitoring asks: counts and times of this process and, of a worker, of the ledger. */
@Controller('metrics')
export class MetricsController {
  constructor(
    private readonly metrics: Metrics,
    private readonly config: Config,
  ) {}

  /** Not there for whoever may not read it; 401 where a token would help. */
  @Get()
  async read(@Req() request: FastifyRequest, @Res() reply: FastifyReply): Promise<void> {
    void reply.header('cache-control', 'no-store');
    if (!mayReadMetrics(this.config, request.headers)) {
      if (this.config.metricsToken === undefined) throw new NotFoundException();
      void reply.code(401).header('www-authenticate', 'Bearer').send('');
      return;
    }
    void reply.type(this.metrics.contentType).send(await this.metrics.text());
  }
}
