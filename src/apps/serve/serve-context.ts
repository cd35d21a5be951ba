import type { Config } from '../../platform/config/config.js';
import type { Log } from '../../platform/config/log.js';
import type { Announcer } from './announcer.js';
import type { Closing } from './closing.js';
import type { ServerRole } from './server-role.js';

/** What the service is brought up with. */
export interface ServeContext {
  readonly config: Config;
  readonly roles: readonly ServerRole[];
  readonly log: Log;
  readonly announcer: Announcer;
  /** Takes what is opened, as it is opened; running it leaves nothing behind, however far the start came. */
  readonly closing: Closing;
}
