import type { OrganizerId } from '../../kernel/id.js';
import type { Json } from '../../kernel/json.js';

/**
 * Who acted: an organizer, the operator at the command line, or the service itself on a schedule. Never a supporter:
 * what supporters do is not in this log.
 */
export type Actor = OrganizerId | 'operator' | 'service';

/** What is written down of an act. `detail` holds ids, keys, states and hashes; never a supporter's data. */
export interface AuditAct {
  readonly actor: Actor;
  /** `<module>.<what-was-done>`, in the past tense: `campaign.opened`. */
  readonly act: string;
  readonly subject: { readonly kind: string; readonly id: string };
  readonly detail: Json;
}
