import { Module } from '@nestjs/common';
import { SiteModule } from '../web/site/site.module.js';

/** The public side: the supporters' pages, which only ever meet WebDatabase. */
@Module({ imports: [SiteModule] })
export class WebModule {}
