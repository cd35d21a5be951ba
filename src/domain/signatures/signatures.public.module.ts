import { Module } from '@nestjs/common';
import { PublicNames } from './public-names.js';
import { PublishedConsents } from './published-consents.js';
import { PublishedTally } from './published-tally.js';
import { TokenActs } from './token-acts.js';

/** Signatures as the public web process meets them: hashes in, projections out. */
@Module({
  providers: [TokenActs, PublishedTally, PublicNames, PublishedConsents],
  exports: [TokenActs, PublishedTally, PublicNames, PublishedConsents],
})
export class SignaturesPublicModule {}
