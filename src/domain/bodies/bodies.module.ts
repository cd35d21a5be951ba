import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BodyStore } from './body.store.js';
import { EnterSeatAddress } from './enter-seat-address.js';
import { ImportBodies } from './import-bodies.js';

/** The instance's registry of those who are addressed. */
@Module({
  imports: [AuditModule],
  providers: [BodyStore, EnterSeatAddress, ImportBodies],
  exports: [BodyStore, EnterSeatAddress, ImportBodies],
})
export class BodiesModule {}
