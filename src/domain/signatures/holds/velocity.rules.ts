/** When the frequency of a domain or a country departs from a campaign's own history. */
export interface VelocityRules {
  readonly domainBurst: { readonly atLeast: number; readonly timesUsual: number };
  readonly domainCluster: {
    /** Mailboxes of one domain from which on it can be part of a cluster. */
    readonly mailboxesEach: number;
    readonly domains: number;
    readonly signatures: number;
    /** Of all signatures of the window. */
    readonly share: number;
    readonly timesUsualShare: number;
    /** Of all the domains of the window that can be one person's own: a crowd has a long tail, a cluster has none. */
    readonly amongOwnDomains: number;
    /** How many times what the domain gave before the window. */
    readonly timesBefore: number;
  };
  readonly countryBurst: {
    readonly atLeast: number;
    readonly share: number;
    readonly timesUsualShare: number;
    readonly historySignatures: number;
  };
}

/** How often a key came in the window and before it. */
export interface KeyCount {
  /** Keyed index of a domain, or a country's code, as hex. */
  readonly key: string;
  readonly n: number;
  readonly before: number;
}

/** A campaign's last days beside its days before. */
export interface Frequencies {
  readonly signatures: number;
  readonly before: number;
  /** How many domains that can be somebody's own came in the window. */
  readonly ownDomains: number;
  /** Those of them with several mailboxes. */
  readonly domains: readonly KeyCount[];
  /** The most that one such domain gave in a day before the window. */
  readonly usualMost: number;
  /** What share of the signatures before the window came from domains with several mailboxes in a day. */
  readonly usualShare: number;
  readonly countries: readonly KeyCount[];
}

/** A domain or country whose signatures carry a signal from now on. */
export interface Mark {
  readonly kind: 'domain' | 'country';
  readonly key: string;
  readonly signal: 'domain-burst' | 'domain-cluster' | 'country-burst';
}

/** What is to be marked now. */
export function marksOf(seen: Frequencies, rules: VelocityRules): Mark[] {
  const cluster = clusterOf(seen, rules.domainCluster);
  const clustered = new Set(cluster.map(({ key }) => key));
  const { atLeast, timesUsual } = rules.domainBurst;
  const bursts = seen.domains.filter(
    ({ key, n }) => !clustered.has(key) && n >= atLeast && n >= timesUsual * seen.usualMost,
  );
  return [
    ...cluster.map(({ key }) => ({ kind: 'domain', key, signal: 'domain-cluster' }) as const),
    ...bursts.map(({ key }) => ({ kind: 'domain', key, signal: 'domain-burst' }) as const),
    ...countryBursts(seen, rules.countryBurst),
  ];
}

/**
 * Domains that nobody knew, each with several mailboxes, at one time, and together an unusual share of what the campaign
 * gets: so looks a person with twenty domains. A workplace or a school is one domain; a crowd's domains are mostly
 * providers, and of its own domains most come once.
 */
function clusterOf(seen: Frequencies, rules: VelocityRules['domainCluster']): readonly KeyCount[] {
  const suspects = seen.domains.filter(
    ({ n, before }) => n >= rules.mailboxesEach && n >= rules.timesBefore * before,
  );
  const signatures = suspects.reduce((sum, { n }) => sum + n, 0);
  const enough = suspects.length >= rules.domains && signatures >= rules.signatures;
  const share = signatures / Math.max(1, seen.signatures);
  const unusual = share >= Math.max(rules.share, rules.timesUsualShare * seen.usualShare);
  const withoutTail = suspects.length >= rules.amongOwnDomains * seen.ownDomains;
  return enough && unusual && withoutTail ? suspects : [];
}

function countryBursts(seen: Frequencies, rules: VelocityRules['countryBurst']): Mark[] {
  if (seen.before < rules.historySignatures) return [];
  return seen.countries
    .filter(({ n, before }) => {
      const share = n / Math.max(1, seen.signatures);
      return (
        n >= rules.atLeast && share >= rules.share && share >= rules.timesUsualShare * (before / seen.before)
      );
    })
    .map(({ key }) => ({ kind: 'country', key, signal: 'country-burst' }));
}
