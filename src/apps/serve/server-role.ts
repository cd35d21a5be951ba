/** What a process of the service can be: the public pages, the organizers' pages, the work behind them. */
export type ServerRole = 'web' | 'console' | 'worker';

/** All roles; one process plays them together unless told otherwise. */
export const serverRoles: readonly ServerRole[] = ['web', 'console', 'worker'];

/** Reads `web,worker`; null when a word in it is no role. */
export function parseServerRoles(text: string): ServerRole[] | null {
  const words = text.split(',').map((word) => word.trim());
  const known = serverRoles.filter((role) => words.includes(role));
  return known.length === new Set(words).size ? known : null;
}
