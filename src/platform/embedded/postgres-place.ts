import { randomBytes } from 'node:crypto';
import {
  chmodSync, chownSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, symlinkSync,
} from 'node:fs'; // prettier-ignore
import { join } from 'node:path';
import { linksOf, type PostgresBinaries } from './postgres-binaries.js';
import { Refusal } from './refusal.js';
import { mayWrite, type RunAsUser } from './run-as.js';

/** Folders that outlive a restart of the machine and that an unprivileged user can be let into, the best first. */
const REACHABLE = ['/var/lib', '/var/tmp', '/srv', '/opt'];

/** The data folder itself when the user can pass through to it, else a new folder outside that the data folder links to. */
export function choosePlace(as: RunAsUser, dataDir: string): string {
  if (canReach(as, dataDir)) return dataDir;
  for (const folder of REACHABLE.filter((path) => existsSync(path))) {
    const place = join(folder, `vigil-${randomBytes(6).toString('hex')}`);
    try {
      mkdirSync(place);
      chmodSync(place, 0o711);
      if (canReach(as, place)) {
        symlinkSync(join(place, 'postgres'), join(dataDir, 'postgres'));
        return place;
      }
    } catch {
      // A folder that cannot be written is no place; the next may be.
    }
    rmSync(place, { recursive: true, force: true });
  }
  throw new Refusal('No folder was found that PostgreSQL could use without being root; set DATABASE_URL.');
}

function canReach(as: RunAsUser, folder: string): boolean {
  const probe = join(folder, 'probe');
  mkdirSync(probe, { recursive: true, mode: 0o700 });
  try {
    chownSync(probe, as.uid, as.gid);
    return mayWrite(as, probe);
  } finally {
    rmSync(probe, { recursive: true });
  }
}

/** Copies the programs beside the data, once for each version of them. */
export function copyPrograms(binaries: PostgresBinaries, place: string): PostgresBinaries {
  const { version } = JSON.parse(readFileSync(join(binaries.home, '..', 'package.json'), 'utf8')) as {
    version: string;
  };
  const home = join(place, `programs-${version}`);
  if (!existsSync(home)) {
    const draft = `${home}.new`;
    rmSync(draft, { recursive: true, force: true });
    cpSync(binaries.home, draft, { recursive: true, verbatimSymlinks: true });
    chmodSync(draft, 0o755);
    renameSync(draft, home);
  }
  return { home, links: linksOf(home) };
}
