import { CommanderError } from 'commander';

import type { DnsLookup } from '../../platform/dns/dns-lookup.js';
import { vigilProgram } from './program.js';
import { exitCodeOf, sentenceOf } from './refusal.js';
import { Shell, type Variables } from './shell.js';
import type { Terminal } from './terminal.js';

/**
 * Runs one `vigil …` command and answers its exit code: 0 done, 1 refused or failed (one sentence on
 * `err`), 2 wrong usage. Never throws and never ends the process.
 */
export async function runCommandLine(
  args: readonly string[],
  terminal: Terminal,
  variables: Variables,
  dns?: DnsLookup,
): Promise<number> {
  const shell = new Shell(terminal, variables, dns);
  try {
    const program = await vigilProgram(args, shell, terminal);
    await program.parseAsync(args, { from: 'user' });
    return shell.exitCode;
  } catch (error) {
    // Commander has told its own errors already, with the usage.
    if (!(error instanceof CommanderError)) terminal.err(`vigil: ${sentenceOf(error)}\n`);
    return exitCodeOf(error);
  }
}
