import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { OrganizerId } from '../../kernel/id.js';

/** An organizer's session, known only by the sha256 of the id that the cookie carries. */
@Entity('session')
export class SessionEntity {
  @PrimaryColumn({ type: 'bytea' })
  idHash: Buffer;

  @Column({ type: 'uuid' })
  organizerId: OrganizerId;

  @Column({ type: 'timestamptz' })
  beganAt: Date;

  @Column({ type: 'timestamptz' })
  seenAt: Date;
}
