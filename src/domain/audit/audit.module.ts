import { Module } from '@nestjs/common';
import { AuditLog } from './audit-log.js';
import { AuditStore } from './audit.store.js';
import { VerifyAudit } from './verify-audit.js';

/** The append-only log that every module to its right writes to. */
@Module({ providers: [AuditStore, AuditLog, VerifyAudit], exports: [AuditLog, AuditStore, VerifyAudit] })
export class AuditModule {}
