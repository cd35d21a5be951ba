import type { FastifyReply } from 'fastify';

const ownFilesOnly = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
];
/** What every page may load: our own files and nothing else; no inline script, no inline style. */
export const contentSecurityPolicy = policyFramedBy([]);

const switchedOff = [
  'accelerometer', 'browsing-topics', 'camera', 'display-capture', 'geolocation', 'gyroscope', 'hid',
  'idle-detection', 'local-fonts', 'magnetometer', 'microphone', 'midi', 'payment', 'serial', 'usb', 'xr-spatial-tracking',
]; // prettier-ignore

/** The headers every answer carries unless its route says otherwise; HSTS (RFC 6797) only where the service is https. */
export function securityHeaders(https: boolean): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy,
    'referrer-policy': 'same-origin',
    'x-content-type-options': 'nosniff',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy': switchedOff.map((feature) => `${feature}=()`).join(', '),
    ...(https ? { 'strict-transport-security': 'max-age=63072000; includeSubDomains' } : {}),
  };
}

/** The same policy for a page that pages of these origins, and no others, may show in a frame. */
export function policyFramedBy(origins: readonly string[]): string {
  return [...ownFilesOnly, `frame-ancestors ${origins.join(' ') || "'none'"}`].join('; ');
}

/**
 * Marks an answer made for frames in other sites' pages, those included that load nothing without its consent
 * (Cross-Origin-Embedder-Policy): the list of origins decides who may show it.
 */
export function frameHeaders(reply: FastifyReply, origins: readonly string[]): void {
  reply.header('content-security-policy', policyFramedBy(origins));
  reply.header('cross-origin-resource-policy', 'cross-origin');
  reply.header('cross-origin-embedder-policy', 'require-corp');
}

/** Marks an answer that belongs to a token: kept by nobody, and its address told to nobody. */
export function tokenHeaders(reply: FastifyReply): void {
  reply.header('referrer-policy', 'no-referrer').header('cache-control', 'no-store');
}
