import { Module } from '@nestjs/common';
import { KeysModule } from '../keys/keys.module.js';
import { IntakeStore } from './intake.store.js';
import { OpenForms } from './open-forms.js';

/** The worker's side of the intake: taking and opening. */
@Module({ imports: [KeysModule], providers: [IntakeStore, OpenForms], exports: [IntakeStore, OpenForms] })
export class IntakeModule {}
