import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import { type AnniversaryId, type CampaignId, newId } from '../../kernel/id.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { KeepingRule } from './keeping.js';
import type { LeapRule } from './occurrence.rules.js';

/** A rule with what raising it needs. */
export interface Anniversary extends KeepingRule {
  readonly id: AnniversaryId;
  readonly campaignId: CampaignId;
  readonly key: string;
  readonly day: CalendarDate;
  readonly leapRule: LeapRule;
  readonly horizonDays: number;
  readonly graceHours: number;
  readonly letters: readonly string[];
  readonly createdAt: Date;
}

const ANNIVERSARY = `SELECT id, campaign_id AS "campaignId", key, day::text AS day, leap_rule AS "leapRule",
  local_time AS time, zone, horizon_days AS "horizonDays", grace_hours AS "graceHours", letters,
  created_at AS "createdAt" FROM anniversary`;

/** Anniversaries: rules, changed only by a campaign's file. */
@Injectable()
export class AnniversaryStore {
  /** Makes the rule or changes it; answers its id. Occurrences already raised keep their time. */
  async save(tx: Tx, rule: Omit<Anniversary, 'id' | 'createdAt'>, now: Date): Promise<AnniversaryId> {
    const [saved] = await rows<{ id: AnniversaryId }>(
      tx,
      `INSERT INTO anniversary (id, campaign_id, key, day, leap_rule, local_time, zone, horizon_days, grace_hours, letters,
         created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
       ON CONFLICT (campaign_id, key) DO UPDATE SET day = excluded.day, leap_rule = excluded.leap_rule,
         local_time = excluded.local_time, zone = excluded.zone, horizon_days = excluded.horizon_days,
         grace_hours = excluded.grace_hours, letters = excluded.letters
       RETURNING id`,
      [
        newId<'anniversary'>(),
        rule.campaignId,
        rule.key,
        rule.day,
        rule.leapRule,
        rule.time,
        rule.zone,
        rule.horizonDays,
        rule.graceHours,
        rule.letters,
        now,
      ],
    );
    if (!saved) throw new Error('the anniversary was not saved');
    return saved.id;
  }

  /** Every rule, or those of one campaign. */
  async list(tx: Tx, campaignId?: CampaignId): Promise<Anniversary[]> {
    return rows<Anniversary>(
      tx,
      `${ANNIVERSARY} WHERE $1::uuid IS NULL OR campaign_id = $1 ORDER BY campaign_id, key`,
      [campaignId ?? null],
    );
  }

  async get(tx: Tx, id: AnniversaryId): Promise<Anniversary> {
    const [anniversary] = await rows<Anniversary>(tx, `${ANNIVERSARY} WHERE id = $1`, [id]);
    if (!anniversary) throw new Error('an occurrence without its anniversary, which a foreign key forbids');
    return anniversary;
  }
}
