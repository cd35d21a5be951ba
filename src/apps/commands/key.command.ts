import type { Command } from 'commander';
import { said } from './answer.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

/** `vigil key check`: whether the master key is the one that this database's keys are wrapped with. */
export function addKey(key: Command, shell: Shell): void {
  verb(key, 'check', 'tell whether the master key fits the database').action((options: VerbOptions) =>
    // Every application asks for it before anything else, so that having one open is the answer.
    shell.within(options, () => Promise.resolve(said('the master key fits this database', { fits: true }))),
  );
}
