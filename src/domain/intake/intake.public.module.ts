import { Module } from '@nestjs/common';
import { KeysPublicModule } from '../keys/keys.public.module.js';
import { SubmitForm } from './submit-form.js';

/** The public web process's side of the intake: sealing and handing in. */
@Module({ imports: [KeysPublicModule], providers: [SubmitForm], exports: [SubmitForm] })
export class IntakePublicModule {}
