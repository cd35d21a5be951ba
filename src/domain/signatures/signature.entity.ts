import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Held, SignatureState, Visibility } from './signature.rules.js';

/** One supporter's support of one campaign's exact text; what tells of a person can be emptied. */
@Entity()
export class SignatureEntity {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid') campaignId: string;
  @Column('smallint') place: number;
  @Column('bytea', { nullable: true }) emailIndex: Buffer | null;
  @Column('bytea', { nullable: true }) looseIndex: Buffer | null;
  @Column('bytea', { nullable: true }) domainIndex: Buffer | null;
  @Column('integer') epoch: number;
  @Column('bytea', { nullable: true }) contact: Buffer | null;
  @Column('bytea', { nullable: true }) answers: Buffer | null;
  @Column('text') textVersion: string;
  @Column('text') visibility: Visibility;
  @Column('boolean') news: boolean;
  @Column('text') locale: string;
  @Column('text', { nullable: true }) country: string | null;
  @Column('text', { array: true }) flags: string[];
  @Column('text') state: SignatureState;
  @Column('text') held: Held;
  @Column('text', { array: true }) holdReasons: string[];
  @Column('date') signedOn: string;
  @Column('date', { nullable: true }) confirmedOn: string | null;
  @Column('date', { nullable: true }) endedOn: string | null;
  @Column('integer') issue: number;
  @Column('bytea', { nullable: true }) confirmHash: Buffer | null;
  @Column('bytea', { nullable: true }) codeHash: Buffer | null;
  @Column('bytea', { nullable: true }) meHash: Buffer | null;
  @Column('bytea', { nullable: true }) withdrawHash: Buffer | null;
  @Column('bytea', { nullable: true }) unsubscribeHash: Buffer | null;
  @Column('bytea', { nullable: true }) notMeHash: Buffer | null;
  @Column('timestamptz', { nullable: true }) expiresAt: Date | null;
  @Column('date', { nullable: true }) meUntil: string | null;
  @Column('bytea', { nullable: true }) meCopy: Buffer | null;
  @Column('integer') mails: number;
  @Column('date', { array: true }) mailedOn: string[];
  @Column('date', { nullable: true }) alreadyOn: string | null;
  @Column('date', { nullable: true }) remindedOn: string | null;
  @Column('boolean') disowned: boolean;
  @Column('boolean') nameDue: boolean;
}
