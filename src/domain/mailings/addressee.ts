import type { BodyId, SeatId } from '../../kernel/id.js';
import type { DisclosureLevel } from '../bodies/body.rules.js';

/** A seat as a letter addresses it. */
export interface Addressee {
  readonly seatId: SeatId;
  readonly bodyId: BodyId;
  readonly bodyNames: Readonly<Record<string, string>>;
  readonly offices: Readonly<Record<string, string>>;
  /** Form of address per language, such as 'Excellency,'. */
  readonly salutations: Readonly<Record<string, string>>;
  readonly address: string;
  readonly locale: string;
  readonly adverse: boolean;
  readonly disclosure: DisclosureLevel;
}
