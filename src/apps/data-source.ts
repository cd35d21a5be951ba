import { AuditEntryEntity } from '../domain/audit/audit-entry.entity.js';
import { BodyEntity } from '../domain/bodies/body.entity.js';
import { SeatEntity } from '../domain/bodies/seat.entity.js';
import { BatchEntity } from '../domain/dispatch/batch.entity.js';
import { BucketEntity } from '../domain/dispatch/bucket.entity.js';
import { ContentEntity } from '../domain/dispatch/content.entity.js';
import { InboundEventEntity } from '../domain/dispatch/inbound-event.entity.js';
import { LaneEntity } from '../domain/dispatch/lane.entity.js';
import { MessageAttemptEntity } from '../domain/dispatch/message-attempt.entity.js';
import { MessageEntity } from '../domain/dispatch/message.entity.js';
import { SuppressionEntity } from '../domain/dispatch/suppression.entity.js';
import { IntakeEntity } from '../domain/intake/intake.entity.js';
import { MasterKeyEntity } from '../domain/keys/master-key.entity.js';
import { ScopeKeyEntity } from '../domain/keys/scope-key.entity.js';
import { MembershipEntity } from '../domain/organizers/membership.entity.js';
import { OrganizerEntity } from '../domain/organizers/organizer.entity.js';
import { SessionEntity } from '../domain/organizers/session.entity.js';
import { SignInLinkEntity } from '../domain/organizers/sign-in-link.entity.js';

/** Every entity, one list: what TypeORM knows and what the schema test compares. */
export const entities = [
  AuditEntryEntity,
  BatchEntity,
  BodyEntity,
  BucketEntity,
  ContentEntity,
  InboundEventEntity,
  IntakeEntity,
  LaneEntity,
  MasterKeyEntity,
  MembershipEntity,
  MessageAttemptEntity,
  MessageEntity,
  OrganizerEntity,
  ScopeKeyEntity,
  SeatEntity,
  SessionEntity,
  SignInLinkEntity,
  SuppressionEntity,
];
