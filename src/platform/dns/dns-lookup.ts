import { Resolver } from 'node:dns/promises';
import { codeOf } from '../embedded/refusal.js';

/** The DNS gave no answer, which says nothing about the name. */
export class DnsSilent extends Error {
  constructor(
    readonly question: string,
    code: string,
    options?: ErrorOptions,
  ) {
    super(`the DNS did not answer for ${question} (${code})`, options);
    this.name = 'DnsSilent';
  }
}

/** What is asked of the DNS; a name that does not exist has no records. Each throws DnsSilent. */
export interface DnsLookup {
  /** Each TXT record with its strings joined. */
  txt(name: string): Promise<string[]>;
  /** Mail servers, the preferred first; a null MX (RFC 7505) is the empty name. */
  mx(name: string): Promise<string[]>;
  /** IPv4 and IPv6 addresses. */
  addresses(name: string): Promise<string[]>;
  /** The names of an address (PTR). */
  names(address: string): Promise<string[]>;
}

const NOTHING: ReadonlySet<string | undefined> = new Set(['ENOTFOUND', 'ENODATA', 'NOTFOUND', 'NODATA']);

/** The DNS as this machine is set up to ask it. */
export function systemDns(): DnsLookup {
  const resolver = new Resolver({ timeout: 2_000, tries: 2 });
  const ask = async <Row>(question: string, answer: () => Promise<Row[]>): Promise<Row[]> => {
    try {
      return await answer();
    } catch (error) {
      const code = codeOf(error);
      if (NOTHING.has(code)) return [];
      throw new DnsSilent(question, code ?? 'unknown error', { cause: error });
    }
  };
  return {
    txt: async (name) =>
      (await ask(`TXT of ${name}`, () => resolver.resolveTxt(name))).map((parts) => parts.join('')),
    mx: async (name) =>
      (await ask(`MX of ${name}`, () => resolver.resolveMx(name)))
        .sort((a, b) => a.priority - b.priority)
        .map(({ exchange }) => exchange.toLowerCase()),
    addresses: async (name) => [
      ...(await ask(`A of ${name}`, () => resolver.resolve4(name))),
      ...(await ask(`AAAA of ${name}`, () => resolver.resolve6(name))),
    ],
    names: async (address) =>
      (await ask(`PTR of ${address}`, () => resolver.reverse(address))).map((name) => name.toLowerCase()),
  };
}
