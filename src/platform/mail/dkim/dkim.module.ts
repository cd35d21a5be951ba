import { Module } from '@nestjs/common';
import { Config } from '../../config/config.js';
import { MailSigner } from './mail-signer.js';

/** The keys that sign mail: only the process that sends has them. */
@Module({
  providers: [
    { provide: MailSigner, inject: [Config], useFactory: ({ dkim }: Config) => MailSigner.open(dkim) },
  ],
  exports: [MailSigner],
})
export class DkimModule {}
