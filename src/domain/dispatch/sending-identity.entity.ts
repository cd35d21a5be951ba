import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A way by which mail left or is to leave: server, sender, bounce domain and keys, and whether a test mail arrived by it. */
@Entity('sending_identity')
export class SendingIdentityEntity {
  @PrimaryColumn({ type: 'bytea' })
  fingerprint: Buffer;

  @Column({ type: 'text', nullable: true })
  relay: string | null;

  @Column({ type: 'text' })
  sender: string;

  @Column({ type: 'text', nullable: true })
  bounceDomain: string | null;

  @Column({ type: 'text', array: true })
  dkim: string[];

  @Column({ type: 'text', nullable: true })
  exemption: string | null;

  @Column({ type: 'text', array: true })
  missing: string[];

  /** When a worker last began to send by it; the newest is the one in use. */
  @Column({ type: 'timestamptz' })
  usedSince: Date;

  @Column({ type: 'uuid', nullable: true })
  testRef: string | null;

  @Column({ type: 'uuid', nullable: true })
  testedWith: string | null;

  @Column({ type: 'bytea', nullable: true })
  tokenHash: Buffer | null;

  @Column({ type: 'bytea', nullable: true })
  codeHash: Buffer | null;

  @Column({ type: 'timestamptz', nullable: true })
  testedAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  testExpiresAt: Date | null;

  @Column({ type: 'timestamptz', nullable: true })
  provedAt: Date | null;
}
