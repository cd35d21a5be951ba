import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { type BodyId, type CampaignId, type DemandId, newId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { Actor } from '../audit/audit.rules.js';
import { DemandNotFound } from './campaign.errors.js';
import type { DemandKind, DemandStatus } from './demand.rules.js';

/** A demand with its status and those it is put to. */
export interface Demand {
  readonly id: DemandId;
  readonly campaignId: CampaignId;
  readonly key: string;
  readonly kind: DemandKind;
  readonly texts: Readonly<Record<string, { readonly title: string; readonly text: string }>>;
  readonly openSince: CalendarDate;
  readonly status: DemandStatus;
  readonly statusAsOf: CalendarDate;
  /** By language, of the status that holds. */
  readonly statusSource: Readonly<Record<string, string>>;
  /** Whether the status that holds came with a file, so that a later file may replace it. */
  readonly statusFromFile: boolean;
  readonly bodyIds: readonly BodyId[];
}

/** One step in a demand's history. */
export interface StatusChange {
  readonly status: DemandStatus;
  readonly asOf: CalendarDate;
  readonly source: Readonly<Record<string, string>>;
  readonly note: string | null;
  readonly setBy: Actor;
  readonly fromFile: boolean;
  readonly setAt: Date;
}

const DEMAND = `SELECT d.id, d.campaign_id AS "campaignId", d.key, d.kind, d.texts, d.open_since::text AS "openSince",
  d.status, d.status_as_of::text AS "statusAsOf", coalesce(s.source, '{}') AS "statusSource",
  coalesce(s.from_file, true) AS "statusFromFile",
  ARRAY(SELECT body_id::text FROM demand_addressee WHERE demand_id = d.id ORDER BY position) AS "bodyIds"
  FROM demand d LEFT JOIN LATERAL (SELECT source, from_file FROM demand_status_change WHERE demand_id = d.id
    ORDER BY number DESC LIMIT 1) s ON true`;

/** Demands, whom they are put to, and the history of their statuses. */
@Injectable()
export class DemandStore {
  /** A campaign's demands in its order, those dropped left out. */
  async list(tx: Tx, campaignId: CampaignId): Promise<Demand[]> {
    return rows<Demand>(
      tx,
      `${DEMAND} WHERE d.campaign_id = $1 AND d.dropped_at IS NULL ORDER BY d.position`,
      [campaignId],
    );
  }

  async findByKey(tx: Tx, campaignId: CampaignId, key: string): Promise<Demand | null> {
    const [demand] = await rows<Demand>(tx, `${DEMAND} WHERE d.campaign_id = $1 AND d.key = $2`, [
      campaignId,
      key,
    ]);
    return demand ?? null;
  }

  /** A demand of the campaign that was not dropped, locked. Throws DemandNotFound. */
  async lockByKey(tx: Tx, campaignId: CampaignId, key: string): Promise<Demand> {
    const [demand] = await rows<Demand>(
      tx,
      `${DEMAND} WHERE d.campaign_id = $1 AND d.key = $2 AND d.dropped_at IS NULL FOR UPDATE OF d`,
      [campaignId, key],
    );
    if (!demand) throw new DemandNotFound(key);
    return demand;
  }

  /** Makes the demand, or changes what it says; its status is set by `setStatus` alone. */
  async save(
    tx: Tx,
    demand: Omit<Demand, 'id' | 'status' | 'statusAsOf' | 'statusSource' | 'statusFromFile'> & {
      position: number;
    },
    first: { status: DemandStatus; asOf: CalendarDate },
  ): Promise<DemandId> {
    const [saved] = await rows<{ id: DemandId }>(
      tx,
      `INSERT INTO demand (id, campaign_id, key, kind, position, texts, open_since, status, status_as_of)
       VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)
       ON CONFLICT (campaign_id, key) DO UPDATE SET kind = excluded.kind, position = excluded.position,
         texts = excluded.texts, open_since = excluded.open_since, dropped_at = NULL
       RETURNING id`,
      [
        newId<'demand'>(),
        demand.campaignId,
        demand.key,
        demand.kind,
        demand.position,
        JSON.stringify(demand.texts),
        demand.openSince,
        first.status,
        first.asOf,
      ],
    );
    if (!saved) throw new DemandNotFound(demand.key);
    await tx.query('DELETE FROM demand_addressee WHERE demand_id = $1', [saved.id]);
    await tx.query(
      `INSERT INTO demand_addressee (demand_id, body_id, position)
       SELECT $1, body, place FROM unnest($2::uuid[]) WITH ORDINALITY AS put (body, place)`,
      [saved.id, demand.bodyIds],
    );
    return saved.id;
  }

  /** Sets a status and adds it to the history. The demand has to be locked, or new. */
  async setStatus(tx: Tx, demandId: DemandId, change: StatusChange): Promise<void> {
    await tx.query('UPDATE demand SET status = $2, status_as_of = $3 WHERE id = $1', [
      demandId,
      change.status,
      change.asOf,
    ]);
    await tx.query(
      `INSERT INTO demand_status_change (id, demand_id, number, status, as_of, source, note, set_by, from_file, set_at)
       SELECT $1, $2, coalesce(max(number), 0) + 1, $3, $4, $5, $6, $7, $8, $9
         FROM demand_status_change WHERE demand_id = $2`,
      [
        newId<'status-change'>(),
        demandId,
        change.status,
        change.asOf,
        JSON.stringify(change.source),
        change.note,
        change.setBy,
        change.fromFile,
        change.setAt,
      ],
    );
  }

  /** Every status a demand had, oldest first. */
  async history(tx: Tx, demandId: DemandId): Promise<StatusChange[]> {
    return rows<StatusChange>(
      tx,
      `SELECT status, as_of::text AS "asOf", source, note, set_by AS "setBy", from_file AS "fromFile",
              set_at AS "setAt" FROM demand_status_change WHERE demand_id = $1 ORDER BY number`,
      [demandId],
    );
  }

  /** Drops the demands that a file names no more; answers their keys. */
  async dropOthers(tx: Tx, campaignId: CampaignId, keep: readonly string[], now: Date): Promise<string[]> {
    const dropped = await rows<{ key: string }>(
      tx,
      `UPDATE demand SET dropped_at = $3 WHERE campaign_id = $1 AND key <> ALL ($2::text[]) AND dropped_at IS NULL
       RETURNING key`,
      [campaignId, keep, now],
    );
    return dropped.map(({ key }) => key);
  }
}
