import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type {
  BatchId,
  BodyId,
  CampaignId,
  LetterVersionId,
  MailingId,
  OrganizerId,
} from '../../kernel/id.js';
import { changed, rows, type Tx } from '../../platform/database/sql.js';
import type { Sha256 } from '../letters/fingerprint.js';
import type { LetterAudience } from '../letters/letter.rules.js';
import type { Figures } from './figures.js';
import { MailingNotFound, MailingStateConflict } from './mailing.errors.js';
import { type MailingState, mayBecome } from './mailing.rules.js';
import type { SupportersRule } from './supporters-rule.js';

/** A mailing as its verbs see it. */
export interface Mailing {
  readonly id: MailingId;
  readonly campaignId: CampaignId;
  readonly letterVersionId: LetterVersionId;
  readonly letterKey: string;
  readonly letterAuthor: OrganizerId | null;
  readonly audience: LetterAudience;
  readonly state: MailingState;
  readonly sendAt: Date;
  readonly zone: string;
  readonly graceMinutes: number;
  readonly keepingN: number | null;
  readonly keepingDay: CalendarDate | null;
  readonly rule: SupportersRule | null;
  readonly figures: Figures | null;
  readonly contentSha256: Sha256 | null;
  readonly audienceSha256: Sha256 | null;
  readonly scheduleSha256: Sha256 | null;
  readonly sha256: Sha256 | null;
  readonly plannedBy: OrganizerId | null;
  readonly createdAt: Date;
  readonly submittedBy: OrganizerId | null;
  readonly submittedAt: Date | null;
  readonly acknowledgedBy: OrganizerId | null;
  readonly batchId: BatchId | null;
  readonly lastRef: string | null;
  readonly candidates: number;
  readonly planned: number;
  readonly excluded: number;
  readonly cancelledBecause: string | null;
}

/** What a new mailing is made of. */
export type NewMailing = Pick<
  Mailing,
  | 'id'
  | 'campaignId'
  | 'letterVersionId'
  | 'audience'
  | 'sendAt'
  | 'zone'
  | 'graceMinutes'
  | 'keepingN'
  | 'keepingDay'
  | 'rule'
  | 'plannedBy'
> & { readonly bodyIds: readonly BodyId[]; readonly acknowledgedBy: OrganizerId | null };

/** What changes with a step along the diagram. */
export interface MailingChange {
  readonly sendAt?: Date;
  readonly zone?: string;
  readonly graceMinutes?: number;
  readonly rule?: SupportersRule;
  readonly figures?: Figures | null;
  readonly contentSha256?: Sha256 | null;
  readonly audienceSha256?: Sha256 | null;
  readonly scheduleSha256?: Sha256 | null;
  readonly sha256?: Sha256 | null;
  readonly submittedBy?: OrganizerId | null;
  readonly submittedAt?: Date | null;
  readonly acknowledgedBy?: OrganizerId | null;
  readonly acknowledgedAt?: Date | null;
  readonly batchId?: BatchId;
  readonly lastRef?: string;
  readonly candidates?: number;
  readonly planned?: number;
  readonly excluded?: number;
  readonly endedAt?: Date;
  readonly cancelledBecause?: string;
}

const columns: Record<keyof MailingChange, string> = {
  sendAt: 'send_at',
  zone: 'zone',
  graceMinutes: 'grace_minutes',
  rule: 'rule',
  figures: 'figures',
  contentSha256: 'content_sha256',
  audienceSha256: 'audience_sha256',
  scheduleSha256: 'schedule_sha256',
  sha256: 'sha256',
  submittedBy: 'submitted_by',
  submittedAt: 'submitted_at',
  acknowledgedBy: 'acknowledged_by',
  acknowledgedAt: 'acknowledged_at',
  batchId: 'batch_id',
  lastRef: 'last_ref',
  candidates: 'candidates',
  planned: 'planned',
  excluded: 'excluded',
  endedAt: 'ended_at',
  cancelledBecause: 'cancelled_because',
};

const MAILING = `SELECT m.id, m.campaign_id AS "campaignId", m.letter_version_id AS "letterVersionId", l.key AS "letterKey",
  v.author_id AS "letterAuthor", m.audience, m.state, m.send_at AS "sendAt", m.zone, m.grace_minutes AS "graceMinutes",
  m.keeping_n AS "keepingN", m.keeping_day::text AS "keepingDay", m.rule, m.figures,
  m.content_sha256 AS "contentSha256", m.audience_sha256 AS "audienceSha256", m.schedule_sha256 AS "scheduleSha256",
  m.sha256, m.planned_by AS "plannedBy", m.created_at AS "createdAt", m.submitted_by AS "submittedBy",
  m.submitted_at AS "submittedAt", m.acknowledged_by AS "acknowledgedBy", m.batch_id AS "batchId",
  m.last_ref AS "lastRef", m.candidates, m.planned, m.excluded, m.cancelled_because AS "cancelledBecause"
  FROM mailing m JOIN letter_version v ON v.id = m.letter_version_id JOIN letter l ON l.id = v.letter_id`;

