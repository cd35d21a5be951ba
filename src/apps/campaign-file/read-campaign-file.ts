import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../kernel/json.js';
import { FaultyCampaignFile } from './campaign-file.errors.js';
import { campaignFile, type CampaignFile } from './campaign-file.schema.js';
import { letterFaults } from './letter-faults.js';
import { looseFile } from './loose-file.js';
import { senseFaults } from './sense-faults.js';
import { shapeFaults } from './shape-faults.js';
import { YamlSource } from './yaml-source.js';

/** A file that can be taken in, and the sha256 of its meaning (comments, order of keys and layout aside). */
export interface ReadCampaignFile {
  readonly file: CampaignFile;
  readonly sha256: string;
  /** Where what stands, for faults that are found later. */
  readonly source: YamlSource;
}

/** Reads the YAML of a campaign. Throws FaultyCampaignFile with everything that is wrong, each with its line. */
export function readCampaignFile(text: string): ReadCampaignFile {
  const source = YamlSource.read(text);
  const parsed = campaignFile.safeParse(source.value);
  const loose = looseFile.parse(source.value);
  const faults = [
    ...(parsed.success ? [] : shapeFaults(source, parsed.error.issues)),
    ...senseFaults(source, loose),
    ...letterFaults(source, loose),
  ];
  if (!parsed.success || faults.length > 0) {
    const told = new Map(
      faults.map((fault) => [`${fault.path} ${String(fault.line)}`, fault] as const).reverse(),
    );
    throw new FaultyCampaignFile([...told.values()].sort((a, b) => a.line - b.line));
  }
  return { file: parsed.data, sha256: meaningOf(parsed.data), source };
}

/** In letters and anniversaries the order says nothing, in everything else it does. */
function meaningOf(file: CampaignFile): string {
  const sorted = {
    ...file,
    letters: byKey(file.letters).map((letter) => ({ ...letter, bodies: [...letter.bodies].sort() })),
    anniversaries: byKey(file.anniversaries),
  };
  const plain = JSON.parse(JSON.stringify(sorted)) as Json;
  return createHash('sha256').update(canonicalJson(plain)).digest('hex');
}

function byKey<Item extends { readonly key: string }>(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => (a.key < b.key ? -1 : 1));
}
