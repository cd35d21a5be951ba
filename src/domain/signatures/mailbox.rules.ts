/** How a receiving domain treats what stands before the @, as far as its provider says so in public. */
export interface DomainRule {
  /** Everything from one of these characters on is a tag. */
  readonly tag: string;
  /** Characters that mean nothing. */
  readonly ignored: string;
  /** The domain whose other name this is. */
  readonly sameAs: string | null;
  /** The mailbox's name stands in the first label of the domain, not before the @. */
  readonly userInSubdomain: boolean;
}

/** Rules by exact domain, by `*.` and what follows it, and `*` for all others. */
export type DomainRules = ReadonlyMap<string, DomainRule>;

const unknown: DomainRule = { tag: '', ignored: '', sameAs: null, userInSubdomain: false };

/** The rule that holds for a domain: its own, else the one for all names a label below another's, else the one for all. */
export function ruleFor(rules: DomainRules, domain: string): DomainRule {
  const above = domain.slice(domain.indexOf('.') + 1);
  return rules.get(domain) ?? rules.get(`*.${above}`) ?? rules.get('*') ?? unknown;
}

/**
 * The loose form of a normalised address: several spellings that most likely reach one person. It flags and limits and
 * never decides who has signed. Idempotent; nothing is merged but what the domain's rule names.
 */
export function looseAddress(normalised: string, rules: DomainRules): string {
  const at = normalised.lastIndexOf('@');
  const [local, domain] = [normalised.slice(0, at), normalised.slice(at + 1)];
  const rule = ruleFor(rules, domain);
  if (rule.userInSubdomain) {
    const dot = domain.indexOf('.');
    return looseAddress(`${domain.slice(0, dot)}@${domain.slice(dot + 1)}`, rules);
  }
  return `${bare(local, rule)}@${rule.sameAs ?? domain}`;
}

/** A name is never emptied: `+a` is a mailbox, and so is `-`. */
function bare(local: string, { tag, ignored }: DomainRule): string {
  const cuts = Array.from(tag, (character) => local.indexOf(character, 1)).filter((at) => at > 0);
  const untagged = local.slice(0, Math.min(local.length, ...cuts));
  const kept = Array.from(ignored).reduce((name, character) => name.replaceAll(character, ''), untagged);
  return kept === '' ? untagged : kept;
}
