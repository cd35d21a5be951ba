import type { ImapFlow, ImapFlowError } from 'imapflow';
import { LARGEST_BYTES } from './inbound-report.js';
import type { ImapSettings } from './imap-settings.js';

const PATIENCE_MS = 30_000;
/** Longer than the time between two looks, so that only a dead connection is silent for so long. */
const SILENCE_MS = 180_000;

/** The mailbox cannot be used; a whole sentence without the password. */
export class MailboxUnusable extends Error {}

/** Logs in; TLS certificates are verified, no login goes over an open line but on this machine. Throws MailboxUnusable. */
export async function connectImap(settings: ImapSettings): Promise<ImapFlow> {
  const { host, port, tls, user, password } = settings;
  // Read when there is a mailbox to look at: some megabytes that no other worker needs.
  const { ImapFlow: Client } = await import('imapflow');
  const client = new Client({
    host,
    port,
    secure: tls === 'implicit',
    ...(tls === 'implicit' ? {} : { doSTARTTLS: tls === 'starttls' }),
    auth: { user, pass: password },
    logger: false,
    disableAutoIdle: true,
    clientInfo: { name: 'Vigil' },
    connectionTimeout: PATIENCE_MS,
    greetingTimeout: PATIENCE_MS,
    socketTimeout: SILENCE_MS,
    maxLineLength: LARGEST_BYTES,
    maxLiteralSize: LARGEST_BYTES + 1024,
    maxResponseSize: 2 * LARGEST_BYTES,
  });
  // What is wrong with the connection fails the command at hand; this only keeps the process alive.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return client;
  } catch (error) {
    client.close();
    throw new MailboxUnusable(`${host}:${port} ${said(error)}`, { cause: error });
  }
}

function said(error: unknown): string {
  const { authenticationFailed, responseText, tlsFailed, message, code } = error as Partial<ImapFlowError>;
  if (authenticationFailed === true) return 'refuses the user name or the password';
  if (tlsFailed === true) return `offers no TLS that holds: ${message ?? ''}`;
  return `does not let us in: ${responseText ?? (message === '' ? code : message) ?? 'it could not be reached'}`;
}
