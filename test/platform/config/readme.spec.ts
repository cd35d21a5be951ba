import { describe, expect, it } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describeEnvironment } from '../../../src/platform/config/environment.js';
import { packageRoot } from '../../../src/platform/config/package-root.js';

/** The cells of the table's rows, without the padding and the code marks that the formatter and the reader want. */
function rowsOf(markdown: string): string[][] {
  return markdown
    .split('\n')
    .filter((line) => line.startsWith('|'))
    .slice(2)
    .map((line) => line.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim().replace(/^`(.*)`$/, '$1')));
}

describe("the README's table of variables", () => {
  it('says what the program says of itself', () => {
    const readme = readFileSync(join(packageRoot(), 'README.md'), 'utf8');
    const [, table = ''] = /<!-- env:begin -->([^]*)<!-- env:end -->/.exec(readme) ?? [];
    expect(rowsOf(table)).toEqual(
      describeEnvironment().map(({ name, byDefault, description }) => [name, byDefault, description]),
    );
  });
});
