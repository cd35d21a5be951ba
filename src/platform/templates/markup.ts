/** What may stand inside a paragraph. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong' | 'emphasis'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'break' };

/** What a letter is made of, from top to bottom. */
export type Block =
  | { readonly kind: 'paragraph'; readonly children: readonly Inline[] }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly children: readonly Inline[] }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly (readonly Inline[])[] }
  | { readonly kind: 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'action'; readonly href: string; readonly children: readonly Inline[] }
  | { readonly kind: 'rule' };

const SPECIAL = /[\\`*_[\]()<>#+\-.!|~]/g;
const CONTROLS = /\p{Cc}/gu;

/** A value made inert: every mark escaped, line ends turned into spaces, control characters gone. */
export function escapeMarkup(value: string): string {
  return singleLine(value).replace(SPECIAL, '\\$&');
}

/** A text on one line (RFC 5322 header values): no line ends, no controls. */
export function singleLine(value: string): string {
  return value.replace(/\s*[\t\r\n\v\f\u0085\u2028\u2029]+\s*/g, ' ').replace(CONTROLS, '');
}
