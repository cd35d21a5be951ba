/** How a receiving domain treats local parts, as far as it is publicly known. */
interface DomainRule {
  /** Everything from this character on is a tag. */
  readonly tag?: '+' | '-';
  /** Dots mean nothing. */
  readonly dots?: true;
  /** The domain whose other name this is. */
  readonly alias?: string;
}

const any: DomainRule = { tag: '+' };

/** An exact domain before all others; a rule is added here only where the provider documents it. */
const rules: Readonly<Record<string, DomainRule>> = {
  'gmail.com': { tag: '+', dots: true },
  'googlemail.com': { tag: '+', dots: true, alias: 'gmail.com' },
  'yahoo.com': { tag: '-' },
  'proton.me': { tag: '+', dots: true },
  'protonmail.com': { tag: '+', dots: true, alias: 'proton.me' },
  'pm.me': { tag: '+', dots: true, alias: 'proton.me' },
  'me.com': { tag: '+', alias: 'icloud.com' },
  'mac.com': { tag: '+', alias: 'icloud.com' },
};

/**
 * The loose form of a normalised address: several spellings that most likely reach one person. It flags and limits and
 * never decides who has signed. Idempotent; different domains stay different but for documented aliases.
 */
export function looseAddress(normalised: string): string {
  const at = normalised.lastIndexOf('@');
  const [local, domain] = [normalised.slice(0, at), normalised.slice(at + 1)];
  const { tag, dots, alias } = rules[domain] ?? any;
  const untagged = tag && local.indexOf(tag) > 0 ? local.slice(0, local.indexOf(tag)) : local;
  const undotted = dots ? untagged.replaceAll('.', '') : untagged;
  return `${undotted}@${alias ?? domain}`;
}
