import { Module } from '@nestjs/common';
import { ScopeKeyStore } from './scope-key.store.js';
import { ScopeKeys } from './scope-keys.js';

/** Keys for the processes that hold the master key. */
@Module({ providers: [ScopeKeyStore, ScopeKeys], exports: [ScopeKeys, ScopeKeyStore] })
export class KeysModule {}
