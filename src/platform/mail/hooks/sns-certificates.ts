import { type KeyObject, X509Certificate } from 'node:crypto';
import { messageOf } from '../../../kernel/errors.js';
import { HookBusy, HookRefused } from './hook.errors.js';
import { isCertificateUrl } from './sns-hosts.js';
import type { WebFetch } from './web-fetch.js';

/** Amazon changes its certificate about once a year; more than a few at once are somebody's attempts. */
const MOST = 20;
const AGAIN_MS = 60_000;

interface Held {
  readonly certificate: Promise<X509Certificate>;
  /** When a failed look may be repeated; a certificate that came stays. */
  againAt: number;
}

/** The certificates that SNS signs with, fetched once from Amazon and nowhere else. */
export class SnsCertificates {
  private readonly held = new Map<string, Held>();

  constructor(private readonly web: WebFetch) {}

  /** The public key behind a SigningCertURL. Throws HookRefused for a place that is not Amazon's, HookBusy when it cannot be had. */
  async keyOf(url: string, now: Date): Promise<KeyObject> {
    if (!isCertificateUrl(url)) throw new HookRefused('wrong-signature');
    const { certificate } = this.heldOf(url, now.getTime());
    const { publicKey, validFrom, validTo } = await certificate.catch((error: unknown) => {
      throw new HookBusy(`the certificate of Amazon SNS cannot be had: ${messageOf(error)}`);
    });
    const isValid = Date.parse(validFrom) <= now.getTime() && now.getTime() <= Date.parse(validTo);
    if (!isValid || publicKey.asymmetricKeyType !== 'rsa') throw new HookRefused('wrong-signature');
    return publicKey;
  }

  private heldOf(url: string, now: number): Held {
    const known = this.held.get(url);
    if (known && now < known.againAt) return known;
    if (this.held.size >= MOST) this.held.clear();
    const fetched: Held = {
      certificate: this.web.text(url).then((pem) => new X509Certificate(pem)),
      againAt: Number.POSITIVE_INFINITY,
    };
    fetched.certificate.catch(() => {
      fetched.againAt = now + AGAIN_MS;
    });
    this.held.set(url, fetched);
    return fetched;
  }
}
