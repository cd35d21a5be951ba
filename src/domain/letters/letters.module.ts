import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/audit.module.js';
import { BodiesModule } from '../bodies/bodies.module.js';
import { OrganizersModule } from '../organizers/organizers.module.js';
import { ApprovalStore } from './approval.store.js';
import { ApproveLetter } from './approve-letter.js';
import { ImportLetters } from './import-letters.js';
import { LetterStore } from './letter.store.js';
import { ListLetters } from './list-letters.js';
import { RetireLetter } from './retire-letter.js';
import { ReturnLetter } from './return-letter.js';
import { SaveLetterVersion } from './save-letter-version.js';
import { SubmitLetter } from './submit-letter.js';

const verbs = [
  ImportLetters,
  SaveLetterVersion,
  SubmitLetter,
  ApproveLetter,
  ReturnLetter,
  RetireLetter,
  ListLetters,
];

/** Letters and their versions: the text is written, submitted and approved here; mailings send it. */
@Module({
  imports: [AuditModule, BodiesModule, OrganizersModule],
  providers: [LetterStore, ApprovalStore, ...verbs],
  exports: [LetterStore, ApprovalStore, ...verbs],
})
export class LettersModule {}
