import { Injectable } from '@nestjs/common';
import type { LaneId } from '../../kernel/id.js';
import type { Tx } from '../../platform/database/sql.js';
import { LaneStore, type LaneWish } from './lane.store.js';

/** Makes sure that a lane (`urgent`, `seat:<id>`, `supporters:<scope>`) exists with the wanted window, rate and connections. */
@Injectable()
export class EnsureLane {
  constructor(private readonly lanes: LaneStore) {}

  /** Joins the caller's transaction; answers the lane's id. */
  run(tx: Tx, wish: LaneWish): Promise<LaneId> {
    return this.lanes.ensure(tx, wish);
  }
}
