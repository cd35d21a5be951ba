import { Module } from '@nestjs/common';
import { PublishedKeys } from './published-keys.js';

/** Public keys for the process that holds no other. */
@Module({ providers: [PublishedKeys], exports: [PublishedKeys] })
export class KeysPublicModule {}
