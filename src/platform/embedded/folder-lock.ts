import { randomBytes } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { identityOf, isAlive, type ProcessIdentity } from './process-identity.js';
import { codeOf } from './refusal.js';

/** Who holds a folder, and for what. */
export interface LockHolder extends ProcessIdentity {
  readonly purpose: 'server' | 'command';
}

interface Content extends LockHolder {
  readonly token: string;
}

/**
 * One process at a time on a folder. The lock names its holder by number and time of birth, so that
 * neither a holder killed without warning nor a stranger with its number keeps the folder closed.
 */
export class FolderLock {
  private constructor(
    private readonly path: string,
    private readonly token: string,
  ) {}

  /** Takes the lock, or answers who holds it. */
  static acquire(folder: string, purpose: LockHolder['purpose']): FolderLock | LockHolder {
    const path = join(folder, 'lock');
    const me = identityOf(process.pid);
    if (!me) throw new Error('the program cannot find itself among the processes');
    const content: Content = { ...me, purpose, token: randomBytes(12).toString('hex') };
    const draft = `${path}.${content.token}`;
    writeFileSync(draft, JSON.stringify(content), { mode: 0o600 });
    try {
      for (;;) {
        if (put(draft, path)) return new FolderLock(path, content.token);
        const holder = read(path);
        if (holder && isAlive(holder)) return holder;
        takeAway(path, holder?.token);
      }
    } finally {
      rmSync(draft, { force: true });
    }
  }

  /** Gives the folder back, unless somebody else has it by now. */
  release(): void {
    if (read(this.path)?.token === this.token) rmSync(this.path, { force: true });
  }
}

/** `link` is atomic and never replaces: of two starters one wins. */
function put(draft: string, path: string): boolean {
  try {
    linkSync(draft, path);
    return true;
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the stale lock that was seen; one that another starter has put there meanwhile is put back. */
function takeAway(path: string, seen: string | undefined): void {
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    renameSync(path, aside);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    throw error;
  }
  if (read(aside)?.token !== seen) put(aside, path);
  rmSync(aside, { force: true });
}

function read(path: string): Content | undefined {
  try {
    const content: unknown = JSON.parse(readFileSync(path, 'utf8'));
    return isContent(content) ? content : undefined;
  } catch {
    return undefined;
  }
}

function isContent(value: unknown): value is Content {
  const fields = value as Partial<Content> | null;
  return (
    typeof fields === 'object' &&
    typeof fields?.pid === 'number' &&
    typeof fields.began === 'string' &&
    typeof fields.token === 'string'
  );
}
