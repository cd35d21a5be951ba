import { Command } from 'commander';
import { programVersion } from '../../platform/config/program-version.js';
import { nouns } from './nouns.js';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';

/** The `vigil` command as `args` need it: every noun is named, the one they name has its verbs. */
export async function vigilProgram(
  args: readonly string[],
  shell: Shell,
  terminal: Terminal,
): Promise<Command> {
  const program = new Command('vigil')
    .description('Campaigns, petitions and letters that do not lapse.')
    .version(programVersion())
    .showHelpAfterError('(vigil --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  const [first, second] = args.filter((arg) => !arg.startsWith('-'));
  const named = first === 'help' ? second : first;
  for (const { name, description, add } of nouns) {
    const command = program.command(name).description(description);
    if (name === named) (await add())(command, shell, terminal);
  }
  return program;
}
