import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { type INestApplicationContext, Module } from '@nestjs/common';
import { NestApplicationContextOptions } from '@nestjs/common/interfaces/nest-application-context-options.interface.js';
import { NestFactory } from '@nestjs/core';
import type { DataSource } from 'typeorm';
import { FoundationModule } from '../../src/apps/foundation.module.js';
import { IntakeStore } from '../../src/domain/intake/intake.store.js';
import { SubmitForm } from '../../src/domain/intake/submit-form.js';
import { PublishedKeys } from '../../src/domain/keys/published-keys.js';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { DecideIntake } from '../../src/domain/signatures/decide-intake.js';
import { FoldTally } from '../../src/domain/signatures/fold-tally.js';
import { PublishedTally, type Tally } from '../../src/domain/signatures/published-tally.js';
import { SignaturesModule } from '../../src/domain/signatures/signatures.module.js';
import { supporterTokens, type SupporterTokens } from '../../src/domain/signatures/supporter-tokens.js';
import { TokenActs } from '../../src/domain/signatures/token-acts.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { publishCampaign } from '../factories/published-campaign.factory.js';
import { freshDatabase, type TestDatabase } from '../support/database.js';
import { FakeClock } from '../support/fake-clock.js';

/** A row of the ledger as a test looks at it. */
export interface PostedMail {
  readonly kind: string;
  readonly locale: string;
  readonly ref: string;
  readonly issue: number;
  readonly state: string;
}

const quietly = Object.assign(new NestApplicationContextOptions(), {
  logger: false,
  abortOnError: false,
} as const);

@Module({ imports: [SignaturesModule] })
class WorldModule {}

/** Fields of a signature that differ from Suzie's. */
type GivenFields = Record<string, string | boolean | null | Record<string, string>>;

/** A worker and a public web process on one database, with an open campaign in English and Persian. */
export class SigningWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly app: INestApplicationContext,
    readonly db: DataSource,
    readonly clock: FakeClock,
    readonly campaignId: string,
    readonly submit: SubmitForm,
    readonly acts: TokenActs,
    private readonly tallies: PublishedTally,
  ) {}

  static async open(): Promise<SigningWorld> {
    const database = await freshDatabase();
    const db = await database.dataSource();
    const clock = new FakeClock();
    const config = loadConfig({
      VIGIL_PUBLIC_URL: 'http://localhost:3000',
      VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
    });
    const log = openLog('error', { write: () => undefined });
    const masterKey = new MasterKey(randomBytes(32));
    const foundation = FoundationModule.on({ config, clock, log, dataSource: db, masterKey });
    const root = { module: WorldModule, imports: [foundation] };
    const app = await NestFactory.createApplicationContext(root, quietly);
    const { id } = await publishCampaign(db);
    await app.get(ScopeKeys, { strict: false }).create(db.manager, id);
    const web = database.webDatabase();
    const submit = new SubmitForm(web, new PublishedKeys(web, clock), clock);
    const acts = new TokenActs(web, clock);
    return new SigningWorld(database, app, db, clock, id, submit, acts, new PublishedTally(web, clock));
  }

  get<T>(verb: abstract new (...args: never[]) => T): T {
    return this.app.get<T>(verb, { strict: false });
  }

  /** Hands a signature's form in, as the page does. */
  async send(
    fields: GivenFields = {},
    scope = this.campaignId,
    flags: readonly string[] = [],
  ): Promise<void> {
    const form = {
      kind: 'sign',
      name: 'Suzie Keen',
      email: 'suzie@example.org',
      country: null,
      comment: null,
      visibility: 'counted',
      news: false,
      locale: 'en',
      textVersion: 'a'.repeat(64),
      extra: {},
      ...fields,
    };
    await this.submit.run({ scope, form, flags });
  }

  /** Decides all that came in; answers how many were decided and how many lie aside. */
  async decide(): Promise<{ decided: number; aside: number }> {
    const sum = { decided: 0, aside: 0 };
    for (;;) {
      const { decided, aside } = await this.get(DecideIntake).run();
      if (decided + aside === 0) return sum;
      sum.decided += decided;
      sum.aside += aside;
    }
  }

  /** Sends and decides. */
  async sign(fields: GivenFields = {}, scope = this.campaignId): Promise<void> {
    await this.send(fields, scope);
    await this.decide();
  }

  /** Signs and confirms by the link of the newest mail. */
  async signAndConfirm(fields: GivenFields = {}): Promise<void> {
    await this.sign(fields);
    await this.acts.confirm((await this.newestTokens()).confirm);
  }

  async signatures(): Promise<Record<string, unknown>[]> {
    return this.db.query<Record<string, unknown>[]>(
      `SELECT *, expires_at::text AS expires_text, signed_on::text AS signed_text, confirmed_on::text AS confirmed_text
         FROM signature ORDER BY campaign_id, email_index, place`,
    );
  }

  /** The mails in the ledger, oldest first as far as PostgreSQL keeps it. */
  async mails(): Promise<PostedMail[]> {
    return this.db.query<PostedMail[]>('SELECT kind, locale, ref, issue, state FROM message ORDER BY ctid');
  }

  /** What the newest mail's links are made of. */
  async newestTokens(): Promise<SupporterTokens> {
    const mail = (await this.mails()).at(-1)!;
    const ring = await this.get(ScopeKeys).ring(this.campaignId);
    return supporterTokens(ring.tokenKey, mail.ref, mail.issue);
  }

  async counted(): Promise<Tally> {
    await this.get(FoldTally).run();
    return this.tallies.get(this.campaignId);
  }

  async intake(): Promise<{ waiting: number; aside: number }> {
    return new IntakeStore().count(this.db.manager);
  }

  /** Everything anew but the campaign and its keys. */
  async clear(): Promise<void> {
    await this.db.query(`DELETE FROM message_attempt`);
    for (const table of [
      'message',
      'public_name',
      'signature',
      'intake',
      'suppression',
      'code_miss',
      'outbox',
      'tally_proof',
      'signal_count',
      'velocity_mark',
      'alert',
      'hold_act',
    ]) {
      await this.db.query(`DELETE FROM ${table}`);
    }
    await this.get(FoldTally).run();
    await this.db.query('DELETE FROM tally_explanation');
    this.clock.set('2026-11-24T12:00:00Z');
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.database.close();
  }
}
