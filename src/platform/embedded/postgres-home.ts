import { existsSync, readlinkSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { findPostgresBinaries, libraryEnvironment, type PostgresBinaries } from './postgres-binaries.js';
import { choosePlace, copyPrograms } from './postgres-place.js';
import { Refusal } from './refusal.js';
import { mayWrite, type RunAs, type RunAsUser, unprivilegedUser, works } from './run-as.js';

/** Where the embedded PostgreSQL's programs and data are and under whom they run. */
export interface PostgresHome {
  readonly as: RunAs;
  /** Folder of `initdb` and `postgres`. */
  readonly bin: string;
  readonly env: Readonly<Record<string, string>>;
  /** The cluster's folder; it exists once `initdb` has finished. */
  readonly cluster: string;
  /** A word to the operator, when something is not where it is expected. */
  readonly remark?: string;
}

/** PostgreSQL's programs need little, and no setting of the caller's shell. */
const BASE_ENV = { PATH: '/usr/local/bin:/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' };

/**
 * Decides how PostgreSQL can run for this user on this data folder; throws a Refusal when it cannot.
 * `namespaces: false` says that user namespaces are known to be barred.
 */
export function findPostgresHome(dataDir: string, { namespaces = true } = {}): PostgresHome {
  const binaries = findPostgresBinaries();
  const bin = join(binaries.home, 'bin');
  const env = { ...BASE_ENV, ...libraryEnvironment(binaries, join(dataDir, 'lib')) };
  const cluster = clusterIn(dataDir);
  const owner = existsSync(cluster) ? statSync(cluster) : undefined;
  const me = process.getuid?.();
  if (me !== 0) {
    if (owner && owner.uid !== me) {
      throw new Refusal(`The database in ${cluster} belongs to user ${owner.uid}; start Vigil as that user.`);
    }
    return { as: { kind: 'direct' }, bin, env, cluster };
  }
  if (owner && owner.uid !== 0) return asUser(binaries, dataDir, { uid: owner.uid, gid: owner.gid });

  const user = unprivilegedUser();
  if (!user) {
    throw new Refusal(
      'PostgreSQL does not run as root and /etc/passwd names no other user; set DATABASE_URL.',
    );
  }
  const namespace: RunAs = { kind: 'namespace', ...user };
  if (namespaces && works(namespace, join(bin, 'postgres'), env) && mayWrite(namespace, dataDir)) {
    return { as: namespace, bin, env, cluster };
  }
  if (owner) {
    throw new Refusal(
      `The database in ${cluster} was made by root with user namespaces, which are barred here; allow them, or set DATABASE_URL.`,
    );
  }
  return asUser(binaries, dataDir, user);
}

/** The cluster's folder, behind the link when it had to be put elsewhere. */
function clusterIn(dataDir: string): string {
  const path = join(dataDir, 'postgres');
  try {
    return readlinkSync(path);
  } catch {
    return path;
  }
}

/** Runs under another user: with everything in place if that user can reach it, else in a folder made for it. */
function asUser(binaries: PostgresBinaries, dataDir: string, user: Omit<RunAsUser, 'kind'>): PostgresHome {
  const as: RunAsUser = { kind: 'user', ...user };
  const known = clusterIn(dataDir);
  const place = existsSync(known) || dirname(known) !== dataDir ? dirname(known) : choosePlace(as, dataDir);
  const cluster = join(place, 'postgres');
  const where = place === dataDir ? '' : `, with its data in ${cluster}`;
  return {
    as,
    cluster,
    ...programsFor(as, binaries, place),
    remark: `PostgreSQL does not run as root, so it runs as user ${user.uid}${where}.`,
  };
}

function programsFor(
  as: RunAsUser,
  binaries: PostgresBinaries,
  place: string,
): Pick<PostgresHome, 'bin' | 'env'> {
  const [inPlace, copied] = [() => binaries, () => copyPrograms(binaries, place)].map((find) => () => {
    const found = find();
    const env = { ...BASE_ENV, ...libraryEnvironment(found, join(place, 'lib')) };
    return { bin: join(found.home, 'bin'), env };
  });
  for (const attempt of [inPlace, copied]) {
    const programs = attempt?.();
    if (programs && works(as, join(programs.bin, 'postgres'), programs.env)) return programs;
  }
  throw new Refusal('The embedded PostgreSQL does not run on this machine; set DATABASE_URL.');
}
