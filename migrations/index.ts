import { RolesExist1764000001000 } from './1764000001000-roles-exist.js';
import { ActsAreKept1764000002000 } from './1764000002000-acts-are-kept.js';
import { JobsAreAskedForInTheTransaction1764000003000 } from './1764000003000-jobs-are-asked-for-in-the-transaction.js';
import { QueuesLiveInPostgresql1764000003100 } from './1764000003100-queues-live-in-postgresql.js';
import { ScopesHaveKeys1764000004000 } from './1764000004000-scopes-have-keys.js';
import { FormsComeInSealed1764000005000 } from './1764000005000-forms-come-in-sealed.js';
import { MailIsARowBeforeItIsAMail1764000006000 } from './1764000006000-mail-is-a-row-before-it-is-a-mail.js';
import { OrganizersSignInByLink1764000007000 } from './1764000007000-organizers-sign-in-by-link.js';
import { BodiesHaveSeats1764000008000 } from './1764000008000-bodies-have-seats.js';
import { CampaignsArePublished1764000009000 } from './1764000009000-campaigns-are-published.js';
import { SignaturesAreCountedOnce1764000010000 } from './1764000010000-signatures-are-counted-once.js';
import { LettersHaveVersions1764000011000 } from './1764000011000-letters-have-versions.js';
import { MailingsAreApproved1764000012000 } from './1764000012000-mailings-are-approved.js';
import { AnniversariesAreKept1764000013000 } from './1764000013000-anniversaries-are-kept.js';
import { SuspicionIsWeighed1764000020000 } from './1764000020000-suspicion-is-weighed.js';
import { TheCountExplainsItself1764000021000 } from './1764000021000-the-count-explains-itself.js';
import { SigningMayRest1764000021500 } from './1764000021500-signing-may-rest.js';
import { SupportersMindTheirSignatures1764000022000 } from './1764000022000-supporters-mind-their-signatures.js';
import { ConfirmingTouchesNoIndex1764000023000 } from './1764000023000-confirming-touches-no-index.js';
import { FunctionsSeeOnlyOurTables1764000025000 } from './1764000025000-functions-see-only-our-tables.js';
import { UrgentMailGoesSideBySide1764000027000 } from './1764000027000-urgent-mail-goes-side-by-side.js';
import { ActsLockWhatTheyChange1764000029000 } from './1764000029000-acts-lock-what-they-change.js';
import { WhatComesInWaitsForAPerson1764000031000 } from './1764000031000-what-comes-in-waits-for-a-person.js';
import { WithdrawnRowsKeepNoReasons1764000032000 } from './1764000032000-withdrawn-rows-keep-no-reasons.js';
import { UrgentMailGoesByMoreLines1764000033000 } from './1764000033000-urgent-mail-goes-by-more-lines.js';
import { FirstSendingIsProved1764000034000 } from './1764000034000-first-sending-is-proved.js';
import { NewsStopsWhereTheSupporterSays1764000035000 } from './1764000035000-news-stops-where-the-supporter-says.js';
import { RelaysReportByWebHooks1764000036000 } from './1764000036000-relays-report-by-web-hooks.js';
import { MailIsLimitedBeyondItsLane1764000038000 } from './1764000038000-mail-is-limited-beyond-its-lane.js';
import { NewsEndByMail1764000038500 } from './1764000038500-news-end-by-mail.js';
import { ActsLookRowsUpByTheirIndex1764000040000 } from './1764000040000-acts-look-rows-up-by-their-index.js';
import { TheLedgerKeepsFewerIndexes1764000040500 } from './1764000040500-the-ledger-keeps-fewer-indexes.js';
import { CampaignsTellTheirRecord1764000041000 } from './1764000041000-campaigns-tell-their-record.js';
import { PartnersMayFrameTheForm1764000042000 } from './1764000042000-partners-may-frame-the-form.js';
import { CampaignsChooseTheirForm1764000043000 } from './1764000043000-campaigns-choose-their-form.js';
import { ConsentIsKeptWordByWord1764000043001 } from './1764000043001-consent-is-kept-word-by-word.js';
import { CampaignsHaveALook1764000050000 } from './1764000050000-campaigns-have-a-look.js';
import { TheQueueStandsApart1764000051000 } from './1764000051000-the-queue-stands-apart.js';
import { TheLedgerFillsFaster1764000052000 } from './1764000052000-the-ledger-fills-faster.js';

/** Every migration, oldest first; named here so that what runs is what is compiled. */
export const migrations = [
  RolesExist1764000001000,
  ActsAreKept1764000002000,
  JobsAreAskedForInTheTransaction1764000003000,
  QueuesLiveInPostgresql1764000003100,
  ScopesHaveKeys1764000004000,
  FormsComeInSealed1764000005000,
  MailIsARowBeforeItIsAMail1764000006000,
  OrganizersSignInByLink1764000007000,
  BodiesHaveSeats1764000008000,
  CampaignsArePublished1764000009000,
  SignaturesAreCountedOnce1764000010000,
  LettersHaveVersions1764000011000,
  MailingsAreApproved1764000012000,
  AnniversariesAreKept1764000013000,
  SuspicionIsWeighed1764000020000,
  TheCountExplainsItself1764000021000,
  SigningMayRest1764000021500,
  SupportersMindTheirSignatures1764000022000,
  ConfirmingTouchesNoIndex1764000023000,
  FunctionsSeeOnlyOurTables1764000025000,
  UrgentMailGoesSideBySide1764000027000,
  ActsLockWhatTheyChange1764000029000,
  WhatComesInWaitsForAPerson1764000031000,
  WithdrawnRowsKeepNoReasons1764000032000,
  UrgentMailGoesByMoreLines1764000033000,
  FirstSendingIsProved1764000034000,
  NewsStopsWhereTheSupporterSays1764000035000,
  RelaysReportByWebHooks1764000036000,
  MailIsLimitedBeyondItsLane1764000038000,
  NewsEndByMail1764000038500,
  ActsLookRowsUpByTheirIndex1764000040000,
  TheLedgerKeepsFewerIndexes1764000040500,
  CampaignsTellTheirRecord1764000041000,
  PartnersMayFrameTheForm1764000042000,
  CampaignsChooseTheirForm1764000043000,
  ConsentIsKeptWordByWord1764000043001,
  CampaignsHaveALook1764000050000,
  TheQueueStandsApart1764000051000,
  TheLedgerFillsFaster1764000052000,
];
