import { Module } from '@nestjs/common';

/** The side without a door: everything that is done later, in batches or by the calendar. */
@Module({ imports: [] })
export class WorkerModule {}
