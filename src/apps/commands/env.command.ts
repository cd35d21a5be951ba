import type { Command } from 'commander';
import { describeEnvironment } from '../../platform/config/environment.js';
import { table } from './answer.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

/** `vigil env`: every variable, its default and its meaning; values are not shown, for some are secrets. */
export function addEnv(program: Command, shell: Shell): void {
  verb(program, 'env', 'the variables the program reads').action((options: VerbOptions) =>
    shell.plainly(options, () => {
      const variables = describeEnvironment();
      const lines = table(variables, [
        ['variable', (row) => row.name],
        ['default', (row) => row.byDefault || '(unset)'],
        ['meaning', (row) => row.description],
      ]);
      return { data: variables, lines };
    }),
  );
}
