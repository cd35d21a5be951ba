import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { runVigil } from '../../support/run-vigil.js';
import { freePort } from '../../support/service.js';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-serve-'));
});

async function start(keyFile: string, ...args: string[]) {
  const variables = {
    PORT: String(await freePort()),
    VIGIL_DATA_DIR: join(folder, 'data'),
    VIGIL_DKIM_DOMAIN: 'example.org',
    VIGIL_DKIM_SELECTOR: 's1',
    VIGIL_DKIM_KEY_FILE: keyFile,
  };
  return runVigil(variables, 'serve', ...args);
}

describe('a start with a key that cannot sign', () => {
  it('is refused in one sentence, before anything is made', async () => {
    const { code, err } = await start(join(folder, 'none.pem'));
    expect(code).toBe(1);
    expect(err).toBe(
      `vigil: VIGIL_DKIM_KEY_FILE: the file ${join(folder, 'none.pem')} does not exist; \`vigil dkim generate\` makes one.\n`,
    );
    expect(existsSync(join(folder, 'data'))).toBe(false);
  });

  it('is refused for a worker alone too', async () => {
    const file = join(folder, 'no.pem');
    writeFileSync(file, 'not a key');
    const { code, err } = await start(file, '--roles', 'worker');
    expect(code).toBe(1);
    expect(err).toMatch(/^vigil: VIGIL_DKIM_KEY_FILE: .* holds no private key in PEM; .*\.\n$/);
  });
});
