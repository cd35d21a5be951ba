import { type Command, Option } from 'commander';
import { alertSentence } from '../../domain/signatures/holds/alert-sentence.js';
import { DismissAlert } from '../../domain/signatures/holds/dismiss-alert.js';
import { ListAlerts } from '../../domain/signatures/holds/list-alerts.js';
import { fallbackLocale } from '../../platform/i18n/locale.js';
import { Texts } from '../../platform/i18n/texts.js';
import { actorOf } from './acting.js';
import { listed, said } from './answer.js';
import { slugsOf } from './campaigns.js';
import { alertId } from './ids.js';
import type { Shell } from './shell.js';
import { AS, list, type ListOptions, pageOf, verb, type VerbOptions } from './verb.js';

interface Acting extends VerbOptions {
  readonly as?: string;
}

/** `vigil alert …`: what departed from a campaign's own history. */
export function addAlert(alert: Command, shell: Shell): void {
  const as = () => new Option(AS, 'the organizer who does this; absent: the operator');

  list(alert, 'list', 'what nobody has dismissed yet, the newest first')
    .option('--all', 'what was dismissed too')
    .addOption(as())
    .action((options: ListOptions & Acting & { readonly all?: true }) =>
      shell.within(options, async (app) => {
        const by = await actorOf(app, options);
        const alerts = await app.get(ListAlerts).run(by, pageOf(options), options.all);
        const slugs = await slugsOf(app);
        const t = Texts.in(fallbackLocale);
        return listed(alerts, [
          ['alert', (row) => row.id],
          ['campaign', (row) => slugs.get(row.campaignId) ?? row.campaignId],
          ['kind', (row) => row.kind],
          ['raised', (row) => row.raisedAt.toISOString()],
          ['dismissed', (row) => row.dismissedAt?.toISOString() ?? ''],
          ['what', (row) => alertSentence(t, row)],
        ]);
      }),
    );

  verb(alert, 'dismiss <alert>', 'say that it was looked at')
    .addOption(as())
    .action((id: string, options: Acting) =>
      shell.within(options, async (app) => {
        const { kind, subject } = await app.get(DismissAlert).run(await actorOf(app, options), alertId(id));
        return said(`the alert (${kind}, ${subject}) is dismissed`, { id, dismissed: true });
      }),
    );
}
