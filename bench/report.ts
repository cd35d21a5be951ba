import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** One line of the table. */
export interface Finding {
  readonly what: string;
  readonly vigil: string;
  readonly against: string;
  readonly ratio: string;
}

/** A number as people read it. */
export function figure(value: number, digits = 0): string {
  return value.toLocaleString('en', { minimumFractionDigits: digits, maximumFractionDigits: digits });
}

/** What else the machine did: its load before the run, and what its host took of its processor, in words for each measurement. */
export interface Circumstances {
  readonly loadBefore: number;
  readonly stolen: readonly string[];
}

/** Prints the table and writes it with the commit and the machine. */
export function report(findings: readonly Finding[], file: string, circumstances: Circumstances): void {
  const rows = [
    ['what', 'Vigil', 'against', 'ratio'],
    ...findings.map(({ what, vigil, against, ratio }) => [what, vigil, against, ratio]),
  ];
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0))) ?? [];
  const lines = rows.map((row) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |`);
  lines.splice(1, 0, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |`);
  process.stdout.write(`\n${lines.join('\n')}\n`);
  writeFileSync(file, `${[...head(circumstances), ...lines].join('\n')}\n`);
}

function head({ loadBefore, stolen }: Circumstances): string[] {
  const git = (...args: string[]) => execFileSync('git', args, { encoding: 'utf8' }).trim();
  const [cpu] = cpus();
  const changed = git('status', '--porcelain', '--', 'src', 'migrations', 'templates', 'package.json') !== '';
  return [
    '# What was measured',
    '',
    'By `npm run bench`: everything in one run on one machine, load generator and database included, so that the',
    'ratios say more than the figures. Each rate is the median of five rounds in turn with its yardstick, each ratio the median of theirs; every',
    'request was answered 2xx, and the rows were counted afterwards.',
    '',
    `- commit ${git('rev-parse', '--short', 'HEAD')}${changed ? ' with changes' : ''}, ${new Date().toISOString().slice(0, 10)}`,
    `- ${cpus().length} × ${cpu?.model ?? 'unknown processor'}, ${figure(totalmem() / 2 ** 30, 1)} GiB, ${type()} ${release()}`,
    `- Node ${process.version}, embedded PostgreSQL`,
    `- load of the machine (1 min) before the run ${figure(loadBefore, 2)}, after it ${figure(loadavg()[0] ?? 0, 2)}`,
    ...(stolen.length > 0
      ? [`- of the processor the machine's host gave to others: ${stolen.join(', ')}`]
      : []),
    '',
  ];
}
