import { isLoopback, type Config } from '../../../platform/config/config.js';
import { type RelayName, relayNames, relayTitles } from '../../../platform/mail/hooks/relay-name.js';
import { check, type Check } from './check.js';

/** Which relays may report by web hooks, and where; nothing where none may. */
export function hookFindings({ hooks, publicUrl, dkim }: Config): Check[] {
  const named = relayNames.filter((relay) => hooks[relay].length > 0);
  if (named.length === 0) return [];
  const places = named.map((relay) => `${relayTitles[relay]} at ${publicUrl}/inbound/${relay}`);
  const finding = `reports are taken from ${places.join(', ')}, which must lead to the worker`;
  const doubt = doubtOf(named, { publicUrl, isSigned: dkim.length > 0 });
  return [
    check('hooks', doubt === null ? 'ok' : 'warning', doubt === null ? finding : `${finding}; ${doubt}`),
  ];
}

function doubtOf(
  named: readonly RelayName[],
  { publicUrl, isSigned }: { publicUrl: string; isSigned: boolean },
): string | null {
  const { protocol, hostname } = new URL(publicUrl);
  if (named.includes('postmark') && protocol === 'http:' && !isLoopback(hostname)) {
    return "without https the password of Postmark's hook travels readable";
  }
  if (named.includes('ses') && isSigned) {
    return 'Amazon SES gives every mail a Date and a Message-ID of its own, which breaks signatures made here: leave VIGIL_DKIM_… unset and let it sign (Easy DKIM)';
  }
  return null;
}
