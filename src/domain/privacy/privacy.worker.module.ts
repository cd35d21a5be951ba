import { Module } from '@nestjs/common';
import { ApplyRetentionHandler } from './apply-retention.handler.js';
import { PrivacyModule } from './privacy.module.js';

/** The part of privacy that runs by itself: only the worker has it. */
@Module({ imports: [PrivacyModule], providers: [ApplyRetentionHandler] })
export class PrivacyWorkerModule {}
