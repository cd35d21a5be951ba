import { imapSettings } from '../../../platform/mail/inbound/imap-settings.js';
import { UNREAD_FOLDER } from '../../../platform/mail/inbound/mailbox-folders.js';
import { mailboxState } from '../../../platform/mail/inbound/mailbox-state.js';
import { check, look, type Check } from './check.js';

/** Whether the mailbox that bounces arrive in lets us in, and whether something in it waits for a person. */
export async function mailboxFinding(imapUrl: string): Promise<Check> {
  const settings = imapSettings(imapUrl);
  let unread = 0;
  const found = await look('mailbox', async () => {
    const state = await mailboxState(settings);
    unread = state.unread;
    const news = state.tells ? 'the server tells of new mail' : 'new mail is looked for every minute';
    const made = state.missing.length > 0 ? `; the worker makes ${state.missing.join(' and ')}` : '';
    return `${settings.folder} at ${settings.host} is open to us, ${mails(state.waiting)} in it; ${news}${made}`;
  });
  if (!found.ok || unread === 0) return found;
  const waits = `${mails(unread)} in ${UNREAD_FOLDER} could not be read: look at them, then delete them`;
  return check('mailbox', 'warning', `${found.finding}; ${waits}`);
}

const mails = (count: number) => `${count} ${count === 1 ? 'mail' : 'mails'}`;
