import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A token of a relay's signature that was used, until a request with it would be too old anyway. */
@Entity('hook_token')
export class HookTokenEntity {
  @PrimaryColumn({ type: 'bytea' })
  tokenSha256: Buffer;

  @Column({ type: 'timestamptz' })
  expiresAt: Date;
}
