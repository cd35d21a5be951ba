import { MailingStatus, type StatusOfMailing } from '../../domain/mailings/mailing-status.js';
import { DomainError } from '../../kernel/errors.js';
import type { MailingId } from '../../kernel/id.js';
import { until } from './patience.js';
import type { Scene } from './stage.js';

const SECONDS = 120;
const lost = ['failed', 'expired', 'cancelled', 'suppressed'];

/** A letter of the demo did not arrive, though its mail server is our own. */
class LetterLost extends DomainError {
  constructor(to: string, state: string) {
    super('unavailable', 'letter-lost', `the letter to ${to} is ${state} instead of accepted`);
  }
}

/** Waits until every seat's letter is accepted, and tells of each. */
export async function watchMailing({ app, door, narrator, approver }: Scene, id: MailingId): Promise<void> {
  const { seats } = await until('the sending of the letters', SECONDS, async () => {
    const status = await app.get(MailingStatus).run(approver, id);
    refuseLost(status);
    const done = status.seats.length > 0 && status.seats.every(({ state }) => state === 'accepted');
    return done ? status : null;
  });
  for (const { addressee, address, locale, replyCode } of seats) {
    const [mail] = await door.mailsTo(address);
    narrator.tell(
      `The worker sent it to: ${addressee} <${address}>, in ${locale}; accepted (${String(replyCode ?? 250)}).`,
      ...(mail ? [`${door.url}/mailbox/messages/${mail.id}`] : []),
    );
  }
}

function refuseLost({ seats }: StatusOfMailing): void {
  const gone = seats.find(({ state }) => state !== null && lost.includes(state));
  if (gone) throw new LetterLost(gone.addressee, gone.state ?? '');
}
