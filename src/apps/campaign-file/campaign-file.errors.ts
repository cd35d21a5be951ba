import { DomainError } from '../../kernel/errors.js';

/** One thing wrong with a campaign file: the line (from 1), where in the file, and why. */
export interface FileFault {
  readonly line: number;
  /** `demands[2].texts.fa`; empty for the file as a whole. */
  readonly path: string;
  readonly reason: string;
}

/** Faults that the message spells out; `faults` holds them all. */
const TOLD = 40;

/** The file cannot be taken in; `faults` holds all that is wrong with it, in its order. Nothing was changed. */
export class FaultyCampaignFile extends DomainError {
  constructor(readonly faults: readonly FileFault[]) {
    const more = faults.length > TOLD ? [`  and ${String(faults.length - TOLD)} more`] : [];
    const lines = [...faults.slice(0, TOLD).map(sentence), ...more];
    super('invalid', 'campaign-file-faulty', `the campaign file is refused:\n${lines.join('\n')}`, {
      faults: faults.length,
      line: faults[0]?.line ?? 1,
    });
  }
}

function sentence({ line, path, reason }: FileFault): string {
  return `  line ${String(line)}: ${path === '' ? '' : `${path} `}${reason}`;
}
