import { Module } from '@nestjs/common';
import { AnniversariesModule } from './anniversaries.module.js';
import { FollowOccurrencesHandler } from './follow-occurrences.handler.js';
import { RaiseOccurrencesHandler } from './raise-occurrences.handler.js';

/** The part of anniversaries that runs by itself: only the worker has it. */
@Module({ imports: [AnniversariesModule], providers: [FollowOccurrencesHandler, RaiseOccurrencesHandler] })
export class AnniversariesWorkerModule {}
