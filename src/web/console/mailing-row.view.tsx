import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { moment } from './moment.js';

/** A mailing in a list. */
export interface MailingRow {
  readonly id: string;
  readonly campaign: string;
  readonly letter: string;
  /** The mailing's state, or its batch's once it is frozen. */
  readonly state: string;
  readonly sendAt: Date;
  readonly zone: string;
  /** Null: not known before it is made ready. */
  readonly recipients: number | null;
}

/** Mailings as cards, each a link to its page. */
export function MailingRows({
  t,
  rows,
}: {
  readonly t: Language;
  readonly rows: readonly MailingRow[];
}): VNode {
  if (rows.length === 0) return <p>{t.say('console.mailings.none')}</p>;
  return (
    <ul class="rows">
      {rows.map((row) => (
        <li key={row.id}>
          <a href={`/console/mailings/${row.id}`}>
            <bdi>{row.campaign}</bdi> · <bdi>{row.letter}</bdi>
          </a>
          <span class={`state state-${row.state}`}>{t.say(`console.state.mailing.${row.state}`)}</span>
          <span class="fine">
            {moment(t, row.sendAt, row.zone)}
            {row.recipients === null
              ? ''
              : ` · ${t.say('console.mailings.recipients', { n: row.recipients })}`}
          </span>
        </li>
      ))}
    </ul>
  );
}
