import type { VNode } from 'preact';
import type { Page } from '../../kernel/page.js';
import type { Language } from '../../platform/i18n/texts.js';
import { ConsolePage, PageLinks } from './console-page.view.js';
import { type MailingRow, MailingRows } from './mailing-row.view.js';

/** The mailings of all one's campaigns, a page at a time, the latest time first. */
export function MailingsPage(props: {
  readonly t: Language;
  readonly name: string;
  readonly page: Page<MailingRow>;
}): VNode {
  const { t, name, page } = props;
  return (
    <ConsolePage t={t} title={t.say('console.nav.mailings')} name={name} place="mailings">
      <MailingRows t={t} rows={page.items} />
      <PageLinks t={t} path="/console/mailings" page={page.page} perPage={page.perPage} total={page.total} />
    </ConsolePage>
  );
}
