import { AnniversaryEntity } from '../domain/anniversaries/anniversary.entity.js';
import { OccurrenceMailingEntity } from '../domain/anniversaries/occurrence-mailing.entity.js';
import { OccurrenceEntity } from '../domain/anniversaries/occurrence.entity.js';
import { AuditEntryEntity } from '../domain/audit/audit-entry.entity.js';
import { BodyEntity } from '../domain/bodies/body.entity.js';
import { SeatEntity } from '../domain/bodies/seat.entity.js';
import { CampaignBodyEntity } from '../domain/campaigns/campaign-body.entity.js';
import { CampaignPictureEntity } from '../domain/campaigns/campaign-picture.entity.js';
import { CampaignVersionEntity } from '../domain/campaigns/campaign-version.entity.js';
import { CampaignEntity } from '../domain/campaigns/campaign.entity.js';
import { DemandAddresseeEntity } from '../domain/campaigns/demand-addressee.entity.js';
import { DemandStatusChangeEntity } from '../domain/campaigns/demand-status-change.entity.js';
import { DemandEntity } from '../domain/campaigns/demand.entity.js';
import { IncidentEntity } from '../domain/campaigns/incident.entity.js';
import { PublishedCampaignEntity } from '../domain/campaigns/published-campaign.entity.js';
import { ReleasedAnswerEntity } from '../domain/campaigns/released-answer.entity.js';
import { SentLetterEntity } from '../domain/campaigns/sent-letter.entity.js';
import { SigningPauseEntity } from '../domain/campaigns/signing-pause.entity.js';
import { BatchEntity } from '../domain/dispatch/batch.entity.js';
import { BucketEntity } from '../domain/dispatch/bucket.entity.js';
import { ContentEntity } from '../domain/dispatch/content.entity.js';
import { HookTokenEntity } from '../domain/dispatch/hook-token.entity.js';
import { InboundEventEntity } from '../domain/dispatch/inbound-event.entity.js';
import { LaneEntity } from '../domain/dispatch/lane.entity.js';
import { MessageAttemptEntity } from '../domain/dispatch/message-attempt.entity.js';
import { MessageEntity } from '../domain/dispatch/message.entity.js';
import { SendingIdentityEntity } from '../domain/dispatch/sending-identity.entity.js';
import { SuppressionEntity } from '../domain/dispatch/suppression.entity.js';
import { IntakeEntity } from '../domain/intake/intake.entity.js';
import { MasterKeyEntity } from '../domain/keys/master-key.entity.js';
import { ScopeKeyEntity } from '../domain/keys/scope-key.entity.js';
import { ApprovalEntity } from '../domain/letters/approval.entity.js';
import { LetterBodyEntity } from '../domain/letters/letter-body.entity.js';
import { LetterVersionEntity } from '../domain/letters/letter-version.entity.js';
import { LetterEntity } from '../domain/letters/letter.entity.js';
import { MailingBodyEntity } from '../domain/mailings/mailing-body.entity.js';
import { MailingEditionEntity } from '../domain/mailings/mailing-edition.entity.js';
import { MailingSeatEntity } from '../domain/mailings/mailing-seat.entity.js';
import { MailingEntity } from '../domain/mailings/mailing.entity.js';
import { MembershipEntity } from '../domain/organizers/membership.entity.js';
import { OrganizerEntity } from '../domain/organizers/organizer.entity.js';
import { SessionEntity } from '../domain/organizers/session.entity.js';
import { SignInLinkEntity } from '../domain/organizers/sign-in-link.entity.js';
import { NewsStopEntity } from '../domain/signatures/news-stop.entity.js';
import { PublicNameEntity } from '../domain/signatures/public-name.entity.js';
import { ConsentTextEntity } from '../domain/signatures/consent-text.entity.js';
import { SignatureEntity } from '../domain/signatures/signature.entity.js';
import { TallyProofEntity } from '../domain/signatures/tally-proof.entity.js';
import { WithdrawalReasonEntity } from '../domain/signatures/withdrawal-reason.entity.js';

/** Every entity, one list: what TypeORM knows and what the schema test compares. */
export const entities = [
  AnniversaryEntity,
  ApprovalEntity,
  AuditEntryEntity,
  BatchEntity,
  BodyEntity,
  BucketEntity,
  CampaignBodyEntity,
  CampaignEntity,
  CampaignPictureEntity,
  CampaignVersionEntity,
  ContentEntity,
  DemandAddresseeEntity,
  DemandEntity,
  DemandStatusChangeEntity,
  HookTokenEntity,
  InboundEventEntity,
  IncidentEntity,
  IntakeEntity,
  LaneEntity,
  LetterBodyEntity,
  LetterEntity,
  LetterVersionEntity,
  MailingBodyEntity,
  MailingEditionEntity,
  MailingEntity,
  MailingSeatEntity,
  MasterKeyEntity,
  MembershipEntity,
  MessageAttemptEntity,
  MessageEntity,
  NewsStopEntity,
  OccurrenceEntity,
  OccurrenceMailingEntity,
  OrganizerEntity,
  PublicNameEntity,
  PublishedCampaignEntity,
  ReleasedAnswerEntity,
  ScopeKeyEntity,
  SeatEntity,
  SendingIdentityEntity,
  SentLetterEntity,
  SessionEntity,
  SignInLinkEntity,
  SignatureEntity,
  ConsentTextEntity,
  SigningPauseEntity,
  SuppressionEntity,
  TallyProofEntity,
  WithdrawalReasonEntity,
];
