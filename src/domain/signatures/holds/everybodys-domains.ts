import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { disposableEmailBlocklistSet } from 'disposable-email-domains-js';
import { z } from 'zod';
import { packageRoot } from '../../../platform/config/package-root.js';

const file = z.strictObject({
  /** Where anybody may open a mailbox, or reads one through a relay of addresses. */
  providers: z.array(z.string()),
  /** Endings that nobody can simply buy a name under; `ac.*` is `ac` under any country. */
  restricted: z.array(z.string()),
});

interface Lists {
  readonly providers: ReadonlySet<string>;
  readonly restricted: ReadonlySet<string>;
  readonly disposable: ReadonlySet<string>;
}

let lists: Lists | undefined;

/** Whether mailboxes of the domain are thrown away after use; subdomains of such a domain too. */
export function isDisposable(domain: string): boolean {
  return endingsOf(domain).some((ending) => known().disposable.has(ending));
}

/**
 * Whether the domain can be one person's own: neither a mail provider for all, nor throw-away mail, nor under an ending
 * that is given to schools, universities and offices alone. Only such a domain tells something by how often it comes.
 */
export function mayBeOwned(domain: string): boolean {
  const { providers, restricted } = known();
  if (providers.has(domain) || isDisposable(domain)) return false;
  return !endingsOf(domain).some((ending) => {
    const [first = '', top = '', ...more] = ending.split('.');
    const underCountry = more.length === 0 && top.length === 2 && restricted.has(`${first}.*`);
    return restricted.has(ending) || underCountry;
  });
}

/** `a.b.c` and what it stands under: `b.c`, `c`. */
function endingsOf(domain: string): string[] {
  const labels = domain.split('.');
  return labels.map((_, i) => labels.slice(i).join('.'));
}

function known(): Lists {
  if (lists) return lists;
  const path = join(packageRoot(), 'templates', 'suspicion', 'everybodys-domains.json');
  const { providers, restricted } = file.parse(JSON.parse(readFileSync(path, 'utf8')));
  lists = {
    providers: new Set(providers),
    restricted: new Set(restricted),
    disposable: disposableEmailBlocklistSet(),
  };
  return lists;
}
