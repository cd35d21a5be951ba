import { connectImap, MailboxUnusable } from './imap-connection.js';
import { missingFolders } from './imap-mailbox.js';
import type { ImapSettings } from './imap-settings.js';
import { DONE_FOLDER, UNREAD_FOLDER } from './mailbox-folders.js';

/** How a mailbox looks from outside; looking changes nothing. */
export interface MailboxState {
  /** Mails that lie in its folder. */
  readonly waiting: number;
  /** Mails that wait in Vigil-unread for a person. */
  readonly unread: number;
  /** Folders of ours that are not there yet: the worker makes them. */
  readonly missing: readonly string[];
  /** The server tells of new mail by itself. */
  readonly tells: boolean;
}

/** Logs in and looks at the folders. Throws MailboxUnusable. */
export async function mailboxState(settings: ImapSettings): Promise<MailboxState> {
  const client = await connectImap(settings);
  try {
    const status = await client.status(settings.folder, { messages: true }).catch(() => false as const);
    if (!status) throw new MailboxUnusable(`there is no folder ${settings.folder} at ${settings.host}`);
    const missing = await missingFolders(client, [DONE_FOLDER, UNREAD_FOLDER]);
    const unread = missing.includes(UNREAD_FOLDER)
      ? false
      : await client.status(UNREAD_FOLDER, { messages: true });
    return {
      waiting: status.messages ?? 0,
      unread: unread ? (unread.messages ?? 0) : 0,
      missing,
      tells: client.capabilities.has('IDLE'),
    };
  } finally {
    await client.logout().catch(() => undefined);
    client.close();
  }
}
