/** What decides whether mail may leave for real addresses. */
export interface SendingFacts {
  /** Why no test is needed; null where one is. */
  readonly exemption: string | null;
  /** Settings that must be there first. */
  readonly missing: readonly string[];
  /** Until when the link of the last test mail works; null without one. */
  readonly testExpiresAt: Date | null;
  /** When a test mail was found to have arrived. */
  readonly provedAt: Date | null;
}

/**
 * exempt (the mail server reaches nobody, or is on this machine)
 * settings-missing ──set──▶ untested ──test mailed──▶ test-under-way ──arrived──▶ proved
 *                              ▲                            └──link too old──┐
 *                              └────────────────────────────────────────────┘
 * Another server, sender, bounce domain or key begins anew; one that was proved before stays so.
 */
export type SendingState = 'exempt' | 'settings-missing' | 'untested' | 'test-under-way' | 'proved';

/** How long the link of a test mail works: mail of a new sender may be delayed for hours. */
export const TEST_MS = 24 * 3_600_000;

/** The least time between two test mails. */
export const BETWEEN_TESTS_MS = 60_000;

/** Where the way to the first sending stands. */
export function sendingState(
  { exemption, missing, testExpiresAt, provedAt }: SendingFacts,
  now: Date,
): SendingState {
  if (exemption !== null) return 'exempt';
  if (missing.length > 0) return 'settings-missing';
  if (provedAt !== null) return 'proved';
  return testExpiresAt !== null && testExpiresAt > now ? 'test-under-way' : 'untested';
}

/** Whether everything may leave; else only what organizers need to sign in and to test. */
export function mayLeave(state: SendingState): boolean {
  return state === 'exempt' || state === 'proved';
}

/** Names that are no address of anybody (RFC 2606, RFC 6761): a test mail to one never arrives. */
export function isPlaceholder(address: string): boolean {
  return /(?:[@.]example\.(?:com|net|org)|[@.](?:invalid|example|test|localhost))$/i.test(address);
}
