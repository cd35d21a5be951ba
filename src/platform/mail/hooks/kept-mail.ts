import { base64Lines } from '../quoted-printable.js';
import type { RelayEvent } from './relay-event.js';
import { relayTitles, type RelayName } from './relay-name.js';

/** An event as a mail, as which everything is kept that a person has to read. */
export function keptMail(relay: RelayName, { report, words }: RelayEvent): Buffer {
  const told = report?.recipients[0]?.diagnostic ?? null;
  const text = [...(told === null ? [] : [told]), words].join('\n\n');
  return Buffer.from(
    [
      `Subject: ${relayTitles[relay]}: ${report?.kind ?? 'unknown'}`,
      'Auto-Submitted: auto-generated',
      'MIME-Version: 1.0',
      'Content-Type: text/plain; charset=utf-8',
      'Content-Transfer-Encoding: base64',
      '',
      base64Lines(text),
    ].join('\r\n'),
  );
}
