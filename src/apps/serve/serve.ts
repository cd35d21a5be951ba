import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Clock, SystemClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import type { Log } from '../../platform/config/log.js';
import { openDataSource } from '../../platform/database/open-data-source.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import { readMasterKey } from '../../platform/embedded/master-key-file.js';
import { writeRunFile } from '../../platform/embedded/run-file.js';
import { createHttp } from '../../platform/http/create-http.js';
import { errorPage } from '../../web/parts/error.view.js';
import { entities } from '../data-source.js';
import type { Foundation } from '../foundation.module.js';
import { ServerModule } from '../server.module.js';
import type { Announcer } from './announcer.js';
import type { Closing } from './closing.js';
import { prepareFirstStart, signInPath } from './first-start.js';
import { listen, localOrigin, requirePort } from './listen.js';
import { refuseForeignMasterKey } from './refuse-foreign-master-key.js';
import type { ServerRole } from './server-role.js';
import { bringUpToDate, openDatabase, openFolder } from './storage.js';

/** What the service is brought up with. */
export interface ServeContext {
  readonly config: Config;
  readonly roles: readonly ServerRole[];
  readonly log: Log;
  readonly announcer: Announcer;
  /** Takes what is opened, as it is opened; running it leaves nothing behind, however far the start came. */
  readonly closing: Closing;
}

/** Connections of the side behind the pages; the queues open their own. */
const POOL = 10;
/** What requests and jobs at hand get to finish, in milliseconds. */
const PATIENCE_MS = 3_500;

/** Brings the service up and resolves when it answers. Throws a Refusal where a person must do something first. */
export async function serve(context: ServeContext): Promise<void> {
  const { config, roles, announcer, closing } = context;
  await requirePort(config);
  const clock = new SystemClock();
  if (isPublicOnly(roles) && config.webDatabaseUrl !== undefined) {
    await start(context, clock, config.webDatabaseUrl);
    announcer.ready([['Pages', config.publicUrl]]);
    return;
  }
  const folder = openFolder(config, closing);
  const url = await openDatabase(config, folder, context);
  if (isPublicOnly(roles)) {
    await start(context, clock, url);
    announcer.ready([['Pages', config.publicUrl]]);
    return;
  }
  const masterKey = readMasterKey(config);
  await refuseForeignMasterKey(url, masterKey, clock);
  announcer.step('bringing the database up to date');
  await bringUpToDate(url);
  folder?.stamp();
  const inner = await openInner(context, url, { clock, masterKey });
  const app = await start(context, clock, config.webDatabaseUrl ?? url, inner);
  if (roles.includes('worker')) await prepareFirstStart(app, announcer);
  if (folder) writeRunFile(folder.path, { databaseUrl: url, origin: localOrigin(config) });
  // Where logs are kept by others, a link that signs in must not be in them: there the command makes it.
  const path = config.databaseUrl === undefined ? await signInPath(app) : undefined;
  announcer.ready([
    ['Pages', config.publicUrl],
    ...(config.smtpUrl === undefined ? [['Mailbox', `${config.publicUrl}/mailbox`] as const] : []),
    ...(path === undefined ? [] : [['Sign in (once, 15 minutes)', `${config.publicUrl}${path}`] as const]),
  ]);
}

function isPublicOnly(roles: readonly ServerRole[]): boolean {
  return roles.every((role) => role === 'web');
}

async function openInner(
  { config, roles, log, closing }: ServeContext,
  url: string,
  rest: Pick<Foundation, 'clock' | 'masterKey'>,
): Promise<Foundation> {
  const dataSource = await openDataSource({
    url,
    role: roles.includes('worker') ? 'vigil_worker' : 'vigil_console',
    entities,
    poolSize: POOL,
  });
  closing.add(() => dataSource.destroy());
  return { config, log, dataSource, ...rest };
}

async function start(
  { config, roles, log, announcer, closing }: ServeContext,
  clock: Clock,
  webUrl: string,
  inner?: Foundation,
): Promise<NestFastifyApplication> {
  announcer.step('starting the service');
  const webDatabase = new WebDatabase({ url: webUrl });
  closing.add(() => webDatabase.close());
  const root = ServerModule.of(roles, {
    outer: { config, clock, log, webDatabase },
    ...(inner ? { inner } : {}),
  });
  const app = await createHttp(root, { config, log, errorPage });
  closing.add(() => within(app.close()));
  await listen(app, config);
  return app;
}

/** Waits for it, but not for ever: the database must still get its time to stop. */
function within(closed: Promise<void>): Promise<void> {
  return Promise.race([
    closed,
    new Promise<void>((resolve) => {
      setTimeout(resolve, PATIENCE_MS).unref();
    }),
  ]);
}
