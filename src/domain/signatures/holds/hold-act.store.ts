import { Injectable } from '@nestjs/common';
import type { CampaignId, Id } from '../../../kernel/id.js';
import type { Json } from '../../../kernel/json.js';
import { offsetOf, type Page, type PageRequest } from '../../../kernel/page.js';
import { changed, rows, type Tx } from '../../../platform/database/sql.js';
import type { Matching } from './hold-conditions.js';
import { NAME_DUE } from './hold.store.js';
import { BY_ORGANIZER, RELEASED } from './suspicion.rules.js';

export type HoldActId = Id<'hold-act'>;

/** What a person did to many signatures at once. */
export interface HoldAct {
  readonly id: HoldActId;
  readonly campaignId: CampaignId;
  readonly act: 'invalidated' | 'released';
  readonly by: string;
  readonly at: Date;
  readonly conditions: Json;
  /** How many signatures it holds, or let go. */
  readonly touched: number;
  readonly undoneAt: Date | null;
}

const ACT = `id, campaign_id AS "campaignId", act, by, at, conditions, touched, undone_at AS "undoneAt"`;

/** Any number does, as long as nothing else takes it. */
const ACTS_LOCK = 7_306_021;

/** What another standing act that threw the row out had found: undoing either must not bring the row back too early. */
const FIRST_STANDING = `
  SELECT r.held_before, r.reasons_before FROM hold_act_row r JOIN hold_act a ON a.id = r.act_id
   WHERE r.signature_id = hit.id AND a.act = 'invalidated' AND a.undone_at IS NULL ORDER BY a.at, a.id LIMIT 1`;

/** SQL over acts on holds and the rows they touched. Whoever writes holds the campaign's lock. */
@Injectable()
export class HoldActStore {
  /** Acts on one campaign's holds wait for one another. */
  async lock(tx: Tx, campaignId: string): Promise<void> {
    await tx.query('SELECT pg_advisory_xact_lock($1, hashtext($2))', [ACTS_LOCK, campaignId]);
  }

  async insert(tx: Tx, act: HoldAct): Promise<void> {
    await tx.query(
      `INSERT INTO hold_act (id, campaign_id, act, by, at, conditions, touched) VALUES ($1, $2, $3, $4, $5, $6, $7)`,
      [act.id, act.campaignId, act.act, act.by, act.at, JSON.stringify(act.conditions), act.touched],
    );
  }

  async find(tx: Tx, id: HoldActId): Promise<HoldAct | null> {
    const [act] = await rows<HoldAct>(tx, `SELECT ${ACT} FROM hold_act WHERE id = $1`, [id]);
    return act ?? null;
  }

  /** A campaign's acts, the newest first. */
  async list(tx: Tx, campaignId: string, page: PageRequest): Promise<Page<HoldAct>> {
    const items = await rows<HoldAct>(
      tx,
      `SELECT ${ACT} FROM hold_act WHERE campaign_id = $1 ORDER BY at DESC, id LIMIT $2 OFFSET $3`,
      [campaignId, page.perPage, offsetOf(page)],
    );
    const [count] = await rows<{ total: number }>(
      tx,
      'SELECT count(*)::integer AS total FROM hold_act WHERE campaign_id = $1',
      [campaignId],
    );
    return { ...page, items, total: count?.total ?? 0 };
  }

  /**
   * Throws out every signature that matches, and notes what each was before. One that another act has thrown out already
   * is noted too, so that undoing one of them leaves it out. Answers how many match.
   */
  async invalidate(tx: Tx, id: HoldActId, { sql, params }: Matching): Promise<number> {
    return this.run(
      tx,
      `WITH hit AS MATERIALIZED (
              SELECT s.id, s.held, s.hold_reasons FROM signature s WHERE ${sql} ORDER BY s.id FOR UPDATE),
            noted AS (
              INSERT INTO hold_act_row (act_id, signature_id, held_before, reasons_before)
              SELECT ${last(params)}, hit.id, coalesce(standing.held_before, hit.held),
                     coalesce(standing.reasons_before, hit.hold_reasons)
                FROM hit LEFT JOIN LATERAL (${FIRST_STANDING}) AS standing ON hit.held = 'invalidated'
              RETURNING signature_id),
            done AS (
              UPDATE signature s SET held = 'invalidated',
                     hold_reasons = array_remove(array_remove(s.hold_reasons, '${BY_ORGANIZER}'), '${RELEASED}') || '{${BY_ORGANIZER}}',
                     name_due = s.name_due OR ${NAME_DUE}
                FROM hit WHERE s.id = hit.id AND hit.held <> 'invalidated')
       SELECT count(*)::integer AS n FROM noted`,
      [...params, id],
    );
  }

