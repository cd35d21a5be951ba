/** Where a sink may cut the connection; `after-dot` is the only place where it has kept the mail. */
export const sinkPhases = [
  'connect',
  'greeting',
  'ehlo',
  'starttls',
  'auth',
  'mail',
  'rcpt',
  'data',
  'mid-body',
  'dot',
  'after-dot',
] as const;
export type SinkPhase = (typeof sinkPhases)[number];

/** What the sink answers; each may depend on the recipient and on how often that recipient was tried. */
export interface SinkBehaviour {
  /** EHLO keywords; with STARTTLS or AUTH among them it does both. */
  readonly extensions?: readonly string[];
  readonly greeting?: string;
  /** A reply other than 250 to MAIL FROM. */
  readonly mail?: (from: string) => string | undefined;
  /** A reply other than 250 to RCPT TO, or `drop` to cut the connection. */
  readonly rcpt?: (to: string, tries: number) => string | undefined;
  /** After the final dot: a reply other than 250; `drop` cuts the connection instead of answering; `drop-before` does not keep the mail. */
  readonly dot?: (to: string, tries: number) => string | undefined;
  /** Cuts the connection once so many bytes of a body came. */
  readonly dropBodyAfter?: number;
  /** Cuts the connection at this point of the dialogue, of every connection or of as many as `drops` says. */
  readonly dropAt?: SinkPhase;
  readonly drops?: number;
  /** Waits before the final reply, in ms. */
  readonly delayMs?: number;
  /** Waits before every reply, in ms. */
  readonly slowMs?: number;
  /**
   * What it does with commands that came behind a body, in its own group: `loses` them, `complains` of them, or `refuses`
   * the mail because of them.
   */
  readonly afterBody?: 'loses' | 'complains' | 'refuses';
  /** Says 421 and goes when a connection begins one message more. */
  readonly mailsPerConnection?: number;
  /** Says 421 and goes when there are more connections than this. */
  readonly mostConnections?: number;
}

/** Everything a good server offers, except STARTTLS and AUTH. */
export const ALL_EXTENSIONS = ['PIPELINING', '8BITMIME', 'SMTPUTF8'] as const;

/** Servers that everybody meets, by what they are like. */
export const moods = {
  temporary: { rcpt: () => '451 4.3.0 local error in processing' },
  permanent: { rcpt: () => '550 5.1.1 no such user here' },
  greylist: {
    rcpt: (_to, tries) => (tries === 1 ? '450 4.7.1 Greylisted, please try again in 300 seconds' : undefined),
  },
  slow: { slowMs: 20 },
  'cuts off': { dropAt: 'data', drops: 3 },
  'tires after five': { mailsPerConnection: 5 },
  'without SMTPUTF8': { extensions: ['PIPELINING', '8BITMIME'] },
  'takes two connections': { mostConnections: 2 },
} as const satisfies Record<string, SinkBehaviour>;
