import { randomBytes } from 'node:crypto';
import { access, type FileHandle, mkdir, open, readdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { decryptField, encryptField } from '../crypto/field.js';
import { codeOf } from '../embedded/refusal.js';

/** A mail in the embedded mailbox, without its body. */
export interface MailboxEntry {
  readonly id: string;
  /** The address in From. */
  readonly from: string;
  /** The recipients of the envelope. */
  readonly to: readonly string[];
  readonly subject: string;
  /** When it came in, ISO 8601. */
  readonly date: string;
}

const KEPT = 1_000;
const ID = /^\d{15}-[0-9a-f]{16}$/;
const SUFFIX = '.sealed';

/**
 * The embedded mailbox on disk: one sealed file a mail (under a key of the folder's own, mode 0600), the
 * newest 1,000. Nothing in it is readable without that key.
 */
export class MailboxStore {
  private readonly index = new Map<string, MailboxEntry>();
  private key: Promise<Buffer> | undefined;
  private last = 0;

  constructor(private readonly folder: string) {}

  /** Keeps a mail; it is on disk when this resolves. Answers its id. */
  async keep(entry: Omit<MailboxEntry, 'id'>, source: Buffer): Promise<string> {
    this.last = Math.max(this.last + 1, Date.parse(entry.date));
    const id = `${String(this.last).padStart(15, '0')}-${randomBytes(8).toString('hex')}`;
    const head = Buffer.from(`${JSON.stringify(entry)}\n`);
    const sealed = encryptField(await this.secret(), aad(id), Buffer.concat([head, source]));
    await writeDurably(this.folder, `${id}${SUFFIX}`, sealed);
    this.index.set(id, { id, ...entry });
    await this.forgetOldest();
    return id;
  }

  /**
   * The mails, newest first. `to` narrows: a whole address finds exactly that one, anything else every address that
   * holds it; upper and lower case are the same.
   */
  async list(to?: string): Promise<MailboxEntry[]> {
    await this.refresh();
    const wanted = to?.trim().toLowerCase() ?? '';
    const exact = wanted.indexOf('@') > 0;
    return [...this.index.values()]
      .filter((entry) => {
        if (wanted === '') return true;
        return entry.to.some((address) => {
          const one = address.toLowerCase();
          return exact ? one === wanted : one.includes(wanted);
        });
      })
      .sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** One mail's entry and its bytes as they were received, or null. */
  async find(id: string): Promise<{ entry: MailboxEntry; source: Buffer } | null> {
    if (!ID.test(id)) return null;
    const sealed = await readFile(join(this.folder, `${id}${SUFFIX}`)).catch(() => null);
    if (!sealed) return null;
    const opened = decryptField(await this.secret(), aad(id), sealed);
    const end = opened.indexOf('\n');
    const entry = JSON.parse(opened.subarray(0, end).toString('utf8')) as Omit<MailboxEntry, 'id'>;
    return { entry: { id, ...entry }, source: opened.subarray(end + 1) };
  }

  /** Throws a mail away; one that is gone already stays gone. */
  async remove(id: string): Promise<void> {
    if (!ID.test(id)) return;
    await rm(join(this.folder, `${id}${SUFFIX}`), { force: true });
    this.index.delete(id);
  }

  /** Another process may have written: takes in what is new and drops what is gone. */
  private async refresh(): Promise<void> {
    const present = new Set(await this.ids());
    for (const id of this.index.keys()) if (!present.has(id)) this.index.delete(id);
    for (const id of present) {
      if (this.index.has(id)) continue;
      const found = await this.find(id).catch(() => null);
      if (found) this.index.set(id, found.entry);
    }
  }

  private async forgetOldest(): Promise<void> {
    if (this.index.size <= KEPT && this.index.size % 100 !== 0) return;
    const ids = (await this.ids()).sort();
    for (const id of ids.slice(0, Math.max(0, ids.length - KEPT))) {
      await rm(join(this.folder, `${id}${SUFFIX}`), { force: true });
      this.index.delete(id);
    }
  }

  private async ids(): Promise<string[]> {
    const names = await readdir(this.folder).catch(() => []);
    return names
      .filter((name) => name.endsWith(SUFFIX))
      .map((name) => name.slice(0, -SUFFIX.length))
      .filter((id) => ID.test(id));
  }

  private secret(): Promise<Buffer> {
    this.key ??= this.readOrMakeKey().catch((error: unknown) => {
      this.key = undefined;
      throw error;
    });
    return this.key;
  }

  private async readOrMakeKey(): Promise<Buffer> {
    await mkdir(this.folder, { recursive: true, mode: 0o700 });
    const path = join(this.folder, 'key');
    if (!(await exists(path))) await writeDurably(this.folder, 'key', randomBytes(32));
    const key = await readFile(path);
    if (key.length !== 32) throw new Error('the key of the embedded mailbox is damaged');
    return key;
  }
}

function aad(id: string): string {
  return `mailbox/v1\0${id}`;
}

/** The file is there whole and on disk, or not at all, even when the disk is full. */
async function writeDurably(folder: string, name: string, content: Buffer): Promise<void> {
  const draft = join(folder, `${name}.new`);
  try {
    await writeAndClose(await open(draft, 'w', 0o600), content);
    await rename(draft, join(folder, name));
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const directory = await open(folder, 'r');
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    (error: unknown) => {
      if (codeOf(error) === 'ENOENT') return false;
      throw error;
    },
  );
}

async function writeAndClose(file: FileHandle, content: Buffer): Promise<void> {
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}
