import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { packageRoot } from '../../platform/config/package-root.js';
import { meantDomain } from './address-hint.rules.js';

const MOST = 2_000;
const known = new Map<string, string | null>();

/** Well-known domains of mail, the most common first, then every other that anybody may have a mailbox at. */
const domains: readonly string[] = readDomains();

function readDomains(): string[] {
  const read = (...path: string[]): unknown =>
    JSON.parse(readFileSync(join(packageRoot(), 'templates', ...path), 'utf8'));
  const common = z.array(z.string()).parse(read('data', 'common-mail-domains.json'));
  const { providers } = z
    .object({ providers: z.array(z.string()) })
    .parse(read('suspicion', 'everybodys-domains.json'));
  return [...new Set([...common, ...providers])];
}

/** The address that was probably meant; null where nothing is to be asked. It depends on what was typed alone. */
export function meantAddress(typed: string): string | null {
  const at = typed.lastIndexOf('@');
  const meant = at < 1 ? null : domainMeantBy(typed.slice(at + 1));
  return meant === null ? null : `${typed.slice(0, at)}@${meant}`;
}

/** The domain that was probably meant; remembered, since most people's are the same few. */
export function domainMeantBy(typed: string): string | null {
  const found = known.get(typed);
  if (found !== undefined) return found;
  const meant = meantDomain(typed, domains);
  if (known.size >= MOST) known.clear();
  if (typed.length <= 100) known.set(typed, meant);
  return meant;
}

/** The rule and the domains as a module for browsers, which so need not tell anybody what is being typed. */
export function addressHintModule(): string {
  return `const domains = ${JSON.stringify(domains.join(' '))}.split(' ');
${meantDomain.toString()}
export const domainMeantBy = (typed) => meantDomain(typed, domains);
`;
}
