import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../../platform/config/config.js';
import { isFromThisMachine, type LoopbackConfig } from '../../../platform/http/loopback-request.js';

/** What decides whether the embedded mailbox may be shown at all. */
export type MailboxConfig = LoopbackConfig & Pick<Config, 'smtpUrl'>;

/** The mailbox shows everybody's mail to whoever asks, so it is served where it is the transport, and on this machine only. */
export function mayShowMailbox(config: MailboxConfig, headers: IncomingHttpHeaders): boolean {
  return config.smtpUrl === undefined && isFromThisMachine(config, headers);
}
