import type { MessageKind } from './message-kind.rules.js';

/** One message to be posted. Nothing in it tells who gets it: the contact is ciphertext, the key an HMAC. */
export interface MessageRow {
  readonly kind: MessageKind;
  /** The scope whose data key sealed the contact. */
  readonly scope: string;
  readonly epoch: number;
  /** The row that the contact belongs to (a signature, a seat, an organizer): part of the associated data. */
  readonly ref: string;
  /** Counts what this ref was sent of this kind, from 1; tokens are made of it. */
  readonly issue: number;
  /** Ciphertext of `{ address, name? }` under the scope's data key with `contactAad(scope, ref)`. */
  readonly contact: Buffer;
  /** HMAC under the scope's key that names the recipient within the batch. */
  readonly recipientKey: Buffer;
  readonly locale: string;
  readonly contentId: string;
  /** `urgent`, `seat:<id>`, `supporters:<scope>`; made with defaults if there is none. */
  readonly laneKey: string;
  /** Default: at once. */
  readonly notBefore?: Date;
  /** Default: as long as the kind's rules try. */
  readonly expiresAt?: Date;
}

/** An audience that a query of a module further right delivers, posted without leaving the database. */
export interface MessagesFromQuery {
  readonly kind: MessageKind;
  readonly scope: string;
  /**
   * A SELECT with the columns `ref uuid, epoch integer, issue integer, contact bytea, locale text` in the order of `ref`
   * with a LIMIT, so that it can go on after the last ref. Each ref is a recipient.
   */
  readonly sql: string;
  readonly params: readonly unknown[];
  /** The content for each language; `defaultLocale` serves the others. */
  readonly contents: Readonly<Record<string, string>>;
  readonly defaultLocale: string;
  readonly laneKey: string;
  readonly notBefore?: Date;
  readonly expiresAt?: Date;
}
