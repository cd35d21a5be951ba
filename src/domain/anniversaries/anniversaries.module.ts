import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { LettersModule } from '../letters/letters.module.js';
import { MailingsModule } from '../mailings/mailings.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { AnniversaryStore } from './anniversary.store.js';
import { ApproveLate } from './approve-late.js';
import { FollowOccurrences } from './follow-occurrences.js';
import { ImportAnniversary } from './import-anniversary.js';
import { ListOccurrences } from './list-occurrences.js';
import { OccurrenceStore } from './occurrence.store.js';
import { PlanOccurrence } from './plan-occurrence.js';
import { RaiseOccurrences } from './raise-occurrences.js';
import { SkipOccurrence } from './skip-occurrence.js';

const verbs = [
  ApproveLate,
  FollowOccurrences,
  ImportAnniversary,
  ListOccurrences,
  RaiseOccurrences,
  SkipOccurrence,
];

/** Days that are kept each year: they only cause mailings. */
@Module({
  imports: [AuditModule, LettersModule, MailingsModule, OrganizersModule],
  providers: [AnniversaryStore, OccurrenceStore, PlanOccurrence, ...verbs],
  exports: [AnniversaryStore, OccurrenceStore, ...verbs],
})
export class AnniversariesModule {}
