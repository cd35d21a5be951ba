import { setTimeout as sleep } from 'node:timers/promises';
import type { ImapFlow } from 'imapflow';
import { connectImap, MailboxUnusable } from './imap-connection.js';
import type { ImapSettings } from './imap-settings.js';

/** A mail that lies in the mailbox. */
export interface WaitingMail {
  readonly uid: number;
  readonly bytes: number;
  /** How often somebody began with it and did not come to an end. */
  readonly tries: number;
}

const AT_ONCE = 100;
const TRIED = 'VigilTried';
const FAREWELL_MS = 2_000;

/** One folder of a mailbox on an IMAP server (RFC 3501), emptied mail by mail: one connection, one command at a time. */
export class ImapMailbox {
  private hasNews = true;
  private wake: () => void = () => undefined;

  private constructor(private readonly client: ImapFlow) {
    const stir = () => {
      this.hasNews = true;
      this.wake();
    };
    client.on('exists', stir);
    client.on('close', stir);
  }

  /** Logs in, makes the folders that are missing and opens the one where mail arrives. Throws MailboxUnusable. */
  static async open(settings: ImapSettings, folders: readonly string[]): Promise<ImapMailbox> {
    const client = await connectImap(settings);
    try {
      const missing = await missingFolders(client, folders);
      for (const folder of missing) await client.mailboxCreate(folder);
      const opened = await client.mailboxOpen(settings.folder);
      if (opened.readOnly === true) throw new MailboxUnusable(`${settings.folder} may only be read`);
      return new ImapMailbox(client);
    } catch (error) {
      client.close();
      if (error instanceof MailboxUnusable) throw error;
      const what = `${settings.folder} at ${settings.host} cannot be opened`;
      throw new MailboxUnusable(what, { cause: error });
    }
  }

  /** The oldest mails that lie there, at most a hundred. */
  async waiting(): Promise<WaitingMail[]> {
    this.hasNews = false;
    const found = await this.client.search({ deleted: false }, { uid: true });
    if (found === false || found === undefined) throw this.refused('search');
    const uids = found.sort((a, b) => a - b).slice(0, AT_ONCE);
    if (uids.length === 0) return [];
    const mails: WaitingMail[] = [];
    for await (const mail of this.client.fetch(uids, { uid: true, size: true, flags: true }, { uid: true })) {
      // Of a flag that somebody else just changed a server tells in between, without number or size (RFC 3501 §7).
      if (mail.size === undefined || !uids.includes(mail.uid)) continue;
      const tries = [...(mail.flags ?? [])].filter((flag) => flag.startsWith(TRIED)).length;
      mails.push({ uid: mail.uid, bytes: mail.size, tries });
    }
    return mails.sort((a, b) => a.uid - b.uid);
  }

  /** A mail as it was received; null: it is gone. */
  async read(uid: number, mostBytes: number): Promise<Buffer | null> {
    const query = { source: { start: 0, maxLength: mostBytes } };
    const found = await this.client.fetchOne(String(uid), query, { uid: true });
    if (!this.client.usable) throw this.refused('fetch');
    return found ? (found.source ?? null) : null;
  }

  /** Remembers on the server that somebody begins with a mail, which outlives this process; false: it keeps no keywords. */
  async begin({ uid, tries }: WaitingMail): Promise<boolean> {
    return this.client.messageFlagsAdd(String(uid), [`${TRIED}${tries + 1}`], { uid: true, silent: true });
  }

  /** Takes the last `begin` back: it was not the mail's fault. */
  async unbegin(mail: WaitingMail): Promise<void> {
    await this.unmark(mail, mail.tries + 1);
  }

  /** Whoever puts the mail back one day has it tried anew. */
  async forgive(mail: WaitingMail): Promise<void> {
    for (let n = mail.tries + 1; n > 0; n -= 1) await this.unmark(mail, n);
  }

  /** Moves a mail to another folder; one that is gone stays gone. */
  async move(uid: number, folder: string): Promise<void> {
    if (!(await this.client.messageMove(String(uid), folder, { uid: true }))) throw this.refused('move');
  }

  /** Deletes a mail for good. */
  async remove(uid: number): Promise<void> {
    if (!(await this.client.messageDelete(String(uid), { uid: true }))) throw this.refused('delete');
  }

  /** Deletes what came into another folder before a day (its midnight), and comes back; answers how many there were. */
  async forget(folder: string, before: Date): Promise<number> {
    const own = this.client.mailbox ? this.client.mailbox.path : 'INBOX';
    await this.client.mailboxOpen(folder);
    try {
      const old = await this.client.search({ before }, { uid: true });
      if (!old || old.length === 0) return 0;
      for (let at = 0; at < old.length; at += AT_ONCE)
        await this.client.messageDelete(old.slice(at, at + AT_ONCE), { uid: true });
      return old.length;
    } finally {
      await this.client.mailboxOpen(own);
      this.hasNews = true;
    }
  }

  /** Resolves when new mail came (IDLE, RFC 2177, or what the server tells of itself), after a time, or when asked to end. */
  async news(withinMs: number, end: AbortSignal): Promise<void> {
    if (this.hasNews || end.aborted) return;
    const over = new AbortController();
    const waited = sleep(withinMs, undefined, { signal: AbortSignal.any([end, over.signal]) });
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    // The next command ends it; a server without IDLE, or one that refuses it, is looked at again after the time.
    this.client.idle().catch(() => undefined);
    await Promise.race([woken, waited.catch(() => undefined)]);
    over.abort();
  }

  /** Says goodbye, for a moment. */
  async close(): Promise<void> {
    const patience = setTimeout(() => {
      this.client.close();
    }, FAREWELL_MS);
    await this.client.logout().catch(() => undefined);
    clearTimeout(patience);
    this.client.close();
  }

  private async unmark({ uid }: WaitingMail, n: number): Promise<void> {
    await this.client.messageFlagsRemove(String(uid), [`${TRIED}${n}`], { uid: true, silent: true });
  }

  private refused(command: string): MailboxUnusable {
    return new MailboxUnusable(`the mail server did not carry out: ${command}`);
  }
}

/** Which of the folders a person's own namespace (RFC 2342) does not have. */
export async function missingFolders(client: ImapFlow, folders: readonly string[]): Promise<string[]> {
  const prefix = client.namespace ? client.namespace.prefix : '';
  const there = await client.list();
  return folders.filter((folder) => !there.some(({ path }) => path === folder || path === prefix + folder));
}
