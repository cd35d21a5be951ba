import type { Environment } from './environment.js';

/** Who runs the service, as its imprint says; what was not set is absent or empty. */
export interface Operator {
  readonly name: string | undefined;
  readonly email: string | undefined;
  /** Line by line. */
  readonly address: readonly string[];
  readonly more: readonly string[];
}

/** The operator that the variables name. */
export function operatorOf(env: Environment): Operator {
  return {
    name: env.VIGIL_OPERATOR_NAME,
    email: env.VIGIL_OPERATOR_EMAIL,
    address: linesOf(env.VIGIL_OPERATOR_ADDRESS),
    more: linesOf(env.VIGIL_OPERATOR_MORE),
  };
}

function linesOf(text = ''): string[] {
  return text
    .split(';')
    .map((line) => line.trim())
    .filter(Boolean);
}
