import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { z } from 'zod';

const file = z.object({
  supplemental: z.object({
    territoryInfo: z.record(z.string(), z.object({ _population: z.string().transform(Number) })),
  }),
});

const require = createRequire(import.meta.url);

let known: ReadonlyMap<string, number> | undefined;

/** How many people live in a country (ISO 3166-1 alpha-2), by CLDR's figures; 0 where it has none. */
export function populationOf(country: string): number {
  known ??= read();
  return known.get(country) ?? 0;
}

function read(): ReadonlyMap<string, number> {
  const path = require.resolve('cldr-core/supplemental/territoryInfo.json');
  const { territoryInfo } = file.parse(JSON.parse(readFileSync(path, 'utf8'))).supplemental;
  return new Map(Object.entries(territoryInfo).map(([code, { _population }]) => [code, _population]));
}
