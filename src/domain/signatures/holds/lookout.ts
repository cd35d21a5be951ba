import { Injectable } from '@nestjs/common';
import { addDays } from '../../../kernel/calendar-date.js';
import type { Tx } from '../../../platform/database/sql.js';
import type { FormToDecide } from '../decide-form.js';
import type { SignatureRow } from '../signature.row.js';
import type { SignForm } from '../supporter-forms.js';
import { isDisposable, mayBeOwned } from './everybodys-domains.js';
import { isOddName } from './name-shape.rules.js';
import { RepeatedNames } from './repeated-names.js';
import { suspicionPolicy } from './suspicion-policy.js';
import { type Wanted, VelocityStore } from './velocity.store.js';

/** A batch of forms with the signals that the worker found besides those of the web process. */
export interface WatchedForms {
  readonly forms: readonly FormToDecide[];
  /** The keyed indexes, as hex, of domains in it that may be somebody's own. */
  readonly owned: ReadonlySet<string>;
}

/** Looks at each signature's form before it is decided, and counts what came; two statements for a whole batch. */
@Injectable()
export class Lookout {
  constructor(
    private readonly velocity: VelocityStore,
    private readonly names: RepeatedNames,
  ) {}

  /** Keeps the order. What it adds to the flags is in the list of `suspicion-policy`. */
  async watch(tx: Tx, forms: readonly FormToDecide[]): Promise<WatchedForms> {
    const owned = new Set<string>();
    const wanted: Wanted[] = forms.map(({ form, ring, indexes }) => {
      // A request for a mail is asked about too: of it only the mails to other spellings matter.
      if (form.kind === 'resend' || form.kind === 'my-page')
        return { campaignId: ring.scope, indexes, domain: null, country: null };
      if (form.kind !== 'sign') return null;
      const mine = mayBeOwned(form.email.domain);
      if (mine) owned.add(indexes.domain.toString('hex'));
      const { country } = form;
      return { campaignId: ring.scope, indexes, domain: mine ? indexes.domain : null, country };
    });
    const today = forms[0]?.day;
    const since = today && addDays(today, -suspicionPolicy().velocity.markDays);
    const found = today && since ? await this.velocity.signalsOf(tx, wanted, since, today) : null;
    const loose = new Map<string, string>();
    return {
      owned,
      forms: forms.map((each, i) => {
        const { form } = each;
        const { signals: known = [], mailsToSpellings = 0 } = found?.get(i) ?? {};
        if (form.kind !== 'sign') return { ...each, mailsToSpellings };
        const signals = [...known, ...this.signalsIn(each, form, loose)];
        return { ...each, flags: [...new Set([...each.flags, ...signals])], mailsToSpellings };
      }),
    };
  }

  /** Counts the new signatures of a batch by day, domain and country, for what comes after. The last statement of all. */
  count(tx: Tx, rows: readonly SignatureRow[], { owned }: WatchedForms): Promise<void> {
    return this.velocity.count(tx, rows, owned);
  }

  private signalsIn(
    { ring, indexes, day }: FormToDecide,
    form: SignForm,
    loose: Map<string, string>,
  ): string[] {
    const address = indexes.email.toString('hex');
    const spelling = `${ring.scope} ${indexes.loose.toString('hex')}`;
    const other = loose.get(spelling) ?? address;
    loose.set(spelling, other);
    return [
      ...(isDisposable(form.email.domain) ? ['disposable-domain'] : []),
      ...(isOddName(form.name) ? ['name-shape'] : []),
      ...(this.names.seen(ring.scope, form.name, day) ? ['name-repeated'] : []),
      ...(other === address ? [] : ['same-address']),
    ];
  }
}
