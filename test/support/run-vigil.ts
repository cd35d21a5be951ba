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
export async function runVigil(variables: Readonly<Record<string, string>>, ...args: string[]): Promise<Ran> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => void (out += text),
    err: (text: string) => void (err += text),
    watched: false,
  };
  const code = await runCommandLine(args, terminal, variables);
  return { code, out, err, json: () => JSON.parse(out) as unknown };
}
