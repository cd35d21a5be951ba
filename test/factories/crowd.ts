/** A form as somebody fills it in; `flags` are what the web process would say of it. */
export interface CrowdForm {
  readonly name: string;
  readonly email: string;
  readonly country: string | null;
  readonly flags: readonly string[];
}

const given = (
  'Mina Omar Suzie Ana Bo Lena Karim Sara Jonas Marta Tom Ines Paul Nora Amir Clara Ivo Ruth Leo Ada Hugo Vera Max Iris ' +
  'Sami Olga Erik Mona Luca Zoe Farid Elif Nils Rosa Otto Yara Dario Emma Jan Nadia'
).split(' ');
const family = (
  'Keen Marley Novak Rossi Haddad Lindqvist Moreau Silva Kowalski Brandt Okafor Ionescu Petrov Aydin Karimi Nguyen Costa ' +
  'Berg Dubois Horvat Meyer Santos Yilmaz Farahani Weber Larsen Garcia Murphy Tanaka Sharma Cohen Bakker Virtanen Popescu ' +
  'Fischer Ricci Hansen Lopez Jovanovic Nasser'
).split(' ');
const persian = ['پریسا محمدی', 'علی', 'زهرا رضایی', 'مریم', 'حسین کریمی', 'ناهید'];

/** A plausible name for the n-th person; every ninth writes in Persian, some with one word. */
export function nameOf(n: number): string {
  if (n % 9 === 8) return persian[n % persian.length]!;
  return `${given[n % given.length]!} ${family[Math.floor(n / 3) % family.length]!}`;
}

const providers = [
  'gmail.com',
  'yahoo.com',
  'outlook.com',
  'gmx.de',
  'proton.me',
  'web.de',
  'hotmail.com',
  'orange.fr',
];
const throwAway = ['mailinator.com', 'guerrillamail.com', 'yopmail.com'];

/** Domains of their own as a crowd has them: a few workplaces come several times, most come once. */
function ownDomain(n: number): string {
  // A long tail: ranks by Zipf's law, 1 … 5000.
  const rank = Math.ceil(5000 ** (((n * 7919) % 1000) / 1000));
  return `place${rank}.example`;
}

/**
 * Honest people: most with a provider's mailbox, a sixth on domains of their own, many without JavaScript, some with
 * throw-away mail, every seventh with both.
 */
export function honest(count: number, from = 0, country: string | null = null): CrowdForm[] {
  return Array.from({ length: count }, (_, i) => {
    const n = from + i;
    const careful = n % 7 === 0;
    const domain =
      careful || n % 11 === 0
        ? throwAway[n % throwAway.length]!
        : n % 6 === 0
          ? ownDomain(n)
          : providers[n % providers.length]!;
    const flags = [
      ...(careful || n % 5 === 0 ? ['proof-missing'] : []),
      ...(careful || n % 13 === 0 ? ['stamp-missing'] : []),
    ];
    return { name: nameOf(n), email: `person${n}@${domain}`, country, flags };
  });
}

/** People who sit in one place and have their mailboxes there. */
export function colleagues(count: number, domain: string, country: string | null = null): CrowdForm[] {
  return Array.from({ length: count }, (_, n) => ({
    name: nameOf(n + 17),
    email: `c${n}@${domain}`,
    country,
    flags: n % 4 === 0 ? ['proof-missing'] : [],
  }));
}

/** Somebody with so many mailboxes on so many domains, who does everything right. */
export function stuffers(mailboxes: number, domains: number): CrowdForm[] {
  return Array.from({ length: mailboxes }, (_, n) => ({
    name: nameOf(n * 5 + 3),
    email: `${given[n % given.length]!.toLowerCase()}.${n}@post-${n % domains}.example`,
    country: null,
    flags: [],
  }));
}

/** Both crowds at once, in an order that does not change. */
export function mixed<Form extends CrowdForm>(...crowds: readonly (readonly Form[])[]): Form[] {
  return crowds
    .flatMap((crowd) => crowd.map((form, n) => ({ form, at: (n + 0.5) / crowd.length })))
    .sort((a, b) => a.at - b.at)
    .map(({ form }) => form);
}
