import type { IncomingHttpHeaders } from 'node:http';
import { isLoopback, type Config } from '../config/config.js';

/** What decides whether a request can have come from nowhere but this machine. */
export type LoopbackConfig = Pick<Config, 'loopbackOnly' | 'trustProxy' | 'publicUrl' | 'port'>;

/** What proxies add to a request besides X-Forwarded-…: whoever sends one of these is not alone on this machine. */
const handedOnBy = new Set(['forwarded', 'via', 'x-real-ip']);

/**
 * Whether only somebody at this machine can have asked: HOST and the public URL are loopback, no proxy is trusted, none has
 * handed the request on, and the request itself was made to a loopback name with our port (a page on another site cannot
 * rebind its name to us).
 */
export function isFromThisMachine(config: LoopbackConfig, headers: IncomingHttpHeaders): boolean {
  if (!config.loopbackOnly || config.trustProxy.length > 0) return false;
  const handedOn = Object.keys(headers).some(
    (name) => handedOnBy.has(name) || name.startsWith('x-forwarded'),
  );
  return !handedOn && isOurLoopbackName(headers.host, config);
}

function isOurLoopbackName(host: string | undefined, { port, publicUrl }: LoopbackConfig): boolean {
  if (host === undefined || !URL.canParse(`http://${host}`)) return false;
  const url = new URL(`http://${host}`);
  if (url.username !== '' || url.pathname !== '/' || url.search !== '') return false;
  const asked = url.port === '' ? 80 : Number(url.port);
  const publicPort = new URL(publicUrl).port;
  const ours = asked === port || asked === (publicPort === '' ? port : Number(publicPort));
  return ours && isLoopback(url.hostname);
}
