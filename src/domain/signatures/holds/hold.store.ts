import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../../kernel/calendar-date.js';
import { rows, type Tx } from '../../../platform/database/sql.js';
import type { Held } from '../signature.rules.js';
import type { Hold } from './suspicion.rules.js';
import type { Mark } from './velocity.rules.js';

/** As much of a signature as weighing it needs. */
export interface WeighedRow extends Hold {
  readonly id: string;
  readonly flags: readonly string[];
  readonly signedOn: CalendarDate;
}

const COLUMN = { domain: 'domain_index', country: `convert_to(coalesce(country, ''), 'UTF8')` } as const;

/** SQL over the holds of signatures. */
@Injectable()
export class HoldStore {
  /** Rows since a day that a mark concerns and that do not carry its signal yet, locked in the order of their ids. */
  lockConcerned(
    tx: Tx,
    campaignId: string,
    { kind, signal, keys }: Pick<Mark, 'kind' | 'signal'> & { readonly keys: readonly string[] },
    after: CalendarDate,
    limit: number,
  ): Promise<WeighedRow[]> {
    return rows<WeighedRow>(
      tx,
      `SELECT id, flags, held, hold_reasons AS "holdReasons", signed_on::text AS "signedOn" FROM signature
        WHERE campaign_id = $1 AND signed_on > $2 AND NOT flags @> ARRAY[$4]::text[]
          AND ${COLUMN[kind]} = ANY (SELECT decode(key, 'hex') FROM unnest($3::text[]) AS mark (key))
        ORDER BY id LIMIT $5 FOR UPDATE`,
      [campaignId, after, keys, signal, limit],
    );
  }

  /** Writes flags and holds of locked rows; answers whether a shown name is concerned. */
  async write(tx: Tx, weighed: readonly WeighedRow[]): Promise<boolean> {
    const written = await rows<{ due: boolean }>(
      tx,
      `UPDATE signature s SET flags = string_to_array(given.flags, ' '), held = given.held,
              hold_reasons = string_to_array(given.reasons, ' '), name_due = s.name_due OR ${NAME_DUE}
         FROM unnest($1::uuid[], $2::text[], $3::text[], $4::text[]) AS given (id, flags, held, reasons)
        WHERE s.id = given.id RETURNING s.name_due AS due`,
      [
        weighed.map(({ id }) => id),
        weighed.map(({ flags }) => flags.join(' ')),
        weighed.map(({ held }) => held satisfies Held),
        weighed.map(({ holdReasons }) => holdReasons.join(' ')),
      ],
    );
    return written.some(({ due }) => due);
  }
}

/** A confirmed signature whose name may be shown, or is: the next publishing of names follows its hold. */
export const NAME_DUE = `(s.state = 'confirmed' AND s.visibility <> 'counted')`;
