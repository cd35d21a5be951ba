import { Command } from 'commander';
import { openLog } from '../../platform/config/log.js';
import { keepWorkerSmall } from '../../platform/config/modest-heap.js';
import { Announcer } from '../serve/announcer.js';
import { Closing } from '../serve/closing.js';
import { parseServerRoles, serverRoles } from '../serve/server-role.js';
import { stopSignal } from '../serve/stop-signal.js';
import { WrongUsage } from './refusal.js';
import type { Shell } from './shell.js';
import type { Terminal } from './terminal.js';

/** `vigil serve`: the service itself, until it is told to stop. */
export function addServe(command: Command, shell: Shell, terminal: Terminal): void {
  command
    .option('--roles <roles>', 'any of web, console, worker, separated by commas', serverRoles.join(','))
    .action(async (options: { roles: string }) => {
      const roles = parseServerRoles(options.roles);
      if (!roles) throw new WrongUsage(`--roles takes ${serverRoles.join(', ')}, separated by commas`);
      if (roles.every((role) => role === 'worker')) keepWorkerSmall();
      const config = shell.config();
      const announcer = new Announcer(terminal.out, terminal.watched);
      // What is wrong with the configuration is said before all of the service is read.
      const { serve } = await import('../serve/serve.js');
      const closing = new Closing();
      const stopped = stopSignal();
      // Somebody who looks on is told by sentences; what is routine goes to a log that programs read.
      const level = terminal.watched && !shell.variable('LOG_LEVEL') ? 'warn' : config.logLevel;
      const serving = serve({ config, roles, log: openLog(level), announcer, closing });
      try {
        await Promise.race([serving, stopped]);
        await stopped;
      } finally {
        announcer.finish(false);
        await closing.run();
        // A start that was interrupted ends at the next thing it opens.
        await serving.catch(() => undefined);
        await closing.run();
      }
    });
}
