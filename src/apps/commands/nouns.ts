import type { Command } from 'commander';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';

/** A noun of the command line, e.g. `letter`; its verbs are read only when it is asked for, since they reach far. */
export interface Noun {
  readonly name: string;
  readonly description: string;
  readonly add: () => Promise<(command: Command, shell: Shell, terminal: Terminal) => void>;
}

/** In the order in which a newcomer meets them. */
export const nouns: readonly Noun[] = [
  {
    name: 'serve',
    description: 'run the service: all of it, or the roles named',
    add: async () => (await import('./serve.command.js')).addServe,
  },
  {
    name: 'migrate',
    description: 'bring the database up to date',
    add: async () => (await import('./migrate.command.js')).addMigrate,
  },
  {
    name: 'demo',
    description: 'play signing, a letter and an anniversary against the running service',
    add: async () => (await import('./demo.command.js')).addDemo,
  },
  {
    name: 'campaign',
    description: 'campaigns, each described by one file',
    add: async () => (await import('./campaign.command.js')).addCampaign,
  },
  {
    name: 'signing',
    description: 'signing in all campaigns of the instance',
    add: async () => (await import('./signing.command.js')).addSigning,
  },
  {
    name: 'demand',
    description: 'what a campaign asks for, and how it stands',
    add: async () => (await import('./demand.command.js')).addDemand,
  },
  {
    name: 'organizer',
    description: 'who may sign in, and what they may do',
    add: async () => (await import('./organizer.command.js')).addOrganizer,
  },
  {
    name: 'letter',
    description: 'letters: texts in versions, each approved by a second person',
    add: async () => (await import('./letter.command.js')).addLetter,
  },
  {
    name: 'mailing',
    description: 'mailings: an approved letter, whom it goes to, and when',
    add: async () => (await import('./mailing.command.js')).addMailing,
  },
  {
    name: 'answer',
    description: 'what came back from bodies',
    add: async () => (await import('./seat-answer.command.js')).addAnswer,
  },
  {
    name: 'anniversary',
    description: 'days that are kept each year',
    add: async () => (await import('./anniversary.command.js')).addAnniversary,
  },
  {
    name: 'dispatch',
    description: 'the mail that goes out, message by message',
    add: async () => (await import('./dispatch.command.js')).addDispatch,
  },
  {
    name: 'hold',
    description: 'signatures that wait for a look, or were thrown out',
    add: async () => (await import('./hold.command.js')).addHold,
  },
  {
    name: 'alert',
    description: 'what was unusual in a campaign',
    add: async () => (await import('./alert.command.js')).addAlert,
  },
  {
    name: 'tally',
    description: 'the public count',
    add: async () => (await import('./tally.command.js')).addTally,
  },
  {
    name: 'retention',
    description: 'take away what has been kept long enough',
    add: async () => (await import('./retention.command.js')).addRetention,
  },
  {
    name: 'audit',
    description: 'the log of what organizers and operators did',
    add: async () => (await import('./audit.command.js')).addAudit,
  },
  {
    name: 'key',
    description: 'the master key',
    add: async () => (await import('./key.command.js')).addKey,
  },
  {
    name: 'dkim',
    description: 'the keys that sign mail',
    add: async () => (await import('./dkim.command.js')).addDkim,
  },
  {
    name: 'env',
    description: 'the variables the program reads, and what makes a signature suspicious',
    add: async () => (await import('./env.command.js')).addEnv,
  },
  {
    name: 'doctor',
    description: 'look at configuration, database, count, keys, queue and mail server',
    add: async () => (await import('./doctor.command.js')).addDoctor,
  },
];
