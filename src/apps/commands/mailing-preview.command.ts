import type { Command } from 'commander';
import { PreviewMailing } from '../../domain/mailings/preview-mailing.js';
import { organizerOf } from './acting.js';
import { mailingId } from './ids.js';
import type { Shell } from './shell.js';
import { act, type ActOptions } from './verb.js';

/** `vigil mailing preview`: each letter as it will arrive, and the sha256 that an approval names. */
export function addMailingPreview(mailing: Command, shell: Shell): void {
  act(mailing, 'preview <mailing>', 'what each recipient will get').action(
    (id: string, options: ActOptions) =>
      shell.within(options, async (app) => {
        const preview = await app.get(PreviewMailing).run(await organizerOf(app, options), mailingId(id));
        const { mailing: found, figures, seats, editions, oldStatuses } = preview;
        const letters = [
          ...seats.map((seat) => ({ to: `${seat.addressee} <${seat.address}>`, ...seat })),
          ...editions.map((edition) => ({ to: `supporters who read ${edition.locale}`, ...edition })),
        ];
        const lines = [
          ...letters.flatMap(({ to, subject, text }) => [
            `To: ${to}`,
            `Subject: ${subject}`,
            '',
            text.trimEnd(),
            '',
          ]),
          ...oldStatuses.map(({ key, asOf }) => `older than 12 months: the status of ${key}, as of ${asOf}`),
          `sha256: ${found.sha256 ?? '(not submitted yet)'}`,
        ];
        return { data: { id: found.id, sha256: found.sha256, figures, oldStatuses, letters }, lines };
      }),
  );
}
