import { Module, type OnModuleInit } from '@nestjs/common';
import { WebDatabase } from '../platform/database/web-database.js';
import { Readiness } from '../web/ops/health/readiness.js';
import { SiteModule } from '../web/site/site.module.js';

/** The public side: the supporters' pages, which only ever meet WebDatabase. */
@Module({ imports: [SiteModule] })
export class WebModule implements OnModuleInit {
  constructor(
    private readonly db: WebDatabase,
    private readonly readiness: Readiness,
  ) {}

  /** The public side is ready while its database answers. */
  onModuleInit(): void {
    this.readiness.register('web', () => this.db.query('SELECT 1'));
  }
}
