import type { Actor } from '../audit/audit.rules.js';
import { type By, OPERATOR } from './role.rules.js';

/** Who acted, as the audit log names them. */
export function actorOf(by: By): Actor {
  return by === OPERATOR ? OPERATOR : by.id;
}
