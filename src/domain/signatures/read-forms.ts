import { Injectable } from '@nestjs/common';
import { type CalendarDate, utcDay } from '../../kernel/calendar-date.js';
import type { Tx } from '../../platform/database/sql.js';
import type { IntakeRow } from '../intake/intake.store.js';
import { OpenForms, type OpenedForm } from '../intake/open-forms.js';
import { INSTANCE_SCOPE } from '../keys/instance-scope.js';
import type { KeyRing } from '../keys/key-ring.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { addressIndexes } from './address-index.js';
import { CampaignWordsReader, type WordsOfCampaigns } from './campaign-words.js';
import type { FormToDecide } from './decide-form.js';
import { MailDomains } from './mail-domains.js';
import type { DomainRules } from './mailbox.rules.js';
import { type AddressedForm, type SupporterForm, supporterForm } from './supporter-forms.js';
import type { GivenReason } from './withdrawal-reason.store.js';

/** A batch of forms, ready to be decided. */
export interface ReadBatch {
  readonly forms: readonly FormToDecide[];
  /** Why people withdrew: of nobody, so nothing is to be decided about them. */
  readonly reasons: readonly GivenReason[];
  readonly rings: ReadonlyMap<string, KeyRing>;
  readonly words: WordsOfCampaigns;
  /** Forms that nobody can open, or that no page of ours sends. */
  readonly aside: readonly IntakeRow[];
}

/** Opens sealed forms, checks them and finds what their campaigns need to decide them. */
@Injectable()
export class ReadForms {
  constructor(
    private readonly openForms: OpenForms,
    private readonly keys: ScopeKeys,
    private readonly campaigns: CampaignWordsReader,
    private readonly domains: MailDomains,
  ) {}

  /** Keeps the order. A request to the instance ('all I signed here') becomes one for each campaign. */
  async run(tx: Tx, taken: readonly IntakeRow[], now: Date): Promise<ReadBatch> {
    const { opened, unreadable } = await this.openForms.run(taken);
    const toAll = opened.some(({ scope }) => scope === INSTANCE_SCOPE) ? await this.campaigns.ids(tx) : [];
    const scopes = new Set([...opened.map(({ scope }) => scope), ...toAll]);
    const words = await this.campaigns.read(tx, [...scopes]);
    const rings = await this.ringsOf([...scopes].filter((scope) => words.has(scope)));
    const today = { now, day: utcDay(now), rules: this.domains.rules };
    const forms: FormToDecide[] = [];
    const reasons: GivenReason[] = [];
    const aside = [...unreadable];
    for (const each of opened) {
      const form = readForm(each);
      const targets = each.scope === INSTANCE_SCOPE ? toAll : [each.scope];
      const found = targets.map((scope) => rings.get(scope)).filter((ring) => ring !== undefined);
      const [first] = found;
      if (!form || !first) aside.push(each.row);
      else if (form.kind === 'withdrawal-reason')
        reasons.push({ ring: first, reason: form.reason, day: each.row.day });
      else forms.push(...found.map((ring) => toDecide(each, form, ring, today)));
    }
    return { forms, reasons, rings, words, aside };
  }

  private async ringsOf(scopes: readonly string[]): Promise<Map<string, KeyRing>> {
    const rings = new Map<string, KeyRing>();
    for (const scope of scopes) {
      try {
        const ring = await this.keys.ring(scope);
        if (ring.canIndex) rings.set(scope, ring);
      } catch (error) {
        if (!(error instanceof NoKeys)) throw error;
      }
    }
    return rings;
  }
}

/** Only a request for one's own pages may be addressed to the instance. */
function readForm({ form, scope }: OpenedForm): SupporterForm | null {
  const { success, data } = supporterForm.safeParse(form);
  return success && (scope !== INSTANCE_SCOPE || data.kind === 'my-page') ? data : null;
}

function toDecide(
  { flags }: OpenedForm,
  form: AddressedForm,
  ring: KeyRing,
  { now, day, rules }: { now: Date; day: CalendarDate; rules: DomainRules },
): FormToDecide {
  const indexes = addressIndexes(ring.indexKey, ring.scope, form.email, rules);
  return { ring, indexes, form, flags, day, now };
}
