import type { DnsLookup } from '../../src/platform/dns/dns-lookup.js';
// Commands read the application when they need it: here before the tests, whose time it would take.
import '../../src/apps/commands/command-application.js';
import { runCommandLine } from '../../src/apps/commands/run-command-line.js';

/** What a command left behind. */
export interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
  /** The answer of a `--json` command. */
  json(): unknown;
}

/** Runs `vigil …` in this process with variables of its own. */
export function runVigil(variables: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  return runVigilWith({ variables }, ...args);
}

/** Runs `vigil …` with variables, and names of the world, of its own. */
export async function runVigilWith(
  { variables, dns }: { variables: Readonly<Record<string, string>>; dns?: DnsLookup },
  ...args: string[]
): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    watched: false,
  };
  const code = await runCommandLine(args, terminal, variables, dns);
  return { code, out, err, json: () => JSON.parse(out) as unknown };
}
