import { addDays, type CalendarDate } from '../../kernel/calendar-date.js';
import type { AddressInCampaign } from './signature.store.js';
import type { SignatureRow } from './signature.row.js';
import type { Decision, Known } from './signature.rules.js';

/** A mail that a decision asked for; `contact` is what dispatch will open. */
export interface WantedMail {
  readonly kind: NonNullable<Decision['mail']>;
  /** The template, where it is not the kind's own. */
  readonly template?: 'reminder';
  readonly row: SignatureRow;
  readonly locale: string;
  readonly contact: Buffer;
  readonly epoch: number;
}

/** What a batch of forms came to; `silenced` and `erased` are ids of rows. */
export interface DeskOutcome {
  readonly inserts: readonly SignatureRow[];
  readonly updates: readonly SignatureRow[];
  readonly mails: readonly WantedMail[];
  readonly silenced: readonly string[];
  readonly erased: readonly string[];
}

const WEEK = 7;

/**
 * What lies open while a batch of forms is decided: the rows of the addresses in it, as they were and as they have
 * become. Forms of one address meet here in their order.
 */
export class Desk {
  private readonly byAddress = new Map<string, SignatureRow[]>();
  private readonly fresh = new Set<string>();
  private readonly touched = new Set<string>();
  private readonly mails = new Map<string, WantedMail>();
  private readonly silenced = new Set<string>();
  private readonly erased = new Set<string>();
  /** Mails of this batch by loose form, then by address. */
  private readonly spellings = new Map<string, Map<string, number>>();

  private readonly weekAgo: CalendarDate;

  constructor(
    rows: readonly SignatureRow[],
    private readonly today: CalendarDate,
  ) {
    this.weekAgo = addDays(today, -WEEK);
    for (const row of rows) this.lay(row);
  }

  /** The rows of an address, place 1 first. */
  rowsOf(address: AddressInCampaign): readonly SignatureRow[] {
    return this.byAddress.get(nameOf(address.campaignId, address.emailIndex)) ?? [];
  }

  /** What the rules ask about an address, seen from one of its rows (or from none). */
  knownOf(address: AddressInCampaign, row: SignatureRow | null): Known {
    const all = this.rowsOf(address);
    const { weekAgo } = this;
    return {
      state: row?.state ?? null,
      disowned: all.some(({ disowned }) => disowned),
      mailsThisWeek: all.flatMap(({ mailedOn }) => mailedOn).filter((day) => day > weekAgo).length,
      toldThisWeek: all.some(({ alreadyOn }) => alreadyOn !== null && alreadyOn > weekAgo),
    };
  }

  /** Whether this batch already sends the row a confirmation: a second form needs no second mail. */
  isConfirming(row: SignatureRow): boolean {
    return this.mails.get(row.id)?.kind === 'confirmation';
  }

  /** Mails that this batch sends to other spellings of an address. */
  mailsToSpellings({ email, loose }: { readonly email: Buffer; readonly loose: Buffer }): number {
    const own = email.toString('base64');
    const counts = this.spellings.get(loose.toString('base64')) ?? [];
    return [...counts].reduce((sum, [address, n]) => (address === own ? sum : sum + n), 0);
  }

  /** Puts a new row on the desk. */
  add(row: SignatureRow): void {
    this.fresh.add(row.id);
    this.lay(row);
  }

  /** Puts a row in the place of what it was. */
  put(row: SignatureRow): void {
    this.touched.add(row.id);
    this.lay(row);
  }

  /** Notes a mail and counts it against the week; a row gets one mail of a batch, the last. */
  mail(wanted: WantedMail): void {
    const { row, kind } = wanted;
    const { weekAgo } = this;
    const again = this.mails.has(row.id);
    const counted: SignatureRow = {
      ...row,
      mails: row.mails + 1,
      mailedOn: again ? row.mailedOn : [...row.mailedOn.filter((day) => day > weekAgo), this.today],
      alreadyOn: kind === 'already-signed' ? this.today : row.alreadyOn,
    };
    this.put(counted);
    if (!again) this.noteSpelling(row);
    this.mails.set(row.id, { ...wanted, row: counted });
  }

  private noteSpelling({ looseIndex, emailIndex }: SignatureRow): void {
    if (!looseIndex || !emailIndex) return;
    const loose = looseIndex.toString('base64');
    const email = emailIndex.toString('base64');
    const counts = this.spellings.get(loose) ?? new Map<string, number>();
    this.spellings.set(loose, counts.set(email, (counts.get(email) ?? 0) + 1));
  }

  /** Notes that news under way to a row must not leave. */
  silence({ id }: SignatureRow): void {
    this.silenced.add(id);
  }

  /** Takes a row away for good, with the mail it was to get: for the forms after this the address is unknown. */
  erase(row: SignatureRow): void {
    this.erased.add(row.id);
    this.mails.delete(row.id);
    if (!row.emailIndex) return;
    const name = nameOf(row.campaignId, row.emailIndex);
    this.byAddress.set(
      name,
      (this.byAddress.get(name) ?? []).filter(({ id }) => id !== row.id),
    );
  }

  /** What is to be written, sent, held back and taken away in the end. */
  outcome(): DeskOutcome {
    const rows = [...this.byAddress.values()].flat();
    return {
      silenced: [...this.silenced],
      erased: [...this.erased],
      inserts: rows.filter(({ id }) => this.fresh.has(id)),
      updates: rows.filter(({ id }) => this.touched.has(id) && !this.fresh.has(id)),
      mails: [...this.mails.values()],
    };
  }

  private lay(row: SignatureRow): void {
    if (!row.emailIndex) return;
    const name = nameOf(row.campaignId, row.emailIndex);
    const others = (this.byAddress.get(name) ?? []).filter(({ place }) => place !== row.place);
    this.byAddress.set(
      name,
      [...others, row].sort((a, b) => a.place - b.place),
    );
  }
}

function nameOf(campaignId: string, emailIndex: Buffer): string {
  return `${campaignId} ${emailIndex.toString('base64')}`;
}
