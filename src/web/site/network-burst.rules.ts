/** So many forms for one campaign within so many seconds, and no more, may come from one network. */
export interface PaceLimit {
  readonly forms: number;
  readonly seconds: number;
}

/**
 * What no shared network of people does, so that the flag may weigh much. A class of 60 that is told to sign now
 * sends about 12 forms in its fullest ten seconds, and a mobile network's, a VPN's or Tor's busiest exit half a form
 * a second while a wave lasts: 5 in ten seconds and 300 in ten minutes. A hall that is told to sign at once, on one
 * connection, stays below 60 in ten seconds.
 */
export const networkLimits: readonly PaceLimit[] = [
  { forms: 60, seconds: 10 },
  { forms: 400, seconds: 600 },
];

/** A /48 is a whole site (RFC 6177): many /64 of it may be busy at once. */
export const siteFactor = 4;

/** A sliding count: what fell into the span that runs and into the one before it. */
export interface SlidingCount {
  readonly span: number;
  readonly before: number;
  readonly now: number;
}

/** The count with one more form at `ms`; the span before weighs by how much of it the sliding window still covers. */
export function countOneMore(
  count: SlidingCount | undefined,
  seconds: number,
  ms: number,
): { readonly count: SlidingCount; readonly inWindow: number } {
  const length = seconds * 1000;
  const span = Math.floor(ms / length);
  const same = count?.span === span;
  const next = count?.span === span - 1;
  const before = same ? count.before : next ? count.now : 0;
  const counted: SlidingCount = { span, before, now: (same ? count.now : 0) + 1 };
  return { count: counted, inWindow: before * (1 - (ms % length) / length) + counted.now };
}

/** A network by its address, and how much more than one household or office it may stand for. */
export interface Network {
  readonly name: string;
  readonly factor: number;
}

/**
 * The networks an address belongs to: an IPv4 address itself; of IPv6 the /64 that one subscriber has, and the /48.
 * None where the address is this machine's or a private network's: then it is a proxy's that is not known as one,
 * and would stand for everybody.
 */
export function networksOf(address: string): Network[] {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  const v4 = mapped ?? (address.includes(':') ? null : address);
  if (v4 !== null) return isPrivateV4(v4) ? [] : [{ name: v4, factor: 1 }];
  const [a, b, c, d] = firstGroups(address);
  if (/^(?:0:0:0:0|f[cd]..:.*|fe[89ab].:.*)$/.test(`${a}:${b}:${c}:${d}`)) return [];
  return [
    { name: `${a}:${b}:${c}:${d}/64`, factor: 1 },
    { name: `${a}:${b}:${c}/48`, factor: siteFactor },
  ];
}

function isPrivateV4(address: string): boolean {
  return /^(?:127|10|192\.168|169\.254|172\.(?:1[6-9]|2\d|3[01]))\./.test(address);
}

function firstGroups(address: string): readonly string[] {
  const [head = '', tail] = address.toLowerCase().split('%', 1)[0]?.split('::') ?? [];
  const before = head === '' ? [] : head.split(':');
  const after = tail ? tail.split(':') : [];
  const zeros = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length);
  const groups = [...before, ...new Array<string>(zeros).fill('0'), ...after];
  return groups.slice(0, 4).map((group) => group.replace(/^0+(?=.)/, ''));
}
