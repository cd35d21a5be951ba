import PostalMime, { type Email } from 'postal-mime';
import { eventually } from './eventually.js';

interface Listed {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  readonly date: string;
}

/** What the embedded mailbox of a service lists, newest first. */
export async function mailsTo(service: { url: string }, address: string): Promise<Listed[]> {
  const answer = await fetch(`${service.url}/mailbox/messages.json?to=${encodeURIComponent(address)}`);
  if (!answer.ok) throw new Error(`the mailbox answered ${answer.status}`);
  return (await answer.json()) as Listed[];
}

/** One mail as it was received. */
export async function readMail(service: { url: string }, id: string): Promise<Email & { source: string }> {
  const answer = await fetch(`${service.url}/mailbox/messages/${id}.eml`);
  const source = Buffer.from(await answer.arrayBuffer());
  return { ...(await PostalMime.parse(source)), source: source.toString('latin1') };
}

/** Waits until that many mails to an address lie in the mailbox, and reads the newest. */
export async function newestMailTo(
  service: { url: string },
  address: string,
  count = 1,
): Promise<Email & { source: string }> {
  const [newest] = await eventually(async () => {
    const mails = await mailsTo(service, address);
    return mails.length >= count && mails;
  }, 15_000);
  if (!newest) throw new Error('no mail');
  return readMail(service, newest.id);
}

/** The one link of a confirmation's text part: it stands alone on a line. */
export function confirmLinkIn(mail: Email): string {
  const link = /^https?:\/\/\S+\/confirm\/\S+$/m.exec(mail.text ?? '')?.[0];
  if (!link) throw new Error(`no link alone on a line:\n${mail.text ?? ''}`);
  return link;
}
