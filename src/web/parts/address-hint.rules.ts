/**
 * The domain that was probably meant where one differs from a well-known one by a single slip (a letter missing, added,
 * doubled, mistaken or in the wrong place), by a mistyped ending or by none at all; null where it is known itself, is unlike all of
 * them, or could as well be one of two. `domains` come with the most common first; what is said is a question, never a
 * change. Names of fewer than four letters have too many neighbours, so that only their endings are asked about.
 *
 * The browser runs this very function (see address-hint.ts), which is why it refers to nothing outside itself.
 */
export function meantDomain(typed: string, domains: readonly string[]): string | null {
  const endings: Readonly<Record<string, string>> = {
    con: 'com', cmo: 'com', ocm: 'com', comm: 'com', coom: 'com', vom: 'com', xom: 'com', cim: 'com', cpm: 'com',
    c0m: 'com', co: 'com', cm: 'com', om: 'com', ner: 'net', nte: 'net', ent: 'net', nett: 'net', ogr: 'org',
    rog: 'org', prg: 'org', orgg: 'org',
  }; // prettier-ignore
  const domain = typed.trim().toLowerCase().replace(/\.+$/, '');
  if (domain.length < 4 || domain.length > 60 || domains.includes(domain)) return null;
  const bare = domain.includes('.') || domain.includes(',') ? '' : `${domain}.`;
  const whole = bare === '' ? undefined : domains.find((known) => known.startsWith(bare));
  if (whole !== undefined) return whole;
  const lastOf = (name: string) => name.slice(name.lastIndexOf('.') + 1);
  const repaired = endings[lastOf(domain)];
  const mended = repaired === undefined ? domain : `${domain.slice(0, domain.lastIndexOf('.'))}.${repaired}`;
  if (domains.includes(mended)) return mended;
  const oneSlip = (one: string, other: string) => {
    const [short, long] = one.length <= other.length ? [one, other] : [other, one];
    if (long.length - short.length > 1) return false;
    let at = 0;
    while (at < short.length && short[at] === long[at]) at += 1;
    if (short.length < long.length) return short.slice(at) === long.slice(at + 1);
    const swapped = short[at] === long[at + 1] && short[at + 1] === long[at];
    return (
      short.slice(at + 1) === long.slice(at + 1) || (swapped && short.slice(at + 2) === long.slice(at + 2))
    );
  };
  const near = domains.filter(
    (known) =>
      known.indexOf('.') > 3 &&
      oneSlip(mended, known) &&
      (!mended.includes('.') || mended.endsWith(`.${lastOf(known)}`) || mended.endsWith(`,${lastOf(known)}`)),
  );
  return near[0] ?? null;
}
