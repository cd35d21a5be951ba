import type { Page } from '../../kernel/page.js';

/** What a command answers: `data` for `--json`, `lines` for a person. */
export interface Answer {
  readonly data: unknown;
  readonly lines: readonly string[];
  /** 1 when the command did its work and found a fault (a check that failed). */
  readonly exitCode?: 0 | 1;
}

/** One sentence, and its facts. */
export function said(sentence: string, data: unknown): Answer {
  return { data, lines: [sentence] };
}

/** A column of a table: its head and the cell it shows of a row. */
export type Column<Row> = readonly [head: string, cell: (row: Row) => string];

/** Rows under heads, columns padded; nothing is cut, because a cut id is of no use. */
export function table<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string[] {
  const cells = [columns.map(([head]) => head), ...rows.map((row) => columns.map(([, cell]) => cell(row)))];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => (line[i] ?? '').length)));
  return cells.map((line) =>
    line
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd(),
  );
}

/** A page of a list, with a foot that says where one is. */
export function listed<Row>(page: Page<Row>, columns: readonly Column<Row>[]): Answer {
  const pages = Math.max(1, Math.ceil(page.total / page.perPage));
  const foot = `page ${String(page.page)} of ${String(pages)}, ${String(page.total)} in all`;
  return { data: page, lines: page.total === 0 ? ['none'] : [...table(page.items, columns), foot] };
}
