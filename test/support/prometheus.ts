/** One line of a scrape. */
export interface ScrapedSample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

const NAME = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const LABELS = /([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\n"])*)"(,|$)/y;
const VALUE = /^(?:[+-]?Inf|NaN|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)$/;

/** Reads Prometheus' text format (version 0.0.4) and throws at whatever a strict reader would not take. */
export function readScrape(text: string): ScrapedSample[] {
  if (!text.endsWith('\n')) throw new Error('the last line is not ended');
  const types = new Map<string, string>();
  const helped = new Set<string>();
  const seen = new Set<string>();
  const samples: ScrapedSample[] = [];
  let family = '';
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const comment = new RegExp(`^# (HELP|TYPE) (${NAME}) (.+)$`).exec(line);
    if (comment) {
      const [, kind, name = '', rest = ''] = comment;
      if (kind === 'HELP' ? helped.has(name) : types.has(name)) throw new Error(`said twice: ${line}`);
      if (kind === 'HELP') helped.add(name);
      else if (!/^(counter|gauge|histogram|summary|untyped)$/.test(rest)) throw new Error(`no type: ${line}`);
      else types.set(name, rest);
      family = name;
      continue;
    }
    const parts = new RegExp(`^(${NAME})(?:\\{(.*)\\})? (\\S+)$`).exec(line);
    if (!parts) throw new Error(`not a sample: ${line}`);
    const [, name = '', labelText = '', value = ''] = parts;
    if (!VALUE.test(value)) throw new Error(`not a value: ${line}`);
    const type = types.get(family);
    const suffixes =
      type === 'histogram'
        ? ['_bucket', '_sum', '_count']
        : type === 'summary'
          ? ['', '_sum', '_count']
          : [''];
    if (!suffixes.some((suffix) => name === `${family}${suffix}`))
      throw new Error(`out of its family: ${line}`);
    if (type === 'counter' && Number(value) < 0) throw new Error(`a counter below zero: ${line}`);
    const labels = readLabels(labelText, line);
    const key = `${name} ${JSON.stringify(Object.entries(labels).sort())}`;
    if (seen.has(key)) throw new Error(`told twice: ${line}`);
    seen.add(key);
    samples.push({ name, labels, value: Number(value.replace('Inf', 'Infinity')) });
  }
  requireWholeHistograms(types, samples);
  return samples;
}

function readLabels(text: string, line: string): Record<string, string> {
  const labels: Record<string, string> = {};
  LABELS.lastIndex = 0;
  while (LABELS.lastIndex < text.length) {
    const at = LABELS.lastIndex;
    const [, name = '', value = ''] = LABELS.exec(text) ?? [];
    if (name === '') throw new Error(`not a label at ${at}: ${line}`);
    if (Object.hasOwn(labels, name)) throw new Error(`a label twice: ${line}`);
    labels[name] = value;
  }
  return labels;
}

/** Buckets grow with `le`, the last is +Inf and as much as the count. */
function requireWholeHistograms(types: Map<string, string>, samples: readonly ScrapedSample[]): void {
  for (const [family] of [...types].filter(([, type]) => type === 'histogram')) {
    const series = new Map<string, { le: number; value: number }[]>();
    for (const { labels, value } of samples.filter(({ name }) => name === `${family}_bucket`)) {
      const { le = '', ...rest } = labels;
      const key = JSON.stringify(Object.entries(rest).sort());
      series.set(key, [...(series.get(key) ?? []), { le: Number(le.replace('Inf', 'Infinity')), value }]);
    }
    for (const [key, buckets] of series) {
      const rising = buckets.every(({ le, value }, at) => {
        const before = buckets[at - 1];
        return !before || (le > before.le && value >= before.value);
      });
      const count = samples.find(
        ({ name, labels }) =>
          name === `${family}_count` && JSON.stringify(Object.entries(labels).sort()) === key,
      );
      const last = buckets.at(-1);
      if (!rising || last?.le !== Infinity || last.value !== count?.value)
        throw new Error(`${family} ${key} is no histogram`);
    }
  }
}
