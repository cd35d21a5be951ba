import { Injectable } from '@nestjs/common';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import type { Json } from '../../kernel/json.js';
import { BatchSealer } from '../../platform/crypto/sealing.js';
import { BoundedGroupCommit, GroupFull, isOfOneRow } from '../../platform/database/bounded-group-commit.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import { WebDatabase } from '../../platform/database/web-database.js';
import { type PublishedKey, PublishedKeys } from '../keys/published-keys.js';
import { formAad } from './form-aad.js';
import { FormTooLarge, IntakeFull } from './intake.errors.js';
import { decideIntake } from './intake.jobs.js';

/** What a supporter sent, whatever it is. */
export interface SubmittedForm {
  readonly scope: string;
  /** Sealed as it is; `kind` says what is wanted. */
  readonly form: { readonly kind: string; readonly [field: string]: Json };
  /** Signals of suspicion, in words of a closed list, never anything of the person. */
  readonly flags?: readonly string[];
}

interface WaitingForm {
  readonly id: string;
  readonly scope: string;
  readonly key: PublishedKey;
  readonly text: string;
  readonly flags: string;
}

const MAX_FORM_BYTES = 48 * 1024;
const MAX_WAITING = 5_000;

// The sealed forms come as one value, which the driver sends as it is; an array of them it would write out in hex.
const SQL = `
  WITH asked AS (INSERT INTO outbox (job, queue, payload) VALUES ($9, $10, '{}'))
  INSERT INTO intake (id, scope, epoch, ephemeral_key, sealed, day, flags)
  SELECT id, scope, epoch, $4, substr($5::bytea, start, length), $8,
         coalesce(string_to_array(flags, ' '), '{}')
    FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $6::integer[], $7::integer[], string_to_array($11, ','))
         AS form (id, scope, epoch, start, length, flags)`;

/** The one way in: always one sealed row, the same work for every sender, durable before the answer. */
@Injectable()
export class SubmitForm {
  private readonly group = new BoundedGroupCommit<WaitingForm, undefined>({
    flush: (forms) => this.insert(forms),
    maxBatch: 500,
    maxWaiting: MAX_WAITING,
  });

  constructor(
    private readonly db: WebDatabase,
    private readonly keys: PublishedKeys,
    private readonly clock: Clock,
  ) {}

  /** How full the queue before the database is, 0 to 1. */
  get queueTaken(): number {
    return this.group.taken;
  }

  /**
   * Resolves once the form is on disk. Throws IntakeFull past the bound and when the database refuses (down, disk
   * full), NoKeys when the scope has no keys, FormTooLarge over 48 KiB.
   */
  async run({ scope, form, flags = [] }: SubmittedForm): Promise<void> {
    const text = JSON.stringify(form);
    if (Buffer.byteLength(text) > MAX_FORM_BYTES) throw new FormTooLarge();
    try {
      const key = this.keys.remembered(scope) ?? (await this.keys.current(scope));
      await this.group.add({ id: newId(), scope, key, text, flags: flags.join(' ') });
    } catch (error) {
      throw refusalOf(error);
    }
  }

  private async insert(forms: readonly WaitingForm[]): Promise<undefined[]> {
    const sealer = new BatchSealer();
    const sealed = forms.map(({ id, scope, key, text }) =>
      sealer.seal(key.publicKey, formAad(scope, id), text),
    );
    sealer.wipe();
    let end = 1;
    const starts = sealed.map(({ length }) => (end += length) - length);
    const params = [
      arrayOf(forms.map(({ id }) => id)),
      arrayOf(forms.map(({ scope }) => scope)),
      arrayOf(forms.map(({ key }) => key.epoch)),
      sealer.ephemeralKey,
      Buffer.concat(sealed),
      arrayOf(starts),
      arrayOf(sealed.map(({ length }) => length)),
      utcDay(this.clock.now()),
      decideIntake.name,
      decideIntake.queue,
      forms.map(({ flags }) => flags).join(','),
    ];
    await this.db.query(SQL, params, 'take-intake');
    return forms.map(() => undefined);
  }
}

/** An array of ids or numbers as PostgreSQL reads it; the driver would quote and escape each of them. */
function arrayOf(values: readonly (string | number)[]): string {
  return `{${values.join(',')}}`;
}

/** Whatever the database says, the sender learns only that it did not work just now; programming errors stay what they are. */
function refusalOf(error: unknown): unknown {
  if (error instanceof GroupFull) return new IntakeFull('queue');
  const ofDatabase = error instanceof Error && ('code' in error || isLostConnection(error));
  if (!ofDatabase || isOfOneRow(error) || 'kind' in error) return error;
  return new IntakeFull('database');
}
