import { Command } from 'commander';
import { addAlert } from './alert.command.js';
import { addAnniversary } from './anniversary.command.js';
import { addAudit } from './audit.command.js';
import { addCampaign } from './campaign.command.js';
import { addDemand } from './demand.command.js';
import { addDemo } from './demo.command.js';
import { addDispatch } from './dispatch.command.js';
import { addDkim } from './dkim.command.js';
import { addDoctor } from './doctor.command.js';
import { addEnv } from './env.command.js';
import { addHold } from './hold.command.js';
import { addKey } from './key.command.js';
import { addLetter } from './letter.command.js';
import { addMailing } from './mailing.command.js';
import { addMigrate } from './migrate.command.js';
import { addOrganizer } from './organizer.command.js';
import { addRetention } from './retention.command.js';
import { addSigning } from './signing.command.js';
import { addServe } from './serve.command.js';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';
import { addAnswer } from './seat-answer.command.js';
import { addTally } from './tally.command.js';
import { programVersion } from '../../platform/config/program-version.js';

/** In the order in which a newcomer meets them. */
const nouns: readonly ((program: Command, shell: Shell) => void)[] = [
  addMigrate,
  addDemo,
  addCampaign,
  addSigning,
  addDemand,
  addOrganizer,
  addLetter,
  addMailing,
  addAnswer,
  addAnniversary,
  addDispatch,
  addHold,
  addAlert,
  addTally,
  addRetention,
  addAudit,
  addKey,
  addDkim,
  addEnv,
  addDoctor,
];

/** The whole `vigil` command: every noun adds its verbs. */
export function vigilProgram(shell: Shell, terminal: Terminal): Command {
  const program = new Command('vigil')
    .description('Campaigns, petitions and letters that do not lapse.')
    .version(programVersion())
    .showHelpAfterError('(vigil --help shows what there is)')
    .exitOverride()
    .configureOutput({ writeOut: terminal.out, writeErr: terminal.err });
  addServe(program, shell, terminal);
  for (const add of nouns) add(program, shell);
  return program;
}
