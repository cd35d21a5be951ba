import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { environment } from '../../../src/platform/config/environment.js';
import { runVigil } from '../../support/run-vigil.js';

let nowhere: Record<string, string>;

beforeAll(() => {
  nowhere = { VIGIL_DATA_DIR: mkdtempSync(join(tmpdir(), 'vigil-commands-')) };
});

const sentences = (text: string) => text.trimEnd().split('\n');

describe('the vigil command', () => {
  it('shows what there is and is done', async () => {
    const { code, out } = await runVigil(nowhere, '--help');
    expect(code).toBe(0);
    expect(out).toContain('migrate');
  });

  it('helps with every verb, and every verb answers in JSON on demand', async () => {
    for (const verb of [['migrate'], ['env'], ['doctor']]) {
      const { code, out } = await runVigil(nowhere, ...verb, '--help');
      expect([verb, code]).toEqual([verb, 0]);
      expect(out).toContain('--json');
    }
  });

  it('answers 2 to what cannot be meant, and does nothing', async () => {
    expect((await runVigil(nowhere, 'no-such-verb')).code).toBe(2);
    expect((await runVigil(nowhere, 'env', '--no-such-option')).code).toBe(2);
    expect((await runVigil(nowhere)).code).toBe(2);
  });

  it('prints the variables as a table and as JSON', async () => {
    const plain = await runVigil(nowhere, 'env');
    const rows = (await runVigil(nowhere, 'env', '--json')).json() as { name: string }[];
    expect(plain.code).toBe(0);
    expect(rows.map(({ name }) => name)).toEqual(Object.keys(environment.shape));
    for (const { name } of rows) expect(plain.out).toContain(name);
  });

  it('shows what a variable is set to, and no secret', async () => {
    const secrets = {
      VIGIL_MASTER_KEY: 'A'.repeat(43),
      DATABASE_URL: 'postgres://vigil:hush-hush@db.example:5432/vigil',
      PORT: '4000',
    };
    const { out } = await runVigil(secrets, 'env');
    expect(out).toContain('postgres://vigil:***@db.example:5432/vigil');
    expect(out).toContain('4000');
    expect(out).not.toMatch(/hush-hush|AAAAA/);
  });

  it('refuses in one sentence on the error stream, with nothing on the answer stream', async () => {
    const unreachable = { ...nowhere, DATABASE_URL: 'postgres://nobody@127.0.0.1:1/none' };
    const { code, out, err } = await runVigil(unreachable, 'migrate');
    expect(code).toBe(1);
    expect(out).toBe('');
    expect(sentences(err)).toHaveLength(1);
    expect(err).toMatch(/^vigil: .+\.\n$/);
  });

  it('tells every faulty variable', async () => {
    const { code, err } = await runVigil({ PORT: 'x', REDIS_URL: 'y' }, 'migrate');
    expect(code).toBe(1);
    expect(err).toContain('PORT');
    expect(err).toContain('REDIS_URL');
  });
});
