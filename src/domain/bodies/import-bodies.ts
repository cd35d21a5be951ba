import { Injectable } from '@nestjs/common';
import { parseEmailAddress } from '../../kernel/email-address.js';
import type { Tx } from '../../platform/database/sql.js';
import { FaultySeatAddress } from './body.errors.js';
import { type Body, BodyStore } from './body.store.js';
import type { BodySection, SeatSection } from './body-section.js';

/** Takes the bodies of a campaign's file into the registry. */
@Injectable()
export class ImportBodies {
  constructor(private readonly bodies: BodyStore) {}

  /**
   * Joins the caller's transaction; idempotent. Seats that the file does not name stay, addresses that organizers
   * entered stay, and so does the ceiling of a body that is known. Answers the bodies by key.
   */
  async run(tx: Tx, section: readonly BodySection[]): Promise<Map<string, Body>> {
    const known = new Map<string, Body>();
    for (const { key, kind, names, adverse, disclosure, seats } of section) {
      const body = await this.bodies.save(tx, { key, kind, names, ceiling: adverse ? 'totals' : disclosure });
      for (const seat of seats) await this.bodies.saveSeat(tx, { ...seatOf(seat), bodyId: body.id });
      known.set(key, body);
    }
    return known;
  }
}

function seatOf(seat: SeatSection): Omit<Parameters<BodyStore['saveSeat']>[1], 'bodyId'> {
  const email = parseEmailAddress(seat.email);
  if (!email) throw new FaultySeatAddress();
  return {
    key: seat.key,
    offices: seat.offices,
    salutations: seat.salutations,
    email: email.address,
    locale: seat.language,
    zone: seat.zone,
    windowFrom: seat.officeHours.from,
    windowUntil: seat.officeHours.until,
    weekdays: seat.officeHours.weekdays,
    delivery: seat.delivery,
    ratePerHour: seat.ratePerHour,
  };
}
