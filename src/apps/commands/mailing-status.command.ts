import type { Command } from 'commander';
import { MailingStatus } from '../../domain/mailings/mailing-status.js';
import { organizerOf } from './acting.js';
import { table } from './answer.js';
import { mailingId } from './ids.js';
import type { Shell } from './shell.js';
import { act, type ActOptions } from './verb.js';

/** `vigil mailing status`: how far each letter has come, read from the ledger itself. */
export function addMailingStatus(mailing: Command, shell: Shell): void {
  act(mailing, 'status <mailing>', 'how far it has come, seat by seat').action(
    (id: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        const status = await app.get(MailingStatus).run(await organizerOf(app, options), mailingId(id));
        const { mailing: found, state, batch, seats } = status;
        const counts = Object.entries(batch?.messages ?? {}).filter(([, n]) => n > 0);
        const data = {
          id: found.id,
          letter: found.letterKey,
          state,
          sendAt: found.sendAt,
          sha256: found.sha256,
          cancelledBecause: found.cancelledBecause,
          batch,
          seats,
        };
        const lines = [
          `${found.id} (${found.letterKey}) is ${state}`,
          ...(counts.length > 0 ? [counts.map(([name, n]) => `${name}: ${String(n)}`).join(', ')] : []),
          ...(batch?.failure ? [`it failed: ${batch.failure}`] : []),
          ...(seats.length > 0
            ? table(seats, [
                ['to', (row) => row.addressee],
                ['address', (row) => row.address],
                ['language', (row) => row.locale],
                ['state', (row) => row.state ?? 'no message yet'],
                ['reply', (row) => (row.replyCode === null ? '' : String(row.replyCode))],
              ])
            : []),
        ];
        return { data, lines };
      }),
  );
}
