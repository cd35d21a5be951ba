import { Global, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { edgeOf } from '../../../platform/http/short-routes.js';
import { Metrics } from '../../../platform/metrics/metrics.js';
import { MetricsController } from './metrics.controller.js';

/** The metrics; global, so that any part of the process can register its figures. */
@Global()
@Module({
  controllers: [MetricsController],
  providers: [
    {
      provide: Metrics,
      inject: [HttpAdapterHost],
      useFactory: (host: HttpAdapterHost) => edgeOf(host).metrics,
    },
  ],
  exports: [Metrics],
})
export class MetricsModule {}
