import { Module } from '@nestjs/common';
import { ConsoleModule } from '../web/console/console.module.js';
import { PartsModule } from '../web/parts/parts.module.js';

/** The organizers' side of the program. */
@Module({ imports: [PartsModule, ConsoleModule] })
export class ConsoleProcessModule {}
