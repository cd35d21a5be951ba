import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { DataSource } from 'typeorm';
import { SendingIdentityStore } from '../../domain/dispatch/sending-identity.store.js';
import { sendingStanding } from '../../domain/dispatch/sending-standing.js';
import { SystemClock } from '../../kernel/clock.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import { writeRunFile } from '../../platform/embedded/run-file.js';
import { createHttp } from '../../platform/http/create-http.js';
import { MailSigner } from '../../platform/mail/dkim/mail-signer.js';
import { Readiness } from '../../web/ops/health/readiness.js';
import { errorPage } from '../../web/parts/error.view.js';
import { sendingWords } from '../commands/sending-words.js';
import { type Opened, ServerModule } from '../server.module.js';
import { prepareFirstStart, signInPath } from './first-start.js';
import { listen, localOrigin, requirePort } from './listen.js';
import { openInner } from './open-inner.js';
import type { ServeContext } from './serve-context.js';
import { openDatabase, openFolder } from './storage.js';

/** Brings the service up and resolves when it answers. Throws a Refusal where a person must do something first. */
export async function serve(context: ServeContext): Promise<void> {
  const { config, roles, announcer, closing } = context;
  await requirePort(config);
  // Asked before anything is opened or made: a key that cannot sign would send the mail unsigned.
  if (roles.includes('worker')) await MailSigner.open(config.dkim);
  const clock = new SystemClock();
  const isPublicOnly = roles.every((role) => role === 'web');
  if (isPublicOnly && config.webDatabaseUrl !== undefined) {
    await listen(await assemble(context, config.webDatabaseUrl, clock), config);
    announcer.ready(placesOf(context));
    return;
  }
  const folder = openFolder(config, closing);
  const url = await openDatabase(config, folder, context);
  const inner = isPublicOnly ? {} : await openInner(context, url, clock);
  folder?.stamp();
  announcer.step('starting the service');
  const app = await assemble(context, config.webDatabaseUrl ?? url, clock, inner);
  if (roles.includes('worker')) await prepareFirstStart(app, announcer);
  await listen(app, config);
  if (folder) writeRunFile(folder.path, { databaseUrl: url, origin: localOrigin(config) });
  // Where logs are kept by others, a link that signs in must not be in them: there the command makes it.
  const isOwn = config.databaseUrl === undefined && roles.includes('console');
  const signIn = isOwn ? await signInPath(app) : undefined;
  announcer.ready(placesOf(context, signIn), isPublicOnly ? [] : await sendingRemarks(app, clock));
}

/** The application, working but not yet listening. */
async function assemble(
  { config, roles, log, closing }: ServeContext,
  webUrl: string,
  clock: SystemClock,
  rest: Omit<Opened, 'outer'> = {},
): Promise<NestFastifyApplication> {
  const webDatabase = new WebDatabase({ url: webUrl });
  closing.add(() => webDatabase.close());
  const root = ServerModule.of(roles, { outer: { config, clock, log, webDatabase }, ...rest });
  const app = await createHttp(root, { config, log, errorPage });
  closing.add(() => app.close());
  const readiness = app.get(Readiness);
  readiness.register('database', () => webDatabase.query('SELECT 1'));
  // Pages do not need the queues: what is asked for waits in the database until they are back.
  if (rest.work && !roles.includes('web')) {
    const queue = rest.work.server.producer('clock');
    closing.add(() => queue.close());
    readiness.register('queues', () => queue.getJobCounts('waiting'));
  }
  await app.init();
  return app;
}

function placesOf({ config, roles }: ServeContext, signIn?: string): (readonly [string, string])[] {
  const { publicUrl } = config;
  const hasMailbox = config.smtpUrl === undefined && roles.length === 3;
  return [
    ['Pages', publicUrl],
    ...(hasMailbox ? [['Mailbox', `${publicUrl}/mailbox`] as const] : []),
    ...(signIn === undefined ? [] : [['Sign in (once, 15 minutes)', `${publicUrl}${signIn}`] as const]),
  ];
}

/** Whether mail leaves for real addresses, where this process has anything to do with it. */
async function sendingRemarks(app: NestFastifyApplication, clock: SystemClock): Promise<string[]> {
  const { manager } = app.get(DataSource);
  const identity = await app.get(SendingIdentityStore, { strict: false }).inUse(manager);
  return identity ? sendingWords(await sendingStanding(manager, identity, clock.now())) : [];
}
