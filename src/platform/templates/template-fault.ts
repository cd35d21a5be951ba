import { DomainError } from '../../kernel/errors.js';

/** One thing wrong with a template, and where: lines and columns count from 1. */
export interface TemplateFault {
  readonly code: 'syntax' | 'unknown-variable' | 'unknown-filter' | 'unknown-tag' | 'too-long' | 'too-heavy';
  readonly line: number;
  readonly column: number;
  /** The name or the piece of source at fault. */
  readonly name: string;
}

/** A template that cannot be taken as it is; `faults` says why. */
export class FaultyTemplate extends DomainError {
  constructor(readonly faults: readonly TemplateFault[]) {
    const first = faults[0];
    const what = first ? `${first.code} ${first.name}, line ${first.line}` : 'unreadable';
    super('invalid', 'template-faulty', `the template is faulty: ${what}`, {
      line: first?.line ?? 1,
      name: first?.name ?? '',
    });
  }
}

/** The fault that an error of the engine tells of; its message ends with `, line:L, col:C`. */
export function faultOf(error: unknown): TemplateFault {
  const message = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
  const where = /, line:(\d+), col:(\d+)$/.exec(message);
  const text = where ? message.slice(0, where.index) : message;
  const at = { line: Number(where?.[1] ?? 1), column: Number(where?.[2] ?? 1) };
  const named = /^undefined (variable|filter): (.*)$/.exec(text);
  if (named) return { ...at, code: `unknown-${named[1] as 'variable' | 'filter'}`, name: named[2] ?? '' };
  const tag = /^tag "(.*)" not found$/.exec(text);
  if (tag) return { ...at, code: 'unknown-tag', name: tag[1] ?? '' };
  if (text.includes('limit exceeded')) return { ...at, code: 'too-heavy', name: text };
  return { ...at, code: 'syntax', name: text };
}
