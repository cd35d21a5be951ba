import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Module } from '@nestjs/common';
import type { DataSource } from 'typeorm';
import { PublicFoundationModule } from '../../src/apps/public-foundation.module.js';
import type { CampaignFace } from '../../src/domain/campaigns/campaign-face.js';
import type { PublishedRecord } from '../../src/domain/campaigns/published-record.js';
import { IntakeStore } from '../../src/domain/intake/intake.store.js';
import { OpenForms } from '../../src/domain/intake/open-forms.js';
import { ScopeKeyStore } from '../../src/domain/keys/scope-key.store.js';
import { ScopeKeys } from '../../src/domain/keys/scope-keys.js';
import { loadConfig } from '../../src/platform/config/config.js';
import { openLog } from '../../src/platform/config/log.js';
import { MasterKey } from '../../src/platform/config/master-key.js';
import type { WebDatabase } from '../../src/platform/database/web-database.js';
import { createHttp } from '../../src/platform/http/create-http.js';
import { errorPage } from '../../src/web/parts/error.view.js';
import { SiteModule } from '../../src/web/site/site.module.js';
import { publishCampaign, type PublishedSample } from '../factories/published-campaign.factory.js';
import { freshDatabase, onServer } from '../support/database.js';
import { FakeClock } from '../support/fake-clock.js';

/** The supporters' pages as the public web process serves them, on a database of their own, with one open campaign. */
export interface SiteWorld {
  readonly app: NestFastifyApplication;
  readonly source: DataSource;
  readonly clock: FakeClock;
  readonly campaign: PublishedSample;
  /** Lines the service logged. */
  readonly log: string[];
  /** Origin, where the world was asked to listen. */
  readonly url: string;
  /** Takes and opens every form that came in since the last time. */
  forms(): Promise<{ scope: string; form: Record<string, unknown>; flags: readonly string[] }[]>;
  /** What the public process asked of the database, in order; `refuses` makes the database be away for it. */
  readonly database: { readonly asked: string[]; refuses: boolean };
  /** Runs a statement as the database's owner, which no process of the service is. */
  asOwner(sql: string): Promise<void>;
  close(): Promise<void>;
}

@Module({ imports: [SiteModule] })
class SiteOnlyModule {}

/**
 * Brings the world up; `listen` for tests with a browser, `level: 'info'` for what is not done while debugging, and
 * `face` for a campaign that asks or offers something of its own, `env` for variables that are set, `record` for what it
 * tells beside its statement.
 */
export async function siteWorld({
  listen = false,
  level = 'debug',
  face,
  env = {},
  record,
}: {
  listen?: boolean;
  level?: 'debug' | 'info';
  face?: CampaignFace;
  env?: Record<string, string>;
  record?: PublishedRecord;
} = {}): Promise<SiteWorld> {
  const db = await freshDatabase();
  const source = await db.dataSource();
  const clock = new FakeClock();
  const campaign = await publishCampaign(source, { face }, record);
  const keys = new ScopeKeys(source, new ScopeKeyStore(), new MasterKey(randomBytes(32)), clock);
  await keys.create(source.manager, campaign.id);
  const lines: string[] = [];
  const log = openLog(level, { write: (line) => void lines.push(line) });
  const config = loadConfig(env);
  const database = { asked: [] as string[], refuses: false };
  const webDatabase = watched(db.webDatabase(), database);
  const root = {
    module: SiteOnlyModule,
    imports: [PublicFoundationModule.on({ config, clock, log, webDatabase })],
  };
  const app = await createHttp(root, { config, log, errorPage });
  await (listen ? app.listen(0, '127.0.0.1') : app.init());
  if (!listen) await app.getHttpAdapter().getInstance().ready();
  return {
    app,
    source,
    clock,
    campaign,
    log: lines,
    database,
    url: listen ? (await app.getUrl()).replace('127.0.0.1', 'localhost') : '',
    async forms() {
      const taken = await source.transaction((tx) => new IntakeStore().take(tx, 500));
      await source.query('DELETE FROM intake');
      const { opened, unreadable } = await new OpenForms(keys).run(taken);
      if (unreadable.length > 0) throw new Error('a form could not be opened');
      return opened.map(({ scope, form, flags }) => ({
        scope,
        form: form as Record<string, unknown>,
        flags,
      }));
    },
    asOwner: (sql) => onServer(db.url, sql),
    async close() {
      await app.close();
      await db.close();
    },
  };
}

/** The same database, every statement of the public process noted, and none done while it refuses (SQLSTATE 57P03). */
function watched(real: WebDatabase, database: SiteWorld['database']): WebDatabase {
  const query = real.query.bind(real);
  real.query = (text, values, name) => {
    database.asked.push(text);
    const away = Object.assign(new Error('the database system is starting up'), { code: '57P03' });
    return database.refuses ? Promise.reject(away) : query(text, values, name);
  };
  return real;
}
