import { Module } from '@nestjs/common';
import { PartsModule } from '../web/parts/parts.module.js';

/** The public side: the supporters' pages, which only ever meet WebDatabase. */
@Module({ imports: [PartsModule] })
export class WebModule {}
