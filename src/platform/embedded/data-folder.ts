import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { programVersion } from '../config/program-version.js';
import { FolderLock, type LockHolder } from './folder-lock.js';
import { codeOf, Refusal } from './refusal.js';
import { writeWhole } from './write-whole.js';

/** The folder that holds all the program keeps on disk, locked for this process until it is closed. */
export class DataFolder {
  private constructor(
    readonly path: string,
    private readonly lock: FolderLock,
  ) {}

  /**
   * Opens the folder, making it when it is missing. Throws a Refusal, with nothing made or changed, when
   * it cannot be written, belongs to a newer version or is in use.
   */
  static open(path: string, purpose: LockHolder['purpose']): DataFolder {
    prepare(path);
    refuseNewer(path);
    const lock = FolderLock.acquire(path, purpose);
    if (!(lock instanceof FolderLock)) throw new FolderInUse(path, lock);
    return new DataFolder(path, lock);
  }

  /** The path of a file or folder in it. */
  at(...names: string[]): string {
    return join(this.path, ...names);
  }

  /** Notes that this version has used the folder; called once the database is migrated. */
  stamp(): void {
    if (versionIn(this.path) !== programVersion()) writeWhole(this.at('version'), `${programVersion()}\n`);
  }

  /** Gives the folder back. */
  close(): void {
    rmSync(this.at('run.json'), { force: true });
    this.lock.release();
  }
}

/** Another process has the folder. */
export class FolderInUse extends Refusal {
  constructor(
    path: string,
    readonly holder: LockHolder,
  ) {
    const what = holder.purpose === 'server' ? 'Vigil is already running' : 'A vigil command is at work';
    super(
      `${what} on the data folder ${path} (process ${holder.pid}); stop it first or set another VIGIL_DATA_DIR.`,
    );
  }
}

/** Makes the folder if need be, for nobody else to read. */
function prepare(path: string): void {
  try {
    if (existsSync(path)) {
      if (!statSync(path).isDirectory())
        throw new Refusal(`The data folder ${path} is a file; set another VIGIL_DATA_DIR.`);
      accessSync(path, constants.R_OK | constants.W_OK | constants.X_OK);
      return;
    }
    mkdirSync(path, { recursive: true, mode: 0o700 });
  } catch (error) {
    if (error instanceof Refusal) throw error;
    const missing = existsSync(path) ? '' : ` in ${dirname(path)}`;
    throw new Refusal(
      `The data folder ${path} cannot be ${missing ? `made${missing}` : 'written'} (${codeOf(error) ?? 'unknown error'}); set VIGIL_DATA_DIR to a folder of your own.`,
      { cause: error },
    );
  }
}

function refuseNewer(path: string): void {
  const theirs = versionIn(path);
  if (theirs === undefined) return;
  if (!/^\d+\.\d+\.\d+/.test(theirs)) {
    throw new Refusal(
      `The file ${join(path, 'version')} does not hold a version, so the data folder may not be Vigil's.`,
    );
  }
  if (isNewer(theirs, programVersion())) {
    throw new Refusal(
      `The data folder ${path} was used by the newer version ${theirs}; this is ${programVersion()}, which could damage it.`,
    );
  }
}

function versionIn(path: string): string | undefined {
  const file = join(path, 'version');
  return existsSync(file) ? readFileSync(file, 'utf8').trim() : undefined;
}

function isNewer(theirs: string, ours: string): boolean {
  const numbers = (version: string) => version.split(/[.+-]/).slice(0, 3).map(Number);
  const [a, b] = [numbers(theirs), numbers(ours)];
  const first = a.findIndex((part, i) => part !== b[i]);
  return first >= 0 && (a[first] ?? 0) > (b[first] ?? 0);
}
