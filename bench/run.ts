import { rmSync } from 'node:fs';
import { loadavg } from 'node:os';
import { type Finding, report } from './report.js';
import { dispatch } from './measure-dispatch.js';
import { deciding } from './measure-deciding.js';
import { intakeAndDeciding } from './measure-intake.js';
import { face } from './measure-face.js';
import { enumeration } from './measure-enumeration.js';
import { memory } from './measure-memory.js';
import { million } from './measure-million.js';
import { pages } from './measure-pages.js';
import { starts } from './measure-starts.js';
import { storm } from './measure-storm.js';
import { surge } from './measure-surge.js';
import { freshFolder } from './service.js';
import { sinceNow } from './stolen.js';

const [minutes = 10] = numbersOf('surge');
const [recipients = 500_000] = numbersOf('dispatch');
const [kills = 200, messages = 50_000] = numbersOf('storm');

/**
 * All measurements, one after the other; a folder each. `npm run bench pages` runs those that are named; the numbers behind
 * `surge` are its minutes, those behind `dispatch` the recipients of its largest mailing, those behind `storm` its kills and
 * its messages.
 */
const measurements: Readonly<Record<string, (folder: string) => Promise<Finding[]>>> = {
  starts,
  pages,
  face,
  intake: intakeAndDeciding,
  deciding,
  memory,
  million: million(1_000_000),
  surge: surge(minutes),
  dispatch: dispatch(recipients),
  enumeration,
  storm: storm(kills, messages),
};

const named = process.argv.slice(2).filter((word) => !isNumber(word));
const loadBefore = loadavg()[0] ?? 0;
const findings: Finding[] = [];
const stolen: string[] = [];
for (const [name, measure] of Object.entries(measurements)) {
  if (named.length > 0 && !named.includes(name)) continue;
  process.stdout.write(`measuring ${name} …\n`);
  const folder = freshFolder();
  const stolenShare = sinceNow();
  try {
    const found = await measure(folder);
    for (const { what, vigil } of found) process.stdout.write(`  ${what}: ${vigil}\n`);
    findings.push(...found);
    const share = stolenShare();
    if (share !== null) stolen.push(`${name} ${Math.round(share * 100)} %`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
report(findings, 'bench/RESULTS.md', { loadBefore, stolen });

/** The numbers that follow a name on the command line. */
function numbersOf(name: string): number[] {
  const words = process.argv.slice(2);
  const rest = words.slice(words.indexOf(name) + 1);
  const end = rest.findIndex((word) => !isNumber(word));
  return words.includes(name) ? rest.slice(0, end < 0 ? rest.length : end).map(Number) : [];
}

function isNumber(word: string): boolean {
  return /^[0-9.]+$/.test(word);
}
