import { Injectable } from '@nestjs/common';
import { addDays, type CalendarDate } from '../../../kernel/calendar-date.js';
import type { Tx } from '../../../platform/database/sql.js';
import { Outbox } from '../../../platform/jobs/outbox.js';
import { publishNames } from '../signatures.jobs.js';
import { HoldStore } from './hold.store.js';
import { suspicionPolicy } from './suspicion-policy.js';
import { weighAgain } from './suspicion.rules.js';
import type { Mark } from './velocity.rules.js';
import { type FreshMark, VelocityStore } from './velocity.store.js';

const MOST = 5_000;

type MarksOfSignal = Pick<Mark, 'kind' | 'signal'> & { readonly keys: string[] };

/** What a sweep came to. */
export interface Swept {
  /** Signatures that are held now and were not. */
  readonly held: number;
  /** Domains of a cluster among the marks that were swept. */
  readonly clustered: number;
}

/** Weighs again the signatures of what was marked lately: those that came before the mark could be seen. */
@Injectable()
export class SweepMarks {
  constructor(
    private readonly velocity: VelocityStore,
    private readonly holds: HoldStore,
    private readonly outbox: Outbox,
  ) {}

  /** Joins the caller's transaction. */
  async run(tx: Tx, campaignId: string, today: CalendarDate): Promise<Swept> {
    const fresh = await this.velocity.sweep(tx, campaignId);
    const days: CalendarDate[] = [];
    for (const marks of bySignal(fresh)) days.push(...(await this.sweep(tx, campaignId, marks, today)));
    await this.velocity.countHeld(tx, campaignId, days);
    const clustered = fresh.filter(({ signal }) => signal === 'domain-cluster').length;
    return { held: days.length, clustered };
  }

  /** The days of the signatures of one signal's marks that are held now and were not. */
  private async sweep(
    tx: Tx,
    campaignId: string,
    marks: MarksOfSignal,
    today: CalendarDate,
  ): Promise<CalendarDate[]> {
    const policy = suspicionPolicy();
    const after = addDays(today, -policy.velocity.windowDays);
    const days: CalendarDate[] = [];
    for (;;) {
      const rows = await this.holds.lockConcerned(tx, campaignId, marks, after, MOST);
      const weighed = rows.map((row) => {
        const flags = [...row.flags, marks.signal];
        return { ...row, flags, ...weighAgain(policy, row, flags) };
      });
      const held = weighed.filter((row, i) => row.held !== 'no' && rows[i]?.held === 'no');
      days.push(...held.map(({ signedOn }) => signedOn));
      if (await this.holds.write(tx, weighed)) await this.outbox.add(tx, publishNames, {});
      if (rows.length < MOST) return days;
    }
  }
}

function bySignal(marks: readonly FreshMark[]): MarksOfSignal[] {
  const groups = new Map<string, MarksOfSignal>();
  for (const { kind, signal, key } of marks) {
    const group = groups.get(signal) ?? { kind, signal, keys: [] };
    group.keys.push(key);
    groups.set(signal, group);
  }
  return [...groups.values()];
}
