import type { KeyObject } from 'node:crypto';
import { join } from 'node:path';
import type { Command } from 'commander';
import { SystemClock } from '../../kernel/clock.js';
import { environment } from '../../platform/config/environment.js';
import { generateKey, refuseExisting } from '../../platform/mail/dkim/generate-key.js';
import { inStrings, publicRecord, recordName } from '../../platform/mail/dkim/public-record.js';
import type { Answer } from './answer.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

interface GenerateOptions extends VerbOptions {
  readonly selector?: string;
  readonly folder?: string;
  readonly ed25519?: true;
}

/** A key that was made, with what makes it known and used. */
interface MadeKey {
  readonly algorithm: 'rsa' | 'ed25519';
  readonly selector: string;
  readonly file: string;
  readonly record: { readonly name: string; readonly type: 'TXT'; readonly strings: readonly string[] };
}

/** `vigil dkim generate`: key files, the DNS records that publish them and the variables that name them. */
export function addDkim(dkim: Command, shell: Shell): void {
  verb(dkim, 'generate [domain]', 'make a key for a domain (default: the one that mail comes from)')
    .option('--selector <name>', 'its name in the DNS (default: vigil and the year)')
    .option('--folder <folder>', 'where the key file is made (default: dkim in the data folder)')
    .option('--ed25519', 'make a second, Ed25519 key too')
    .action((given: string | undefined, options: GenerateOptions) =>
      shell.plainly(options, async () => {
        const domain = domainOf(shell, given);
        const selector = selectorOf(options.selector);
        const folder = options.folder ?? join(variable(shell, 'VIGIL_DATA_DIR') ?? './data', 'dkim');
        const wanted: [MadeKey['algorithm'], string][] = [['rsa', selector]];
        if (options.ed25519) wanted.push(['ed25519', `${selector}-ed25519`]);
        const fileOf = (name: string) => join(folder, `${domain}.${name}.pem`);
        // All or nothing: looked at before the first is made.
        for (const [, name] of wanted) refuseExisting(fileOf(name));
        const keys: MadeKey[] = [];
        for (const [algorithm, name] of wanted) {
          const file = fileOf(name);
          keys.push(made(algorithm, domain, name, file, await generateKey(algorithm, file)));
        }
        return answer(domain, keys);
      }),
    );
}

/** A variable that is set: keys are made before the configuration is whole. */
function variable(shell: Shell, name: string): string | undefined {
  const text = shell.variable(name)?.trim();
  return text === '' ? undefined : text;
}

function domainOf(shell: Shell, given: string | undefined): string {
  const [signing] = variable(shell, 'VIGIL_DKIM_DOMAIN')?.split(',') ?? [];
  const sender = /@([^@<>\s]+)>?$/.exec(variable(shell, 'VIGIL_MAIL_FROM') ?? '')?.[1];
  const parsed = environment.shape.VIGIL_DKIM_DOMAIN.safeParse(given ?? signing ?? sender);
  const domain = parsed.success && parsed.data?.length === 1 ? parsed.data[0] : undefined;
  if (domain === undefined)
    throw new WrongUsage('name the domain that mail comes from, such as `vigil dkim generate example.org`');
  return domain;
}

function selectorOf(given: string | undefined): string {
  const selector = given ?? `vigil${new SystemClock().now().getUTCFullYear()}`;
  const parsed = environment.shape.VIGIL_DKIM_SELECTOR.safeParse(selector);
  if (!parsed.success || parsed.data?.length !== 1)
    throw new WrongUsage('--selector takes letters, digits, dots and hyphens, such as vigil2026');
  return selector;
}

function made(
  algorithm: MadeKey['algorithm'],
  domain: string,
  selector: string,
  file: string,
  key: KeyObject,
): MadeKey {
  const record = {
    name: recordName(selector, domain),
    type: 'TXT' as const,
    strings: inStrings(publicRecord(key)),
  };
  return { algorithm, selector, file, record };
}

function answer(domain: string, keys: readonly MadeKey[]): Answer {
  const variables: Record<string, string> = { VIGIL_DKIM_DOMAIN: domain };
  for (const { algorithm, selector, file } of keys) {
    const prefix = algorithm === 'rsa' ? 'VIGIL_DKIM' : 'VIGIL_DKIM_ED25519';
    variables[`${prefix}_SELECTOR`] = selector;
    variables[`${prefix}_KEY_FILE`] = file;
  }
  const lines = [
    'Publish in the DNS:',
    ...keys.map(
      ({ record }) =>
        `${record.name}. IN TXT ( ${record.strings.map((part) => JSON.stringify(part)).join(' ')} )`,
    ),
    '',
    'Set, and start again:',
    ...Object.entries(variables).map(([name, value]) => `${name}=${value}`),
    '',
    'Keep the key files to yourself; `vigil doctor` tells when the DNS has the records.',
  ];
  return { data: { domain, keys, environment: variables }, lines };
}
