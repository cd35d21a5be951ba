import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback, type Config } from '../../../platform/config/config.js';

/** What decides whether the embedded mailbox may be shown at all. */
export type MailboxConfig = Pick<Config, 'smtpUrl' | 'loopbackOnly' | 'trustProxy' | 'publicUrl' | 'port'>;

/** What proxies add to a request besides X-Forwarded-…: whoever sends one of these is not alone on this machine. */
const handedOnBy = new Set(['forwarded', 'via', 'x-real-ip']);

/**
 * The mailbox shows everybody's mail to whoever asks, so it is served on this machine only: when it is the transport,
 * HOST and the public URL are loopback, no proxy is trusted, none has handed the request on, and the request itself
 * was made to a loopback name with our port (a page on another site cannot rebind its name to us).
 */
export function mayShowMailbox(config: MailboxConfig, headers: IncomingHttpHeaders): boolean {
  if (config.smtpUrl !== undefined || !config.loopbackOnly || config.trustProxy.length > 0) return false;
  const handedOn = Object.keys(headers).some(
    (name) => handedOnBy.has(name) || name.startsWith('x-forwarded'),
  );
  return !handedOn && isOurLoopbackName(headers.host, config);
}

function isOurLoopbackName(host: string | undefined, { port, publicUrl }: MailboxConfig): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const url = new URL(`http://${host}`);
  if (url.username !== '' || url.pathname !== '/' || url.search !== '') return false;
  const asked = url.port === '' ? 80 : Number(url.port);
  const publicPort = new URL(publicUrl).port;
  const ours = asked === port || asked === (publicPort === '' ? port : Number(publicPort));
  return ours && isLoopback(url.hostname);
}
