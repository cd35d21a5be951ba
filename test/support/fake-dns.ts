import { DnsSilent, type DnsLookup } from '../../src/platform/dns/dns-lookup.js';

/** The records of a test's own world; a name that is not there does not exist. */
export interface Zone {
  readonly txt?: Readonly<Record<string, readonly string[]>>;
  readonly mx?: Readonly<Record<string, readonly string[]>>;
  readonly addresses?: Readonly<Record<string, readonly string[]>>;
  readonly names?: Readonly<Record<string, readonly string[]>>;
}

/** A DNS that knows only this. */
export function fakeDns(zone: Zone): DnsLookup {
  const of = (records: Readonly<Record<string, readonly string[]>> | undefined) => (name: string) =>
    Promise.resolve([...(records?.[name] ?? [])]);
  return {
    txt: of(zone.txt),
    mx: of(zone.mx),
    addresses: of(zone.addresses),
    names: of(zone.names),
  };
}

/** A DNS that does not answer. */
export function silentDns(): DnsLookup {
  const silent = (name: string) => Promise.reject(new DnsSilent(name, 'ETIMEOUT'));
  return { txt: silent, mx: silent, addresses: silent, names: silent };
}
