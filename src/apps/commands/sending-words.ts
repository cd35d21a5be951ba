import type { SendingStanding } from '../../domain/dispatch/sending-standing.js';
import { variablesOf } from '../../platform/mail/sending-identity.js';

/** Whether mail leaves for real addresses, and what is to be done where it does not: sentences for an operator. */
export function sendingWords(standing: SendingStanding): string[] {
  switch (standing.state) {
    case 'exempt':
      return [];
    case 'proved':
      return [
        `mail leaves by ${ways(standing)}: a test mail arrived on ${day(standing.provedAt)}`,
        ...late(standing),
      ];
    case 'settings-missing':
      return [
        `NOTHING LEAVES but sign-in links: ${variablesOf(standing.missing)} must be set, and a test mail have arrived`,
        ...waiting(standing),
        ...late(standing),
      ];
    case 'untested':
      return [
        `NOTHING LEAVES by ${ways(standing)} but sign-in links, until a test mail has arrived: ` +
          '`vigil dispatch test --to EMAIL` mails one to an organizer',
        ...waiting(standing),
        ...late(standing),
      ];
    case 'test-under-way':
      return [
        `NOTHING LEAVES by ${ways(standing)} but sign-in links: ${delivery(standing)}; ` +
          'press the button behind its link, or type its code: `vigil dispatch arrived CODE`',
        ...waiting(standing),
        ...late(standing),
      ];
  }
}

function ways({ relay, sender }: SendingStanding): string {
  return `${relay ?? 'the embedded mailbox'} from ${sender}`;
}

function waiting({ waiting: count, firstExpiry }: SendingStanding): string[] {
  if (count === 0) return [];
  const until = firstExpiry ? `; the first gives up at ${firstExpiry.toISOString()}` : '';
  return [`${count === 1 ? '1 message waits' : `${count} messages wait`}${until}`];
}

function late({ expiredUntried: count }: SendingStanding): string[] {
  if (count === 0) return [];
  const gaveUp = count === 1 ? '1 message gave up' : `${count} messages gave up`;
  return [`${gaveUp} waiting and can be sent all the same: \`vigil dispatch requeue --state expired\``];
}

/** What the mail server said to the test. */
function delivery({ test }: SendingStanding): string {
  const code = [test?.replyCode, test?.enhancedCode].filter(Boolean).join(' ');
  const said = code === '' ? '' : ` (${code})`;
  switch (test?.state) {
    case 'accepted':
      return 'the mail server took the test mail';
    case 'ready':
    case 'leased':
      return test.outcome === null ? 'a test mail is on its way' : `a test mail is tried again${said}`;
    case 'failed':
    case 'expired':
      return `the test mail could not be delivered (${[test.outcome, code].filter(Boolean).join(', ')})`;
    default:
      return `a test mail left${said}`;
  }
}

function day(at: Date | null): string {
  return at?.toISOString().slice(0, 10) ?? '';
}
