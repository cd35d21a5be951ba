import type { Command } from 'commander';
import { VerifyAudit } from '../../domain/audit/verify-audit.js';
import type { Shell } from './shell.js';
import { verb, type VerbOptions } from './verb.js';

/** `vigil audit verify`: walks the whole chain; 1 when an entry does not hold. */
export function addAudit(audit: Command, shell: Shell): void {
  verb(audit, 'verify', 'check every entry against the one before').action((options: VerbOptions) =>
    shell.within(options, async (app) => {
      shell.progress('walking the chain');
      const verdict = await app.get(VerifyAudit).run();
      const { entries, head, broken } = verdict;
      const line = broken
        ? `entry ${String(broken.number)} does not hold: ${broken.how}`
        : `${String(entries)} entries hold; the head is ${head ?? 'none yet'}`;
      return { data: verdict, lines: [line], exitCode: broken ? 1 : 0 };
    }),
  );
}
