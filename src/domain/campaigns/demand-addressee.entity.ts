import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { BodyId, DemandId } from '../../kernel/id.js';

/** A body that a demand is put to. */
@Entity('demand_addressee')
export class DemandAddresseeEntity {
  @PrimaryColumn({ type: 'uuid' })
  demandId: DemandId;

  @PrimaryColumn({ type: 'uuid' })
  bodyId: BodyId;

  @Column({ type: 'integer' })
  position: number;
}
