import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { IntakeStore } from './intake.store.js';
import { OpenForms } from './open-forms.js';
import { PurgeIntake } from './purge-intake.js';

const parts = [IntakeStore, OpenForms, PurgeIntake];

/** The worker's side of the intake: taking, opening, and deleting what nobody decided. */
@Module({ imports: [KeysModule], providers: parts, exports: parts })
export class IntakeModule {}