  /** Lets every quarantined signature go that matches; no signal holds it again. Answers how many. */
  async release(tx: Tx, id: HoldActId, { sql, params }: Matching): Promise<number> {
    return this.run(
      tx,
      `WITH hit AS MATERIALIZED (
              SELECT s.id, s.held, s.hold_reasons FROM signature s
               WHERE ${sql} AND s.held = 'quarantined' ORDER BY s.id FOR UPDATE),
            noted AS (
              INSERT INTO hold_act_row (act_id, signature_id, held_before, reasons_before)
              SELECT ${last(params)}, id, held, hold_reasons FROM hit RETURNING signature_id),
            done AS (
              UPDATE signature s SET held = 'no', hold_reasons = '{${RELEASED}}', name_due = s.name_due OR ${NAME_DUE}
                FROM hit WHERE s.id = hit.id)
       SELECT count(*)::integer AS n FROM noted`,
      [...params, id],
    );
  }

  /** Brings rows back to what they were before an invalidation, but those that another act still throws out. */
  undoInvalidation(tx: Tx, id: HoldActId): Promise<number> {
    return this.run(
      tx,
      `WITH mine AS MATERIALIZED (
              SELECT s.id, r.held_before, r.reasons_before FROM hold_act_row r JOIN signature s ON s.id = r.signature_id
               WHERE r.act_id = $1 AND s.held = 'invalidated'
                 AND NOT EXISTS (SELECT FROM hold_act_row o JOIN hold_act a ON a.id = o.act_id
                                  WHERE o.signature_id = s.id AND o.act_id <> $1 AND a.act = 'invalidated'
                                    AND a.undone_at IS NULL)
               ORDER BY s.id FOR UPDATE OF s),
            done AS (
              UPDATE signature s SET held = mine.held_before, hold_reasons = mine.reasons_before,
                     name_due = s.name_due OR ${NAME_DUE}
                FROM mine WHERE s.id = mine.id RETURNING s.id)
       SELECT count(*)::integer AS n FROM done`,
      [id],
    );
  }

  /** Quarantines again what a release let go; what was thrown out since stays out, and would come back quarantined. */
  async undoRelease(tx: Tx, id: HoldActId): Promise<number> {
    await tx.query(
      `UPDATE hold_act_row later SET held_before = mine.held_before, reasons_before = mine.reasons_before
         FROM hold_act_row mine, hold_act a
        WHERE mine.act_id = $1 AND later.signature_id = mine.signature_id AND a.id = later.act_id
          AND a.act = 'invalidated' AND a.undone_at IS NULL AND later.reasons_before @> '{${RELEASED}}'`,
      [id],
    );
    return this.run(
      tx,
      `WITH mine AS MATERIALIZED (
              SELECT s.id, r.held_before, r.reasons_before FROM hold_act_row r JOIN signature s ON s.id = r.signature_id
               WHERE r.act_id = $1 AND s.held = 'no' AND s.hold_reasons @> '{${RELEASED}}' ORDER BY s.id FOR UPDATE OF s),
            done AS (
              UPDATE signature s SET held = mine.held_before, hold_reasons = mine.reasons_before,
                     name_due = s.name_due OR ${NAME_DUE}
                FROM mine WHERE s.id = mine.id RETURNING s.id)
       SELECT count(*)::integer AS n FROM done`,
      [id],
    );
  }

  /** Guarded: false when it was undone already. */
  async markUndone(tx: Tx, id: HoldActId, by: string, now: Date): Promise<boolean> {
    const sql = `UPDATE hold_act SET undone_at = $2, undone_by = $3 WHERE id = $1 AND undone_at IS NULL`;
    return (await changed(tx, sql, [id, now, by])) > 0;
  }

  /** The domains of an act's rows that were held as part of a cluster or a burst. */
  async suspectedDomains(tx: Tx, id: HoldActId): Promise<Buffer[]> {
    const found = await rows<{ key: Buffer }>(
      tx,
      `SELECT DISTINCT s.domain_index AS key FROM hold_act_row r JOIN signature s ON s.id = r.signature_id
        WHERE r.act_id = $1 AND s.domain_index IS NOT NULL AND r.reasons_before && '{domain-cluster,domain-burst}'`,
      [id],
    );
    return found.map(({ key }) => key);
  }

  private async run(tx: Tx, sql: string, params: readonly unknown[]): Promise<number> {
    const [found] = await rows<{ n: number }>(tx, sql, [...params]);
    return found?.n ?? 0;
  }
}

function last(params: readonly unknown[]): string {
  return `$${params.length + 1}::uuid`;
}
