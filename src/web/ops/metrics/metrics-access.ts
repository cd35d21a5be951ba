import type { IncomingHttpHeaders } from 'node:http';
import type { Config } from '../../../platform/config/config.js';
import { sha256, sameBytes } from '../../../platform/crypto/mac.js';
import { isFromThisMachine, type LoopbackConfig } from '../../../platform/http/loopback-request.js';

/** What decides whether somebody may read the metrics. */
export type MetricsConfig = LoopbackConfig & Pick<Config, 'metricsToken'>;

/**
 * Where a token is set, whoever brings it may, from anywhere (RFC 6750); without one only somebody at this machine. The
 * comparison takes as long for every wrong token.
 */
export function mayReadMetrics(config: MetricsConfig, headers: IncomingHttpHeaders): boolean {
  const { metricsToken } = config;
  if (metricsToken === undefined) return isFromThisMachine(config, headers);
  const [, brought] = /^Bearer ([\x21-\x7e]{1,500})$/i.exec(headers.authorization ?? '') ?? [];
  return brought !== undefined && sameBytes(sha256(brought), sha256(metricsToken));
}
