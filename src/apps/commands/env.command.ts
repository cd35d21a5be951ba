import type { Command } from 'commander';
import { describeEnvironment } from '../../platform/config/environment.js';
import { table } from './answer.js';
import type { Shell } from './shell.js';
import { valueInForce } from './value-in-force.js';
import { verb, type VerbOptions } from './verb.js';

/** `vigil env`: every variable with its default, what it is set to (secrets hidden) and what it means. */
export function addEnv(program: Command, shell: Shell): void {
  verb(program, 'env', 'the variables the program reads').action((options: VerbOptions) =>
    shell.plainly(options, () => {
      const variables = describeEnvironment().map((variable) => ({
        ...variable,
        inForce: valueInForce(variable.name, shell.variable(variable.name)),
      }));
      const lines = table(variables, [
        ['variable', (row) => row.name],
        ['default', (row) => row.byDefault || '(unset)'],
        ['set to', (row) => row.inForce ?? ''],
        ['meaning', (row) => row.description],
      ]);
      return { data: variables, lines };
    }),
  );
}
