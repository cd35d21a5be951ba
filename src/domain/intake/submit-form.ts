import { Injectable } from '@nestjs/common';
import { utcDay } from '../../kernel/calendar-date.js';
import { Clock } from '../../kernel/clock.js';
import { newId } from '../../kernel/id.js';
import type { Json } from '../../kernel/json.js';
import { PassingSealers } from '../../platform/crypto/sealing.js';
import { BoundedGroupCommit, GroupFull, isOfOneRow } from '../../platform/database/bounded-group-commit.js';
import { isLostConnection } from '../../platform/database/lost-connection.js';
import { plainArray } from '../../platform/database/plain-array.js';
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
const SEALER_MS = 1_000;
const KEY_BYTES = 32;

// The sealed forms come as one value, which the driver sends as it is; an array of them it would write out in hex.
const SQL = `
  WITH asked AS (INSERT INTO outbox (job, queue, payload) VALUES ($9, $10, '{}'))
  INSERT INTO intake (id, scope, epoch, ephemeral_key, sealed, day, flags)
  SELECT id, scope, epoch, substr($4::bytea, key_start, ${KEY_BYTES}), substr($5::bytea, start, length), $8,
         coalesce(string_to_array(flags, ' '), '{}')
    FROM unnest($1::uuid[], $2::uuid[], $3::integer[], $6::integer[], $7::integer[], string_to_array($11, ','), $12::integer[])
         AS form (id, scope, epoch, start, length, flags, key_start)`;

/** The one way in: always one sealed row, the same work for every sender, durable before the answer. */
@Injectable()
export class SubmitForm {
  private readonly group = new BoundedGroupCommit<WaitingForm, undefined>({
    flush: (forms) => this.insert(forms),
    maxBatch: 500,
    maxWaiting: MAX_WAITING,
  });

  private readonly sealers = new PassingSealers(SEALER_MS);

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
    const keys: Buffer[] = [];
    const sealed: Buffer[] = [];
    const keyStarts: number[] = [];
    for (const { id, scope, key, text } of forms) {
      const sealer = this.sealers.to(key.publicKey);
      // Neighbours are mostly of one campaign.
      if (keys.at(-1) !== sealer.ephemeralKey) keys.push(sealer.ephemeralKey);
      keyStarts.push((keys.length - 1) * KEY_BYTES + 1);
      sealed.push(sealer.seal(formAad(scope, id), text));
    }
    let end = 1;
    const starts = sealed.map(({ length }) => (end += length) - length);
    const params = [
      plainArray(forms.map(({ id }) => id)),
      plainArray(forms.map(({ scope }) => scope)),
      plainArray(forms.map(({ key }) => key.epoch)),
      Buffer.concat(keys),
      Buffer.concat(sealed),
      plainArray(starts),
      plainArray(sealed.map(({ length }) => length)),
      utcDay(this.clock.now()),
      decideIntake.name,
      decideIntake.queue,
      forms.map(({ flags }) => flags).join(','),
      plainArray(keyStarts),
    ];
    await this.db.query(SQL, params, 'take-intake');
    return forms.map(() => undefined);
  }
}

/** Whatever the database says, the sender learns only that it did not work just now; programming errors stay what they are. */
function refusalOf(error: unknown): unknown {
  if (error instanceof GroupFull) return new IntakeFull('queue');
  const ofDatabase = error instanceof Error && ('code' in error || isLostConnection(error));
  if (!ofDatabase || isOfOneRow(error) || 'kind' in error) return error;
  return new IntakeFull('database');
}
