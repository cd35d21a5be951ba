import { Command } from 'commander';
import { addDoctor } from './doctor.command.js';
import { addEnv } from './env.command.js';
import { addMigrate } from './migrate.command.js';
import { version } from './version.js';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';

/** The whole `vigil` command: every noun adds its verbs. */
export function vigilProgram(shell: Shell, terminal: Terminal): Command {
  const program = new Command('vigil')
    .description('Campaigns, petitions and letters that do not lapse.')
    .version(version())
    .showHelpAfterError('(vigil --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addMigrate(program, shell);
  addEnv(program, shell);
  addDoctor(program, shell);
  return program;
}
