/** Names under which one provider's mail servers go, by the name that a limit uses. */
const FAMILIES: Readonly<Record<string, readonly string[]>> = {
  'google.com': ['google.com', 'googlemail.com', 'smtp.goog'],
  'outlook.com': ['outlook.com', 'hotmail.com', 'mx.microsoft', 'office365.us'],
  'yahoo.com': ['yahoo.com', 'yahoodns.net', 'aol.com'],
  'apple.com': ['apple.com', 'icloud.com', 'me.com'],
  'gmx.net': ['gmx.net', 'gmx.de', 'web.de', 'kundenserver.de', 'perfora.net', '1and1.com'],
  'qq.com': ['qq.com', 'exmail.qq.com'],
  'netease.com': ['netease.com', '163.com', '126.com', 'ntes53.netease.com'],
};

/** Whether an MX set is a null MX: the domain takes no mail (RFC 7505). */
export function isNullMx(hosts: readonly string[]): boolean {
  return hosts.length === 1 && (hosts[0] === '' || hosts[0] === '.');
}

/**
 * Which of the named providers takes the mail of a domain: the one under whose names its first mail server stands. A
 * domain without mail servers is its own (RFC 5321 section 5.1). Null where none of them does.
 */
export function providerAmong(
  names: readonly string[],
  domain: string,
  hosts: readonly string[],
): string | null {
  const host = (hosts[0] ?? domain).toLowerCase().replace(/\.$/, '');
  return names.find((name) => (FAMILIES[name] ?? [name]).some((end) => isUnder(host, end))) ?? null;
}

function isUnder(host: string, name: string): boolean {
  return host === name || host.endsWith(`.${name}`);
}
