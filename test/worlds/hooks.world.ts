import 'reflect-metadata';
import { Module } from '@nestjs/common';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { DataSource } from 'typeorm';
import { FoundationModule } from '../../src/apps/foundation.module.js';
import { DispatchWorkerModule } from '../../src/domain/dispatch/dispatch.worker.module.js';
import type { MessageKind } from '../../src/domain/dispatch/message-kind.rules.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import { rows } from '../../src/platform/database/sql.js';
import { createHttp } from '../../src/platform/http/create-http.js';
import type { RelayName } from '../../src/platform/mail/hooks/relay-name.js';
import { HttpsFetch, WebFetch } from '../../src/platform/mail/hooks/web-fetch.js';
import { MailModule } from '../../src/platform/mail/mail.module.js';
import { RefusedHooks } from '../../src/web/inbound/refused-hooks.js';
import { RelayHooks } from '../../src/web/inbound/relay-hooks.js';
import { errorPage } from '../../src/web/parts/error.view.js';
import { freshDatabase, onServer, serverUrl, type TestDatabase } from '../support/database.js';
import { FakeClock } from '../support/fake-clock.js';
import { smtpSink, type SmtpSink, type SunkMail } from '../support/smtp-sink.js';
import { type DispatchWorld, dispatchWorld, fillLinks, frozenBatch, newScope } from './dispatch.world.js';

/** A message that really went out. */
export interface SentMessage {
  readonly scope: string;
  readonly address: string;
  readonly mail: SunkMail;
  /** The Message-ID without its brackets. */
  readonly mark: string;
}

/** How a world of web hooks is set up. */
export interface HooksSettings {
  readonly relay: RelayName;
  /** The variables of its hook. */
  readonly env: Readonly<Record<string, string>>;
  readonly clock?: FakeClock;
  readonly web?: WebFetch;
}

/** A worker's door for relays on real HTTP, and messages that it can be told of. */
export class HooksWorld {
  private constructor(
    readonly database: TestDatabase,
    readonly db: DataSource,
    readonly clock: FakeClock,
    readonly dispatch: DispatchWorld,
    readonly url: string,
    /** What the log was told. */
    readonly lines: string[],
    private readonly sink: SmtpSink,
    private readonly app: NestFastifyApplication,
  ) {}

  /** Brings it up. */
  static async with({ relay, env, clock = new FakeClock(), web }: HooksSettings): Promise<HooksWorld> {
    const database = await freshDatabase();
    const db = await database.dataSource('vigil_worker');
    const sink = await smtpSink();
    const bounceDomain = 'bounces.example.org';
    const dispatch = dispatchWorld({ db, clock, smtpUrl: sink.url, bounceDomain, relays: [relay] });
    fillLinks(dispatch, ['update', 'seat-letter']);
    const lines: string[] = [];
    const log = openLog('debug', { write: (line) => void lines.push(line) });
    const config = loadConfig({
      VIGIL_MAIL_FROM: 'Vigil <vigil@example.org>',
      VIGIL_BOUNCE_DOMAIN: bounceDomain,
      SMTP_URL: sink.url,
      ...env,
    });
    const foundation = FoundationModule.on({
      config,
      clock,
      log,
      dataSource: db,
      masterKey: new MasterKey(Buffer.alloc(32, 7)),
    });
    @Module({
      imports: [foundation, DispatchWorkerModule, MailModule],
      providers: [RefusedHooks, RelayHooks, { provide: WebFetch, useValue: web ?? new HttpsFetch() }],
    })
    class Root {}
    const app = await createHttp(Root, { config, errorPage, log });
    await app.listen(0, '127.0.0.1');
    return new HooksWorld(database, db, clock, dispatch, await app.getUrl(), lines, sink, app);
  }

  /** Messages of a kind to new people, accepted by the mail server. */
  async sent(kind: MessageKind = 'update', count = 1): Promise<SentMessage[]> {
    const scope = await newScope(this.dispatch);
    const lane = kind === 'seat-letter' ? `seat:${crypto.randomUUID()}` : `supporters:${scope}`;
    const { laneId } = await frozenBatch(this.dispatch, kind, scope, count, lane);
    this.sink.mails.length = 0;
    await this.dispatch.pump.run(laneId);
    return this.sink.mails.map((mail) => ({
      scope,
      address: mail.to,
      mail,
      mark: mail.messageId.replace(/[<>]/g, ''),
    }));
  }

