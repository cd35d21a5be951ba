import { Module } from '@nestjs/common';
import { AssetsController } from './assets.controller.js';

/** What every door that shows pages needs: the files they refer to. */
@Module({ controllers: [AssetsController] })
export class PartsModule {}