/** Mailings; a state change is a guarded update along the diagram. */
@Injectable()
export class MailingStore {
  async add(tx: Tx, mailing: NewMailing, now: Date): Promise<void> {
    await tx.query(
      `INSERT INTO mailing (id, campaign_id, letter_version_id, audience, state, send_at, zone, grace_minutes, keeping_n,
         keeping_day, rule, planned_by, created_at, acknowledged_by, acknowledged_at)
       VALUES ($1, $2, $3, $4, 'draft', $5, $6, $7, $8, $9, $10, $11, $12, $13,
         CASE WHEN $13::uuid IS NULL THEN NULL ELSE $12::timestamptz END)`,
      [
        mailing.id,
        mailing.campaignId,
        mailing.letterVersionId,
        mailing.audience,
        mailing.sendAt,
        mailing.zone,
        mailing.graceMinutes,
        mailing.keepingN,
        mailing.keepingDay,
        mailing.rule && JSON.stringify(mailing.rule),
        mailing.plannedBy,
        now,
        mailing.acknowledgedBy,
      ],
    );
    await tx.query('INSERT INTO mailing_body (mailing_id, body_id) SELECT $1, unnest($2::uuid[])', [
      mailing.id,
      mailing.bodyIds,
    ]);
  }

  /** Throws MailingNotFound. */
  async get(tx: Tx, id: MailingId): Promise<Mailing> {
    return this.one(tx, id, '');
  }

  /** The mailing, locked until the transaction ends. Throws MailingNotFound. */
  async lock(tx: Tx, id: MailingId): Promise<Mailing> {
    return this.one(tx, id, 'FOR UPDATE OF m');
  }

  /** A campaign's mailings, the latest time first. */
  async list(tx: Tx, campaignId: CampaignId): Promise<Mailing[]> {
    return rows<Mailing>(tx, `${MAILING} WHERE m.campaign_id = $1 ORDER BY m.send_at DESC, m.id`, [
      campaignId,
    ]);
  }

  /** The mailing a batch was made of, or null. */
  async findByBatch(tx: Tx, batchId: string): Promise<Mailing | null> {
    const [mailing] = await rows<Mailing>(tx, `${MAILING} WHERE m.batch_id = $1`, [batchId]);
    return mailing ?? null;
  }

  /** The bodies a mailing addresses. */
  async bodies(tx: Tx, id: MailingId): Promise<BodyId[]> {
    const found = await rows<{ id: BodyId }>(
      tx,
      'SELECT body_id AS id FROM mailing_body WHERE mailing_id = $1 ORDER BY body_id',
      [id],
    );
    return found.map((body) => body.id);
  }

  /** Those whose time has come: approved or half materialised to be sent, in review to be told from missed. */
  async due(tx: Tx, now: Date, limit: number): Promise<{ id: MailingId; state: MailingState }[]> {
    return rows(
      tx,
      `SELECT id, state FROM mailing WHERE state IN ('in_review', 'approved', 'materialising') AND send_at <= $1
        ORDER BY send_at, id LIMIT $2`,
      [now, limit],
    );
  }

  /** Moves a mailing and writes what changes with it. Throws MailingStateConflict where the diagram or the row forbids it. */
  async move(tx: Tx, mailing: Mailing, to: MailingState, change: MailingChange = {}): Promise<Mailing> {
    if (!mayBecome(mailing.state, to)) throw new MailingStateConflict(mailing.state, to);
    return this.write(tx, mailing, to, change);
  }

  /** Writes without a step, while the mailing is still in the state it was read in. */
  async keep(tx: Tx, mailing: Mailing, change: MailingChange): Promise<Mailing> {
    return this.write(tx, mailing, mailing.state, change);
  }

  private async write(tx: Tx, mailing: Mailing, to: MailingState, change: MailingChange): Promise<Mailing> {
    const entries = Object.entries(change) as [keyof MailingChange, unknown][];
    const sets = entries.map(([name], i) => `, ${columns[name]} = $${i + 4}`).join('');
    const values = entries.map(([, value]) => (isPlain(value) ? JSON.stringify(value) : value));
    const moved = await changed(tx, `UPDATE mailing SET state = $3${sets} WHERE id = $1 AND state = $2`, [
      mailing.id,
      mailing.state,
      to,
      ...values,
    ]);
    if (moved === 0) throw new MailingStateConflict(mailing.state, to);
    return { ...mailing, ...change, state: to };
  }

  private async one(tx: Tx, id: MailingId, lock: '' | 'FOR UPDATE OF m'): Promise<Mailing> {
    const [mailing] = await rows<Mailing>(tx, `${MAILING} WHERE m.id = $1 ${lock}`, [id]);
    if (!mailing) throw new MailingNotFound(id);
    return mailing;
  }
}

function isPlain(value: unknown): boolean {
  return value !== null && typeof value === 'object' && !(value instanceof Date);
}
