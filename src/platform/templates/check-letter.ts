import type { Variable } from 'liquidjs';
import { hardenedLiquid, LONGEST_SOURCE } from './hardened-liquid.js';
import { type TemplateValue, valueAsText } from './render-letter.js';
import { faultOf, type TemplateFault } from './template-fault.js';

/** What a variable is: one value, a list of something, or a set of named parts. */
export type VariableShape =
  'value' | { readonly each: VariableShape } | { readonly parts: Readonly<Record<string, VariableShape>> };

/** The closed set of variables of a kind of letter. */
export type VariableSet = Readonly<Record<string, VariableShape>>;

const LOCAL = /\{%-?\s*(?:for\s+([A-Za-z_][\w-]*)\s+in\b|assign\s+([A-Za-z_][\w-]*)\s*=)/g;
const FOR = /\{%-?\s*for\s+([A-Za-z_][\w-]*)\s+in\s+([\w.-]+)/g;
const ASSIGN = /\{%-?\s*assign\s+([A-Za-z_][\w-]*)\s*=\s*([\w.-]+)\s*(?:\||-?%\})/g;
const LOOP: VariableShape = {
  parts: Object.fromEntries(
    ['index', 'index0', 'rindex', 'rindex0', 'first', 'last', 'length'].map(
      (name) => [name, 'value'] as const,
    ),
  ),
};

/**
 * Every fault of a letter's source, in order: syntax, tags and filters that are not allowed, variables outside the
 * closed set (parts of a loop's variable included), each with line and column. An empty list frees the letter.
 */
export function checkLetter(source: string, variables: VariableSet): TemplateFault[] {
  if (source.length > LONGEST_SOURCE) {
    return [{ code: 'too-long', line: 1, column: 1, name: String(LONGEST_SOURCE) }];
  }
  const liquid = hardenedLiquid(String);
  let analysis;
  try {
    analysis = liquid.analyzeSync(liquid.parse(source), { partials: false });
  } catch (error) {
    return [faultOf(error)];
  }
  const scope: Record<string, VariableShape> = {
    ...variables,
    forloop: LOOP,
    ...localsOf(source, variables),
  };
  const faults = Object.values(analysis.variables)
    .flat()
    .flatMap((variable) => faultsOf(variable, scope));
  if (faults.length > 0) return faults.sort((a, b) => a.line - b.line || a.column - b.column);
  return trial(source, variables);
}

/** Renders once with a made-up value for everything: what only shows in writing out (a set that is no text) shows here. */
function trial(source: string, variables: VariableSet): TemplateFault[] {
  const liquid = hardenedLiquid((value) => valueAsText('en', value));
  try {
    liquid.parseAndRenderSync(source, sampleOf({ parts: variables }) as object);
    return [];
  } catch (error) {
    return [faultOf(error)];
  }
}

function sampleOf(shape: VariableShape): TemplateValue {
  if (shape === 'value') return 'x';
  if ('each' in shape) return [sampleOf(shape.each)];
  return Object.fromEntries(Object.entries(shape.parts).map(([name, part]) => [name, sampleOf(part)]));
}

/** What loops and assignments name, as far as it is part of something known. */
function localsOf(source: string, variables: VariableSet): Record<string, VariableShape> {
  const locals: Record<string, VariableShape> = {};
  for (const [, name = '', path = ''] of source.matchAll(ASSIGN)) {
    locals[name] = shapeAt(path.split('.'), { ...variables, ...locals }) ?? 'value';
  }
  for (const [, name = '', path = ''] of source.matchAll(FOR)) {
    const list = shapeAt(path.split('.'), { ...variables, ...locals });
    if (list !== null && typeof list === 'object' && 'each' in list) locals[name] = list.each;
  }
  for (const [, looped, assigned] of source.matchAll(LOCAL)) locals[looped ?? assigned ?? ''] ??= 'value';
  return locals;
}

function faultsOf(variable: Variable, scope: Readonly<Record<string, VariableShape>>): TemplateFault[] {
  const path: (string | number)[] = [];
  const nested: TemplateFault[] = [];
  for (const segment of variable.segments) {
    if (typeof segment === 'object') {
      nested.push(...faultsOf(segment, scope));
      path.push(0);
    } else path.push(segment);
  }
  if (shapeAt(path, scope) !== null) return nested;
  const { row, col } = variable.location;
  return [...nested, { code: 'unknown-variable', line: row, column: col, name: path.join('.') }];
}

function shapeAt(
  path: readonly (string | number)[],
  scope: Readonly<Record<string, VariableShape>>,
): VariableShape | null {
  const [first = '', ...rest] = path;
  let shape: VariableShape | null = own(scope, String(first));
  for (const part of rest) shape = shape && step(shape, part);
  return shape;
}

function step(shape: VariableShape, part: string | number): VariableShape | null {
  if (shape === 'value') return part === 'size' ? 'value' : null;
  if ('parts' in shape) return own(shape.parts, String(part));
  if (part === 'size') return 'value';
  return typeof part === 'number' || part === 'first' || part === 'last' ? shape.each : null;
}

function own(parts: Readonly<Record<string, VariableShape>>, name: string): VariableShape | null {
  return Object.hasOwn(parts, name) ? (parts[name] ?? null) : null;
}
