import { type DynamicModule, Module } from '@nestjs/common';
import { type Foundation, FoundationModule } from './foundation.module.js';

/** The domain as the commands see it. */
@Module({})
export class CliModule {
  /** The module on what the command opened. */
  static on(foundation: Foundation): DynamicModule {
    return { module: CliModule, imports: [FoundationModule.on(foundation)] };
  }
}
