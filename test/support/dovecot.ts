import { type ChildProcess, spawn } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { eventually } from './eventually.js';
import { freePort } from './service.js';

const PROGRAM = ['/usr/sbin/dovecot', '/usr/local/sbin/dovecot', '/opt/homebrew/sbin/dovecot'].find((path) =>
  existsSync(path),
);

/** Whether a mailbox on a real IMAP server can be had here; on CI a missing one is a failure, not a reason to skip. */
export const hasDovecot = PROGRAM !== undefined || process.env.CI !== undefined;

/** What stands in the report where there is none. */
export const noDovecot = 'needs Dovecot 2.3 (dovecot-imapd), which is not installed';

/** How the server differs from Debian's. */
export interface DovecotSettings {
  /** Instead of all that it can do: the capabilities it names. */
  readonly capability?: string;
  /** What personal folders begin with, such as `INBOX.`. */
  readonly prefix?: string;
}

/** A real IMAP server with one mailbox, on loopback, in a temporary folder; it runs as whoever runs the tests. */
export interface Dovecot {
  readonly port: number;
  /** The address of the mailbox, for VIGIL_IMAP_URL, on another port where a proxy is in between. */
  url(port?: number): string;
  /** Puts a mail into INBOX, as a delivery agent does. */
  deliver(mail: Buffer | string): void;
  /** The mails in a folder as they lie there; default: INBOX. */
  mails(folder?: string): string[];
  /** What it wrote of itself. */
  log(): string;
  start(): Promise<void>;
  stop(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts it. */
export async function startDovecot(settings: DovecotSettings = {}): Promise<Dovecot> {
  if (PROGRAM === undefined) throw new Error(noDovecot);
  const program = PROGRAM;
  const home = mkdtempSync(join(tmpdir(), 'vigil-dovecot-'));
  const port = await freePort();
  const isRoot = userInfo().uid === 0;
  // Dovecot lets nobody in as root.
  const owner = isRoot ? { uid: 65_534, gid: 65_534 } : { uid: userInfo().uid, gid: userInfo().gid };
  const mailFolder = join(home, 'mail');
  chmodSync(home, 0o755);
  for (const folder of ['', 'tmp', 'new', 'cur']) {
    mkdirSync(join(mailFolder, folder), { recursive: true, mode: 0o700 });
    chownSync(join(mailFolder, folder), owner.uid, owner.gid);
  }
  writeFileSync(join(home, 'users'), `bounces:{PLAIN}se%cret:${owner.uid}:${owner.gid}::${home}::\n`);
  writeFileSync(join(home, 'dovecot.conf'), configuration(home, port, isRoot, settings));
  let server: ChildProcess | undefined;
  let count = 0;

  async function start(): Promise<void> {
    const child = spawn(program, ['-F', '-c', join(home, 'dovecot.conf')], { stdio: 'ignore' });
    server = child;
    await eventually(() => {
      if (child.exitCode !== null)
        throw new Error(`Dovecot stopped: ${readFileSync(join(home, 'log'), 'utf8')}`);
      return greets(port);
    });
  }

  async function stop(): Promise<void> {
    const child = server;
    server = undefined;
    if (child?.exitCode !== null) return;
    const ended = new Promise((resolve) => child.once('exit', resolve));
    child.kill('SIGTERM');
    await ended;
  }

  await start();
  return {
    port,
    url: (at = port) => `imap://bounces:se%25cret@127.0.0.1:${at}/INBOX`,
    deliver(mail) {
      count += 1;
      const name = `${Date.now()}.${process.pid}_${count}.test`;
      const draft = join(mailFolder, 'tmp', name);
      writeFileSync(draft, mail);
      chownSync(draft, owner.uid, owner.gid);
      renameSync(draft, join(mailFolder, 'new', name));
    },
    mails(folder) {
      const at = folder === undefined ? mailFolder : join(mailFolder, `.${folder}`);
      return ['new', 'cur']
        .map((part) => join(at, part))
        .filter((path) => existsSync(path))
        .flatMap((path) =>
          readdirSync(path)
            .sort()
            .flatMap((name) => readIfThere(join(path, name))),
        );
    },
    log: () => readFileSync(join(home, 'log'), 'utf8'),
    start,
    stop,
    async remove() {
      await stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

function configuration(home: string, port: number, isRoot: boolean, settings: DovecotSettings): string {
  const { username } = userInfo();
  const asOneself = isRoot
    ? ''
    : `default_internal_user = ${username}\ndefault_internal_group =\ndefault_login_user = ${username}\n`;
  const { capability, prefix = '' } = settings;
  return `${asOneself}protocols = imap
listen = 127.0.0.1
base_dir = ${home}/run
state_dir = ${home}/state
instance_name = ${home}
log_path = ${home}/log
ssl = no
disable_plaintext_auth = no
auth_mechanisms = plain login
mail_location = maildir:${home}/mail
first_valid_uid = 1
mailbox_idle_check_interval = 1s
namespace inbox {
  inbox = yes
  separator = .
  prefix = ${prefix}
}
passdb {
  driver = passwd-file
  args = ${home}/users
}
userdb {
  driver = passwd-file
  args = ${home}/users
}
service anvil {
  chroot =
}
service imap-login {
  chroot =
  inet_listener imap {
    port = ${port}
  }
  inet_listener imaps {
    port = 0
  }
}
${capability === undefined ? '' : `imap_capability = ${capability}\n`}`;
}

/** The server may have taken a mail from `new` to `cur` since it was listed. */
function readIfThere(path: string): string[] {
  try {
    return [readFileSync(path, 'utf8')];
  } catch {
    return [];
  }
}

function greets(port: number): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    socket.once('error', reject);
    socket.once('data', () => {
      socket.destroy();
      resolve(true);
    });
  });
}
