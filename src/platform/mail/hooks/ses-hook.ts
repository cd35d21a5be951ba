import { verify } from 'node:crypto';
import { messageOf } from '../../../kernel/errors.js';
import { HookBusy, HookRefused } from './hook.errors.js';
import type { HookContent, HookRequest, RelayHook } from './relay-event.js';
import { readSesEvent } from './ses-events.js';
import type { SnsCertificates } from './sns-certificates.js';
import { isSubscribeUrl } from './sns-hosts.js';
import { readSnsMessage, signedText, type SnsMessage } from './sns-message.js';
import type { WebFetch } from './web-fetch.js';

const HASHES = { '1': 'RSA-SHA1', '2': 'RSA-SHA256' } as const;
const NOTHING: HookContent = { events: [], unreadable: 0 };

/** Amazon SES, whose events come through topics of Amazon SNS: only topics named in the configuration are believed. */
export class SesHook implements RelayHook {
  constructor(
    private readonly topics: readonly string[],
    private readonly certificates: SnsCertificates,
    private readonly web: WebFetch,
    private readonly now: () => Date,
  ) {}

  async open({ body }: HookRequest): Promise<HookContent> {
    const sns = readSnsMessage(body);
    // Anybody may have a topic that Amazon signs for; looked at first, it also spares the look for a certificate.
    if (!this.topics.includes(sns.TopicArn)) throw new HookRefused('foreign-topic');
    await this.requireSignature(sns);
    if (sns.Type === 'Notification') return readSesEvent(sns);
    if (sns.Type === 'SubscriptionConfirmation') await this.confirm(sns.SubscribeURL, sns.TopicArn);
    return NOTHING;
  }

  private async requireSignature(sns: SnsMessage): Promise<void> {
    const key = await this.certificates.keyOf(sns.SigningCertURL, this.now());
    const signature = Buffer.from(sns.Signature, 'base64');
    if (!verify(HASHES[sns.SignatureVersion], Buffer.from(signedText(sns), 'utf8'), key, signature)) {
      throw new HookRefused('wrong-signature');
    }
  }

  /** Amazon sends nothing by a topic until its URL was visited. */
  private async confirm(url: string, topic: string): Promise<void> {
    if (!isSubscribeUrl(url, topic)) throw new HookRefused('foreign-topic');
    try {
      await this.web.text(url);
    } catch (error) {
      throw new HookBusy(`the subscription cannot be confirmed: ${messageOf(error)}`);
    }
  }
}