  /** One message. */
  async sentOne(kind: MessageKind = 'update'): Promise<SentMessage> {
    const [one] = await this.sent(kind);
    if (!one) throw new Error('nothing was sent');
    return one;
  }

  /** Posts a body to a hook as a relay does; answers the status. */
  async post(path: string, body: string | object, headers: Record<string, string> = {}): Promise<number> {
    return (await this.posted(path, body, headers)).status;
  }

  /** The same, with the whole answer. */
  posted(path: string, body: string | object, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(this.url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }

  /** The message's row. */
  async row({ mail }: SentMessage): Promise<Record<string, unknown>> {
    const [row] = await rows<Record<string, unknown>>(
      this.db.manager,
      'SELECT state, outcome, enhanced_code, soft_bounces FROM message WHERE message_id = $1',
      [mail.messageId],
    );
    return row ?? {};
  }

  /** What the ledger keeps of reports on it. */
  events({ mail }: SentMessage): Promise<Record<string, unknown>[]> {
    return rows(
      this.db.manager,
      `SELECT e.source, e.kind, e.enhanced_code, e.report, e.processed_at, e.id, e.epoch, e.scope
         FROM inbound_event e JOIN message m ON m.id = e.message_id WHERE m.message_id = $1 ORDER BY e.id`,
      [mail.messageId],
    );
  }

  /** Everything that any report left behind: events, suppressions, used tokens, attempts beyond the sending. */
  async traces(): Promise<number> {
    const [row] = await rows<{ n: number }>(
      this.db.manager,
      `SELECT ((SELECT count(*) FROM inbound_event) + (SELECT count(*) FROM suppression) + (SELECT count(*) FROM hook_token)
               + (SELECT count(*) FROM message_attempt WHERE phase = 'report'))::integer AS n`,
    );
    return row?.n ?? 0;
  }

  /** Reasons for which an address gets nothing more. */
  async silencedBecause({ address }: SentMessage): Promise<string[]> {
    const { inInstance } = await this.dispatch.addressKeys.run(address, crypto.randomUUID(), this.db.manager);
    const found = await rows<{ reason: string }>(
      this.db.manager,
      'SELECT reason FROM suppression WHERE address_key = $1',
      [inInstance],
    );
    return found.map(({ reason }) => reason);
  }

  /** Forgets suppressions, since every scope's first person has the same address. */
  async forgetSilences(): Promise<void> {
    await this.db.query('DELETE FROM suppression');
  }

  /** Takes the database away, as a restart of its server does; `admin` is how it is given back. */
  async databaseAway(): Promise<{ admin: (sql: string) => Promise<void>; name: string }> {
    const name = new URL(this.database.url).pathname.slice(1);
    const admin = (sql: string) => onServer(serverUrl().url, sql);
    await admin(`ALTER DATABASE ${name} ALLOW_CONNECTIONS false`);
    await admin(`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '${name}'`);
    return { admin, name };
  }

  /** Lets the database refuse every report on one message. */
  async refuseWriting({ mail }: SentMessage): Promise<void> {
    await this.asOwner(
      `ALTER TABLE inbound_event ADD CONSTRAINT test_refuses
         CHECK (message_id IS NULL OR message_id <> '${idOf(mail.messageId)}') NOT VALID`,
    );
  }

  /** Ends that. */
  async allowWriting(): Promise<void> {
    await this.asOwner('ALTER TABLE inbound_event DROP CONSTRAINT test_refuses');
  }

  private async asOwner(sql: string): Promise<void> {
    await onServer(this.database.url, sql);
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.dispatch.close();
    await this.sink.close();
    await this.database.close();
  }
}

function idOf(messageId: string): string {
  return /^<m(.+)@/.exec(messageId)?.[1] ?? '';
}
