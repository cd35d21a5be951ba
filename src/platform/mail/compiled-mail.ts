/**
 * A place filled at sending, escaped for where it stands: `text` and `html` in body parts, `url` in a header; `mailto` is
 * one more URI behind another, which only some mail has.
 */
export interface CompiledSlot {
  readonly slot: string;
  readonly as: 'text' | 'html' | 'url' | 'mailto';
}

/** A body part that is encoded whole, after its slots were filled (scripts for which quoted-printable would triple the size). */
export interface CompiledBase64 {
  readonly base64: readonly (string | CompiledSlot)[];
}

/** A header whose value holds slots: filled, then encoded by RFC 2047 and folded. */
export interface CompiledHeader {
  readonly header: string;
  readonly of: readonly (string | { readonly slot: string })[];
}

/** The From header of the instance's own sender, as it is named when the mail is sent. */
export interface CompiledSender {
  readonly sender: 'own';
}

/** A piece of compiled mail; a string is exact ASCII with CRLF line ends. */
export type CompiledPiece = string | CompiledSlot | CompiledBase64 | CompiledHeader | CompiledSender;
