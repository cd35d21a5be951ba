import { type FilterImplOptions, Liquid } from 'liquidjs';

const TAGS = ['assign', 'for', 'if', 'unless', 'case', 'break', 'continue', 'comment', '#'];
const FILTERS = [
  'append',
  'at_least',
  'at_most',
  'capitalize',
  'default',
  'divided_by',
  'downcase',
  'first',
  'join',
  'last',
  'map',
  'minus',
  'modulo',
  'plus',
  'prepend',
  'remove',
  'replace',
  'reverse',
  'round',
  'size',
  'slice',
  'sort',
  'split',
  'strip',
  'times',
  'truncate',
  'upcase',
  'where',
];

/** Characters of source that are read at most. */
export const LONGEST_SOURCE = 60_000;
const RENDER_MS = 1_000;
const MEMORY_UNITS = 2_000_000;

/**
 * A Liquid engine fit for texts of people who are not programmers: it reads no file, knows no prototype,
 * refuses unknown variables and filters, knows only a closed set of tags and filters (`raw` is not among them),
 * stops after a second or two million units of memory, and passes every output through `escape`.
 */
export function hardenedLiquid(
  escape: (value: unknown) => string,
  filters: Readonly<Record<string, FilterImplOptions>> = {},
): Liquid {
  const liquid = new Liquid({
    outputEscape: escape,
    strictVariables: true,
    strictFilters: true,
    ownPropertyOnly: true,
    // Without a map of templates `{% render %}` and its kin would read files from the working directory.
    templates: {},
    dynamicPartials: false,
    parseLimit: LONGEST_SOURCE,
    renderLimit: RENDER_MS,
    memoryLimit: MEMORY_UNITS,
  });
  for (const tag of Object.keys(liquid.tags))
    if (!TAGS.includes(tag)) Reflect.deleteProperty(liquid.tags, tag);
  for (const filter of Object.keys(liquid.filters)) {
    if (!FILTERS.includes(filter)) Reflect.deleteProperty(liquid.filters, filter);
  }
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
  return liquid;
}
