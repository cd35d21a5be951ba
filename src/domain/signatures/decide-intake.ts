import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import type { Tx } from '../../platform/database/sql.js';
import { IntakeStore, type IntakeRow } from '../intake/intake.store.js';
import { decideForm } from './decide-form.js';
import { Desk } from './desk.js';
import { Lookout } from './holds/lookout.js';
import { ReadForms } from './read-forms.js';
import { SignatureStore } from './signature.store.js';
import { WriteDecisions } from './write-decisions.js';

/** What a batch came to. */
export interface DecidedBatch {
  readonly decided: number;
  /** Forms that could not be decided and lie aside. */
  readonly aside: number;
}

const MOST = 500;
const RETRIES = 5;

/**
 * Decides the forms that came in: opens, recognises, stores, asks for the mail and deletes them from the intake, all in
 * one transaction for up to 500. What cannot be decided is set aside and holds up nobody.
 */
@Injectable()
export class DecideIntake {
  constructor(
    private readonly db: DataSource,
    private readonly intake: IntakeStore,
    private readonly readForms: ReadForms,
    private readonly signatures: SignatureStore,
    private readonly lookout: Lookout,
    private readonly write: WriteDecisions,
    private readonly clock: Clock,
  ) {}

  /** Decides what is there; both numbers 0: nothing was. Throws only when the database is not itself. */
  async run(limit: number = MOST): Promise<DecidedBatch> {
    let taken: IntakeRow[] = [];
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.db.transaction(async (tx) => {
          taken = await this.intake.take(tx, limit);
          return taken.length > 0 ? await this.decide(tx, taken) : { decided: 0, aside: 0 };
        });
      } catch (error) {
        if (isRace(error) && attempt < RETRIES) continue;
        return this.isolate(taken, error);
      }
    }
  }

  private async decide(tx: Tx, taken: readonly IntakeRow[]): Promise<DecidedBatch> {
    const now = this.clock.now();
    const batch = await this.readForms.run(tx, taken, now);
    const { aside } = batch;
    const watched = await this.lookout.watch(tx, batch.forms);
    const { forms } = watched;
    const addresses = forms.map(({ ring, indexes }) => ({
      campaignId: ring.scope,
      emailIndex: indexes.email,
    }));
    const desk = new Desk(await this.signatures.lockByAddress(tx, addresses), utcDay(now));
    for (const form of forms) decideForm(desk, form);
    await this.write.run(tx, desk, batch);
    await this.intake.keepAside(tx, aside);
    await this.lookout.count(tx, desk.outcome().inserts, watched);
    return { decided: taken.length - aside.length, aside: aside.length };
  }

  /** One form makes the batch fail: it is looked for by halves, and set aside when it stands alone. */
  private async isolate(taken: readonly IntakeRow[], error: unknown): Promise<DecidedBatch> {
    const [only] = taken;
    if (!only || isOfDatabase(error)) throw error;
    if (taken.length > 1) return this.run(Math.ceil(taken.length / 2));
    await this.intake.setAside(this.db.manager, only.id);
    return { decided: 0, aside: 1 };
  }
}

/** Two workers met the same address, or waited for one another: trying again decides it. */
function isRace(error: unknown): boolean {
  return ['23505', '40P01', '40001'].includes(codeOf(error));
}

/** The database is away or refuses everything; no form is to blame. */
function isOfDatabase(error: unknown): boolean {
  const code = codeOf(error);
  return code === '' ? isLostConnection(error) : !/^2[23]/.test(code);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
