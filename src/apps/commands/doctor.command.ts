import type { Command } from 'commander';
import { migrations } from '../../../migrations/index.js';
import { SystemClock } from '../../kernel/clock.js';
import type { Config } from '../../platform/config/config.js';
import { readMasterKey } from '../../platform/embedded/master-key-file.js';
import type { Answer } from './answer.js';
import { check, type Check, look } from './doctor/check.js';
import { countFinding } from './doctor/count.js';
import { databaseFinding } from './doctor/database.js';
import { hookFindings } from './doctor/hooks.js';
import { mailDomains } from './doctor/mail-domains.js';
import { mailboxFinding } from './doctor/mailbox.js';
import { redisFinding } from './doctor/redis.js';
import { sendingCheck } from './doctor/sending.js';
import { greetingOf } from './doctor/smtp.js';
import type { Shell } from './shell.js';
import { inJson, type VerbOptions } from './verb.js';

/** `vigil doctor`: looks at everything the service leans on and says what it found; 1 when a part is not well. */
export function addDoctor(doctor: Command, shell: Shell): void {
  inJson(doctor).action((options: VerbOptions) =>
    shell.plainly(options, async () => {
      const config = shell.config();
      shell.progress('looking at the parts');
      return report([
        check('config', 'ok', `read; links begin with ${config.publicUrl}`),
        await look('database', () => database(shell, config)),
        await look('count', () => shell.reach(config, ({ url }) => countFinding(url))),
        await look('keys', () => Promise.resolve(keys(config))),
        await look('queue', () => queue(config)),
        await look('mail', () => mail(config)),
        ...(config.imapUrl === undefined ? [] : [await mailboxFinding(config.imapUrl)]),
        ...hookFindings(config),
        await sending(shell, config),
        ...(await mailDomains(config, shell.dns)),
      ]);
    }),
  );
}

const MARKS = { ok: 'ok  ', warning: 'warn', failure: 'BAD ' } as const;

function report(checks: readonly Check[]): Answer {
  const ok = checks.every((each) => each.ok);
  const lines = checks.map(({ part, level, finding }) => `${MARKS[level]} ${part}: ${finding}`);
  return { data: { ok, checks }, lines, exitCode: ok ? 0 : 1 };
}

function database(shell: Shell, config: Config): Promise<string> {
  return shell.reach(config, ({ url }) => databaseFinding(url, migrations));
}

function keys(config: Config): string {
  readMasterKey(config);
  return 'the master key is there (`vigil key check` tells whether it fits the database)';
}

function queue({ redisUrl }: Config): Promise<string> {
  return redisUrl === undefined ? Promise.resolve('the queues live in PostgreSQL') : redisFinding(redisUrl);
}

function mail({ smtpUrl }: Config): Promise<string> {
  const embedded = 'the embedded mailbox catches all mail, nothing leaves this machine';
  return smtpUrl === undefined ? Promise.resolve(embedded) : greetingOf(smtpUrl);
}

async function sending(shell: Shell, config: Config): Promise<Check> {
  try {
    return await shell.reach(config, ({ url }) => sendingCheck(config, url, new SystemClock().now()));
  } catch {
    return check('sending', 'warning', 'what waits is not known without the database');
  }
}
