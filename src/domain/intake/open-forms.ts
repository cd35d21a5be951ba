import { Injectable } from '@nestjs/common';
import type { CalendarDate } from '../../kernel/calendar-date.js';
import type { SealOpener } from '../../platform/crypto/sealing.js';
import { NoKeys } from '../keys/keys.errors.js';
import { ScopeKeys } from '../keys/scope-keys.js';
import { formAad } from './form-aad.js';
import type { IntakeRow } from './intake.store.js';

/** A form as its sender wrote it; what it holds is still to be checked. */
export interface OpenedForm {
  readonly row: IntakeRow;
  readonly scope: string;
  readonly day: CalendarDate;
  readonly flags: readonly string[];
  readonly form: unknown;
}

/** Opens sealed forms; those that cannot be opened are named, never thrown over. */
@Injectable()
export class OpenForms {
  constructor(private readonly keys: ScopeKeys) {}

  /** In the order of the rows. A scope whose keys were destroyed makes its forms unreadable, nothing else. */
  async run(sealed: readonly IntakeRow[]): Promise<{ opened: OpenedForm[]; unreadable: IntakeRow[] }> {
    const openers = await this.openersFor(sealed);
    const opened: OpenedForm[] = [];
    const unreadable: IntakeRow[] = [];
    for (const row of sealed) {
      const form = read(openers.get(openerName(row)), row);
      if (form === undefined) unreadable.push(row);
      else opened.push({ row, scope: row.scope, day: row.day, flags: row.flags, form });
    }
    return { opened, unreadable };
  }

  private async openersFor(sealed: readonly IntakeRow[]): Promise<Map<string, SealOpener>> {
    const openers = new Map<string, SealOpener>();
    const missing = new Set<string>();
    for (const row of sealed) {
      const name = openerName(row);
      if (openers.has(name) || missing.has(name)) continue;
      const opener = await this.openerFor(row);
      if (opener) openers.set(name, opener);
      else missing.add(name);
    }
    return openers;
  }

  private async openerFor({ scope, epoch }: IntakeRow): Promise<SealOpener | null> {
    try {
      return (await this.keys.ring(scope, { epoch })).opener(epoch);
    } catch (error) {
      if (error instanceof NoKeys) return null;
      throw error;
    }
  }
}

function openerName({ scope, epoch }: IntakeRow): string {
  return `${scope} ${epoch}`;
}

function read(opener: SealOpener | undefined, row: IntakeRow): unknown {
  try {
    return opener && JSON.parse(opener.open(row.ephemeralKey, formAad(row.scope, row.id), row.sealed));
  } catch {
    return undefined;
  }
}
