import { Injectable } from '@nestjs/common';
import { Clock } from '../../kernel/clock.js';
import { rows, type Tx } from '../../platform/database/sql.js';
import type { MessageKind } from './message-kind.rules.js';

/** Takes back mail that has not begun to leave. */
@Injectable()
export class WithholdMessages {
  constructor(private readonly clock: Clock) {}

  /** Joins the caller's transaction; answers how many messages of these refs and kinds will not leave. */
  async run(tx: Tx, refs: readonly string[], kinds: readonly MessageKind[]): Promise<number> {
    if (refs.length === 0) return 0;
    const [row] = await rows<{ n: number }>(tx, 'SELECT withhold_messages($1::uuid[], $2::text[], $3) AS n', [
      refs,
      kinds,
      this.clock.now(),
    ]);
    return row?.n ?? 0;
  }
}
