import type { z } from 'zod';
import type { FileFault } from './campaign-file.errors.js';
import type { FilePath, YamlSource } from './yaml-source.js';

type Issue = z.core.$ZodIssue;

/** What the schema has against a file, as faults with lines: a fault for each unknown key. */
export function shapeFaults(source: YamlSource, issues: readonly Issue[]): FileFault[] {
  return issues.flatMap((issue) => {
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => source.fault([...issue.path, key], 'is not known here'));
    }
    return [source.fault(issue.path, reasonOf(issue, valueAt(source.value, issue.path)))];
  });
}

function reasonOf(issue: Issue, value: unknown): string {
  if (value === undefined) return 'is missing';
  switch (issue.code) {
    case 'invalid_type':
      return `is not a ${issue.expected}`;
    case 'invalid_value':
      return `is not one of: ${issue.values.map(String).join(', ')}`;
    case 'invalid_key':
      return issue.issues[0]?.message ?? 'has a name that is not allowed';
    case 'too_small':
      return issue.origin === 'string' ? 'is empty' : `is less than ${String(issue.minimum)}`;
    case 'too_big':
      return `is more than ${String(issue.maximum)}${issue.origin === 'string' ? ' characters' : ''}`;
    case 'custom':
      return issue.message;
    case 'invalid_format':
      return issue.message.startsWith('is ') ? issue.message : `has not the form of: ${issue.format}`;
    default:
      return issue.message;
  }
}

function valueAt(value: unknown, path: FilePath): unknown {
  let found = value;
  for (const step of path) {
    if (found === null || typeof found !== 'object') return undefined;
    found = (found as Record<PropertyKey, unknown>)[step];
  }
  return found;
}
