import { spawn, spawnSync, type ChildProcess, type SpawnOptions } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Under which identity PostgreSQL runs: it refuses to be root. */
export type RunAs =
  | { readonly kind: 'direct' }
  /** Root's own files, seen from a user namespace in which root is called by another number. */
  | { readonly kind: 'namespace'; readonly uid: number; readonly gid: number }
  | RunAsUser;

/** Another user of the machine; what it needs must lie where it can reach. */
export interface RunAsUser {
  readonly kind: 'user';
  readonly uid: number;
  readonly gid: number;
}

/** A command line, wrapped as the identity asks. */
function commandAs(as: RunAs, file: string, args: readonly string[]): [string, string[]] {
  if (as.kind !== 'namespace') return [file, [...args]];
  return ['unshare', ['-U', `--map-user=${as.uid}`, `--map-group=${as.gid}`, '--', file, ...args]];
}

/** Starts a program under the identity. */
export function spawnAs(
  as: RunAs,
  file: string,
  args: readonly string[],
  options: SpawnOptions,
): ChildProcess {
  const [command, all] = commandAs(as, file, args);
  return spawn(command, all, { ...options, ...ownerOf(as) });
}

/** Whether a program runs at all under the identity (answers 0 to `--version`). */
export function works(as: RunAs, file: string, env: Record<string, string>): boolean {
  const [command, args] = commandAs(as, file, ['--version']);
  return spawnSync(command, args, { env, cwd: '/', stdio: 'ignore', ...ownerOf(as) }).status === 0;
}

/** Whether the identity may enter and write the folder. */
export function mayWrite(as: RunAs, folder: string): boolean {
  const [command, args] = commandAs(as, 'test', ['-w', folder, '-a', '-x', folder]);
  return spawnSync(command, args, { cwd: '/', stdio: 'ignore', ...ownerOf(as) }).status === 0;
}

/** A user of the machine that is not root and that /etc/passwd names, as `initdb` insists. */
export function unprivilegedUser(): { uid: number; gid: number } | undefined {
  const users = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .map((line) => line.split(':'))
    .map(([name, , uid, gid]) => ({ name, uid: Number(uid), gid: Number(gid) }))
    .filter(({ uid, gid }) => uid > 0 && gid > 0);
  const liked = ['postgres', 'nobody', 'daemon'].flatMap((name) =>
    users.filter((user) => user.name === name),
  );
  return liked[0] ?? users[0];
}

function ownerOf(as: RunAs): { uid?: number; gid?: number } {
  return as.kind === 'user' ? { uid: as.uid, gid: as.gid } : {};
}
