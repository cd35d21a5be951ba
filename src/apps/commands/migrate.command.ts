import type { Command } from 'commander';
import { migrations } from '../../../migrations/index.js';
import { migrate } from '../../platform/database/migrate.js';
import type { Shell } from './shell.js';
import { inJson, type VerbOptions } from './verb.js';

/** `vigil migrate`: brings the database up to date, however many processes try it at once. */
export function addMigrate(command: Command, shell: Shell): void {
  inJson(command).action((options: VerbOptions) =>
    shell.onDatabase(options, async ({ url }) => {
      const steps = await migrate(url, migrations);
      const lines = steps.length === 0 ? ['nothing to do'] : steps.map((step) => `done: ${step}`);
      return { data: { steps }, lines };
    }),
  );
}
