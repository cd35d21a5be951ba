import { createPublicKey } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { loadConfig } from '../../../src/platform/config/config.js';
import { MailSigner } from '../../../src/platform/mail/dkim/mail-signer.js';
import { runVigil } from '../../support/run-vigil.js';

interface Made {
  readonly domain: string;
  readonly keys: readonly {
    readonly algorithm: string;
    readonly selector: string;
    readonly file: string;
    readonly record: { readonly name: string; readonly type: string; readonly strings: readonly string[] };
  }[];
  readonly environment: Record<string, string>;
}

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vigil-dkim-'));
});

describe('vigil dkim generate', () => {
  it('makes a key for its owner only, its DNS record and the variables that name it', async () => {
    const ran = await runVigil(
      { VIGIL_DATA_DIR: folder },
      'dkim',
      'generate',
      'Example.org',
      '--selector',
      's1',
    );
    expect(ran.err).toBe('');
    expect(ran.code).toBe(0);
    const file = join(folder, 'dkim', 'example.org.s1.pem');
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(statSync(join(folder, 'dkim')).mode & 0o777).toBe(0o700);
    const pem = readFileSync(file, 'utf8');
    expect(ran.out).not.toContain(pem.split('\n')[1]);
    const published = /^s1\._domainkey\.example\.org\. IN TXT \( (.*) \)$/m.exec(ran.out)?.[1] ?? '';
    const strings = [...published.matchAll(/"([^"]*)"/g)].map(([, text]) => text ?? '');
    for (const text of strings) expect(text.length).toBeLessThanOrEqual(255);
    const spki = createPublicKey(pem).export({ type: 'spki', format: 'der' }).toString('base64');
    expect(strings.join('')).toBe(`v=DKIM1; k=rsa; p=${spki}`);
    for (const line of [
      'VIGIL_DKIM_DOMAIN=example.org',
      'VIGIL_DKIM_SELECTOR=s1',
      `VIGIL_DKIM_KEY_FILE=${file}`,
    ])
      expect(ran.out.split('\n')).toContain(line);
  });

  it('says the same in JSON, for both keys, and what it names signs', async () => {
    const args = ['dkim', 'generate', 'example.org', '--ed25519', '--folder', folder, '--json'];
    const { keys, environment } = (await runVigil({}, ...args)).json() as Made;
    expect(keys.map(({ algorithm }) => algorithm)).toEqual(['rsa', 'ed25519']);
    const signer = await MailSigner.open(loadConfig(environment).dkim);
    expect(signer.all.map(({ selector }) => selector)).toEqual(keys.map(({ selector }) => selector));
    expect(keys[1]?.record.strings.join('')).toMatch(/^v=DKIM1; k=ed25519; p=[A-Za-z0-9+/]{43}=$/);
  });

  it('overwrites nothing, and makes nothing when one of its files is there', async () => {
    const args = ['dkim', 'generate', 'example.org', '--selector', 's1', '--folder', folder];
    await runVigil({}, ...args);
    const before = readFileSync(join(folder, 'example.org.s1.pem'), 'utf8');
    for (const more of [[], ['--ed25519']]) {
      const { code, out, err } = await runVigil({}, ...args, ...more);
      expect([code, out]).toEqual([1, '']);
      expect(err).toMatch(/^vigil: The file .* is there already and stays as it is; .*\.\n$/);
    }
    expect(readFileSync(join(folder, 'example.org.s1.pem'), 'utf8')).toBe(before);
    expect(readdirSync(folder)).toEqual(['example.org.s1.pem']);
  });

  it('takes the domain of the sender when none is named, and asks for one when there is none', async () => {
    const made = await runVigil(
      { VIGIL_MAIL_FROM: 'Vigil <vigil@mail.example.org>' },
      ...['dkim', 'generate', '--folder', folder, '--json'],
    );
    expect((made.json() as Made).domain).toBe('mail.example.org');
    const none = await runVigil({}, 'dkim', 'generate', '--folder', folder);
    expect(none.code).toBe(2);
    expect(none.err).toContain('vigil dkim generate example.org');
    expect((await runVigil({}, 'dkim', 'generate', 'no domain', '--folder', folder)).code).toBe(2);
  });

  it('says when the folder cannot be written', async () => {
    const { code, err } = await runVigil({}, 'dkim', 'generate', 'example.org', '--folder', '/dev/null/keys');
    expect(code).toBe(1);
    expect(err).toMatch(/cannot be written \(E[A-Z]+\)\.\n$/);
  });

  it('helps', async () => {
    const { code, out } = await runVigil({}, 'dkim', 'generate', '--help');
    expect(code).toBe(0);
    for (const option of ['--selector', '--folder', '--ed25519', '--json']) expect(out).toContain(option);
  });
});
