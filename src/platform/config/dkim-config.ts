import { resolve } from 'node:path';
import { domainToASCII } from 'node:url';
import type { Environment } from './environment.js';

/** One domain's DKIM keys by their files; they are read where mail is signed. */
export interface DkimConfig {
  readonly domain: string;
  readonly rsa: { readonly selector: string; readonly keyFile: string };
  readonly ed25519?: { readonly selector: string; readonly keyFile: string };
}

type DkimEnvironment = Pick<Environment, Extract<keyof Environment, `VIGIL_DKIM_${string}`>>;

/** The domains that sign; a selector or a file given once is for all of them. */
export function dkimOf(env: DkimEnvironment): DkimConfig[] {
  const { VIGIL_DKIM_SELECTOR: selectors, VIGIL_DKIM_KEY_FILE: files } = env;
  const { VIGIL_DKIM_ED25519_SELECTOR: seconds, VIGIL_DKIM_ED25519_KEY_FILE: secondFiles } = env;
  return (env.VIGIL_DKIM_DOMAIN ?? []).flatMap((domain, at) => {
    const rsa = keyAt(selectors, files, at);
    const ed25519 = keyAt(seconds, secondFiles, at);
    return rsa ? [{ domain, rsa, ...(ed25519 ? { ed25519 } : {}) }] : [];
  });
}

/** What does not fit together, in whole sentences. */
export function dkimFaults(env: DkimEnvironment & Pick<Environment, 'VIGIL_MAIL_FROM'>): string[] {
  const faults = [
    ...together(
      env,
      ['VIGIL_DKIM_DOMAIN', 'VIGIL_DKIM_SELECTOR', 'VIGIL_DKIM_KEY_FILE'],
      'VIGIL_DKIM_DOMAIN, VIGIL_DKIM_SELECTOR and VIGIL_DKIM_KEY_FILE must be set together.',
    ),
    ...together(
      env,
      ['VIGIL_DKIM_ED25519_SELECTOR', 'VIGIL_DKIM_ED25519_KEY_FILE'],
      'VIGIL_DKIM_ED25519_SELECTOR and VIGIL_DKIM_ED25519_KEY_FILE must be set together.',
    ),
  ];
  if (env.VIGIL_DKIM_ED25519_KEY_FILE !== undefined && env.VIGIL_DKIM_KEY_FILE === undefined) {
    faults.push(
      'VIGIL_DKIM_ED25519_KEY_FILE needs VIGIL_DKIM_KEY_FILE beside it: many receivers know RSA only.',
    );
  }
  const domains = env.VIGIL_DKIM_DOMAIN ?? [];
  if (new Set(domains).size < domains.length) faults.push('VIGIL_DKIM_DOMAIN names a domain twice.');
  for (const name of PER_DOMAIN) {
    const count = env[name]?.length ?? 1;
    if (count !== 1 && count !== domains.length)
      faults.push(`${name} must have one value for all domains, or one for each of VIGIL_DKIM_DOMAIN.`);
  }
  const { VIGIL_DKIM_ED25519_SELECTOR: seconds } = env;
  const clash = dkimOf(env).some(({ rsa, ed25519 }) => rsa.selector === ed25519?.selector);
  if (seconds !== undefined && clash)
    faults.push('VIGIL_DKIM_ED25519_SELECTOR must differ from VIGIL_DKIM_SELECTOR: one name, one key.');
  return [...faults, ...senderFaults(domains, env.VIGIL_MAIL_FROM)];
}

const PER_DOMAIN = [
  'VIGIL_DKIM_SELECTOR',
  'VIGIL_DKIM_KEY_FILE',
  'VIGIL_DKIM_ED25519_SELECTOR',
  'VIGIL_DKIM_ED25519_KEY_FILE',
] as const;

function keyAt(
  selectors: readonly string[] | undefined,
  files: readonly string[] | undefined,
  at: number,
): { selector: string; keyFile: string } | undefined {
  const selector = selectors?.[at] ?? selectors?.[0];
  const file = files?.[at] ?? files?.[0];
  return selector === undefined || file === undefined ? undefined : { selector, keyFile: resolve(file) };
}

function together(env: DkimEnvironment, names: readonly (keyof DkimEnvironment)[], fault: string): string[] {
  const set = names.filter((name) => env[name] !== undefined).length;
  return set > 0 && set < names.length ? [fault] : [];
}

/** A signature of another domain than the sender's proves nothing to DMARC, and the mail would look signed. */
function senderFaults(domains: readonly string[], mailFrom: string | undefined): string[] {
  if (domains.length === 0 || mailFrom === undefined) return [];
  const sender = domainToASCII(/@([^@<>\s]+)>?\s*$/.exec(mailFrom)?.[1] ?? '');
  if (domains.includes(sender)) return [];
  return [`VIGIL_DKIM_DOMAIN must name ${sender}, the domain of VIGIL_MAIL_FROM, for its mail to be signed.`];
}
