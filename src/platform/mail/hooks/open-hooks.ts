import type { HookConfig } from '../../config/hook-config.js';
import { MailgunHook } from './mailgun-hook.js';
import { PostmarkHook } from './postmark-hook.js';
import type { RelayHook } from './relay-event.js';
import { type RelayName, relayNames } from './relay-name.js';
import { SendGridHook } from './sendgrid-hook.js';
import { SesHook } from './ses-hook.js';
import { SnsCertificates } from './sns-certificates.js';
import type { WebFetch } from './web-fetch.js';

/** The hooks that the configuration names, and no others. */
export function openHooks(
  config: HookConfig,
  web: WebFetch,
  now: () => Date,
): ReadonlyMap<RelayName, RelayHook> {
  const all: Readonly<Record<RelayName, RelayHook>> = {
    ses: new SesHook(config.ses, new SnsCertificates(web), web, now),
    postmark: new PostmarkHook(config.postmark),
    mailgun: new MailgunHook(config.mailgun, now),
    sendgrid: new SendGridHook(config.sendgrid, now),
  };
  const named = relayNames.filter((relay) => config[relay].length > 0);
  return new Map(named.map((relay) => [relay, all[relay]]));
}
