import { Injectable } from '@nestjs/common';
import type { BodyId, CampaignId, SeatId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { BodyStore, type Seat } from '../bodies/body.store.js';
import { CampaignBodyStore } from '../campaigns/campaign-body.store.js';
import type { LaneWish } from '../dispatch/lane.store.js';
import type { Addressee } from './addressee.js';
import { levelFor } from './disclosure.rules.js';

/** Finds the seats that letters go to. */
@Injectable()
export class Addressees {
  constructor(
    private readonly bodies: BodyStore,
    private readonly campaignBodies: CampaignBodyStore,
  ) {}

  /** Every seat of the bodies that the campaign addresses; a body it does not address is left out. */
  async of(tx: Tx, campaignId: CampaignId, bodyIds: readonly BodyId[]): Promise<Addressee[]> {
    const standings = new Map(
      (await this.campaignBodies.list(tx, campaignId)).map((body) => [body.bodyId, body] as const),
    );
    const bodies = new Map((await this.bodies.listOf(tx, bodyIds)).map((body) => [body.id, body] as const));
    const seats = await this.bodies.seatsOf(tx, bodyIds);
    return seats.flatMap((seat) => {
      const body = bodies.get(seat.bodyId);
      const standing = standings.get(seat.bodyId);
      if (!body || !standing) return [];
      const addressee: Addressee = {
        seatId: seat.id,
        bodyId: seat.bodyId,
        bodyNames: body.names,
        offices: seat.offices,
        salutations: seat.salutations,
        address: seat.email,
        locale: seat.locale,
        adverse: standing.adverse,
        disclosure: levelFor(standing.adverse, body.ceiling, standing.disclosure),
      };
      return [addressee];
    });
  }

  /** The lane of each of some seats: its office hours in its own zone, its rate, one connection. */
  async lanes(tx: Tx, bodyIds: readonly BodyId[]): Promise<Map<SeatId, LaneWish>> {
    const seats = await this.bodies.seatsOf(tx, bodyIds);
    return new Map(seats.map((seat) => [seat.id, laneOf(seat)] as const));
  }
}

function laneOf({ id, zone, windowFrom, windowUntil, weekdays, ratePerHour }: Seat): LaneWish {
  return {
    key: `seat:${id}`,
    zone,
    window: { from: windowFrom, until: windowUntil, weekdays },
    rate: ratePerHour,
    connections: 1,
  };
}
