import { type Command, Option } from 'commander';
import { suspicionPolicy } from '../../domain/signatures/holds/suspicion-policy.js';
import { describeEnvironment } from '../../platform/config/environment.js';
import { table } from './answer.js';
import type { Shell } from './shell.js';
import { valueInForce } from './value-in-force.js';
import { inJson, type VerbOptions } from './verb.js';

/**
 * `vigil env`: every variable with its default, what it is set to (secrets hidden) and what it means; then what makes a
 * signature suspicious and how much it weighs. `--json --suspicion` answers the latter alone.
 */
export function addEnv(env: Command, shell: Shell): void {
  inJson(env)
    .addOption(new Option('--suspicion', 'only the weights and thresholds of suspicion'))
    .action((options: VerbOptions & { readonly suspicion?: true }) =>
      shell.plainly(options, () => {
        if (options.suspicion) return { data: suspicionPolicy(), lines: suspicionLines() };
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
        return { data: variables, lines: [...lines, '', ...suspicionLines()] };
      }),
    );
}

function suspicionLines(): string[] {
  const { holdAt, signals, velocity, alerts } = suspicionPolicy();
  const thresholds = (name: string, value: unknown): string[] =>
    value !== null && typeof value === 'object'
      ? Object.entries(value).flatMap(([key, inner]) => thresholds(`${name}.${key}`, inner))
      : [`${name} = ${String(value)}`];
  return [
    `A signature is held for a look from a sum of ${String(holdAt)} on; of each family only the heaviest signal counts:`,
    ...table(Object.entries(signals), [
      ['signal', ([name]) => name],
      ['family', ([, { family }]) => family],
      ['weight', ([, { weight }]) => String(weight)],
      ['meaning', ([, { means }]) => means],
    ]),
    '',
    "What departs from a campaign's own history, and when a person is told:",
    ...thresholds('velocity', velocity),
    ...thresholds('alerts', alerts),
  ];
}
