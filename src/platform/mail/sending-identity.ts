import { domainToASCII } from 'node:url';
import { isLoopback, type Config } from '../config/config.js';
import { sha256 } from '../crypto/mac.js';
import { parseMailbox } from './mail-identity.js';

/** Why mail of this instance reaches nobody by itself: no test is needed before the first sending. */
export type Exemption = 'embedded-mailbox' | 'loopback' | 'catches-all';

/** What must be set before mail may leave for real addresses. */
export type MissingSetting = 'dkim' | 'from' | 'bounce-domain';

/** By which variables an operator sets each. */
const variables: Readonly<Record<string, string>> = {
  dkim: 'VIGIL_DKIM_DOMAIN, VIGIL_DKIM_SELECTOR and VIGIL_DKIM_KEY_FILE',
  from: 'VIGIL_MAIL_FROM',
  'bounce-domain': 'VIGIL_BOUNCE_DOMAIN',
} satisfies Record<MissingSetting, string>;

/** The variables that are to be set, as a list in words. */
export function variablesOf(missing: readonly string[]): string {
  return missing.map((setting) => variables[setting] ?? setting).join(', ');
}

/** What the configuration says of it. */
type SendingConfig = Pick<Config, 'smtpUrl' | 'mailFrom' | 'senderGiven' | 'bounceDomain' | 'dkim'>;

/** By which server and under which names mail leaves: what a test mail that arrived proves something about. */
export class SendingIdentity {
  /** The mail server's name; null is the embedded mailbox. */
  readonly relay: string | null;
  /** The sender's address without a name. */
  readonly from: string;
  readonly bounceDomain: string | null;
  /** The names of the sender's public keys in the DNS: `<selector>._domainkey.<domain>`. */
  readonly dkim: readonly string[];
  readonly exemption: Exemption | null;
  readonly missing: readonly MissingSetting[];

  constructor(config: SendingConfig) {
    const { address } = parseMailbox(config.mailFrom);
    const at = address.lastIndexOf('@');
    const domain = domainToASCII(address.slice(at + 1));
    this.relay = relayOf(config.smtpUrl);
    this.from = `${address.slice(0, at)}@${domain}`;
    this.bounceDomain = config.bounceDomain ?? null;
    this.dkim = config.dkim
      .filter((keys) => keys.domain === domain)
      .flatMap(({ rsa, ed25519 }) => [rsa.selector, ...(ed25519 ? [ed25519.selector] : [])])
      .map((selector) => `${selector}._domainkey.${domain}`);
    this.exemption = exemptionOf(config.smtpUrl);
    this.missing = [
      ...(this.dkim.length === 0 ? (['dkim'] as const) : []),
      ...(config.senderGiven ? [] : (['from'] as const)),
      ...(this.bounceDomain === null ? (['bounce-domain'] as const) : []),
    ];
  }

  /** The same as long as nothing changes that receivers judge by: 32 bytes. */
  get fingerprint(): Buffer {
    return sha256(JSON.stringify([this.relay, this.from, this.bounceDomain, this.dkim]));
  }
}

function relayOf(smtpUrl: string | undefined): string | null {
  return smtpUrl === undefined ? null : new URL(smtpUrl).hostname.toLowerCase().replace(/^\[|\]$/g, '');
}

/** A server on this machine, or one of which the operator says (`?catches=all`) that it keeps what it gets. */
function exemptionOf(smtpUrl: string | undefined): Exemption | null {
  if (smtpUrl === undefined) return 'embedded-mailbox';
  const { hostname, searchParams } = new URL(smtpUrl);
  if (isLoopback(hostname)) return 'loopback';
  return searchParams.get('catches') === 'all' ? 'catches-all' : null;
}
