import { Injectable } from '@nestjs/common';
import { newId, type OrganizerId } from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { ApprovalSubject } from './approval.entity.js';
import type { Sha256 } from './fingerprint.js';

/** A consent that still holds. */
export interface Approval {
  readonly id: string;
  readonly sha256: Sha256;
  readonly approvedBy: OrganizerId;
  readonly approvedAt: Date;
}

/** Consents: one at most holds for a subject, and what was given is never erased. */
@Injectable()
export class ApprovalStore {
  /** The consent that holds, or null. */
  async find(tx: Tx, kind: ApprovalSubject, subjectId: string): Promise<Approval | null> {
    const [approval] = await rows<Approval>(
      tx,
      `SELECT id, sha256, approved_by AS "approvedBy", approved_at AS "approvedAt" FROM approval
        WHERE subject_kind = $1 AND subject_id = $2 AND voided_at IS NULL`,
      [kind, subjectId],
    );
    return approval ?? null;
  }

  async give(
    tx: Tx,
    approval: { kind: ApprovalSubject; subjectId: string; sha256: Sha256; by: OrganizerId; at: Date },
  ): Promise<void> {
    await tx.query(
      `INSERT INTO approval (id, subject_kind, subject_id, sha256, approved_by, approved_at)
       VALUES ($1, $2, $3, $4, $5, $6)`,
      [newId<'approval'>(), approval.kind, approval.subjectId, approval.sha256, approval.by, approval.at],
    );
  }

  /** Takes a consent back with a reason; answers whether there was one. */
  async void(tx: Tx, kind: ApprovalSubject, subjectId: string, because: string, at: Date): Promise<boolean> {
    const voided = await changed(
      tx,
      `UPDATE approval SET voided_at = $4, voided_because = $3
        WHERE subject_kind = $1 AND subject_id = $2 AND voided_at IS NULL`,
      [kind, subjectId, because, at],
    );
    return voided > 0;
  }
}
