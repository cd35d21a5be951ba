/** What can be wrong with a text a supporter typed; each is a text of its own (`form.fault.…`). */
export type TextFault = 'long' | 'invisible' | 'unreadable' | 'lines' | 'markup';

/** What a field's text may hold. */
export interface TextRule {
  /** In code points, so that 𝄞 and 😀 count once. */
  readonly max: number;
  readonly lines: 'one' | 'many';
  readonly markup: 'refused' | 'kept';
}

/** A text as it may be kept, or its fault and the text with what nobody can see taken out, to be shown again. */
export type TextReading =
  | { readonly ok: true; readonly text: string }
  | { readonly ok: false; readonly fault: TextFault; readonly text: string };

// Controls but tab and line feed; format characters (bidirectional marks, zero-width spaces, soft hyphens, byte order
// marks, tags) but the joiners, which Persian, Indic scripts and emoji need; line and paragraph separators; fillers.
const invisible =
  /[\u0000-\u0008\u000B-\u001F\u007F-\u009F\u2028\u2029\u115F\u1160\u3164\uFFA0\u2800]|(?![\u200C\u200D])\p{Cf}/gu;
// A joiner that joins nothing: doubled, or beside a space.
const idleJoiner = /(?<![^\s\u200C\u200D])[\u200C\u200D]+|[\u200C\u200D](?:[\u200C\u200D]+|(?![^\s]))/gu;
const pileOfMarks = /(\p{M}{5})\p{M}+/gu;
// What stands around a text and means nothing: space, and the joiners that keyboards leave behind.
const around = /^[\s\u200C\u200D]+|[\s\u200C\u200D]+$/g;
const unreadable = /[\uFFFD\p{Co}\p{Cs}\uFDD0-\uFDEF\uFFFE\uFFFF]/gu;
const markup = /[<>]|:\/\/|www\./i;

/**
 * Reads what was typed: composed (NFC), with plain line ends and no space around it. Nothing is changed
 * in silence: what cannot be seen is refused, and shown again without it.
 */
export function readText(typed: string, rule: TextRule): TextReading {
  const plain = Buffer.from(typed.replace(/\r\n?/g, '\n')).toString().normalize('NFC').replace(around, '');
  if (unreadable.test(rewound(unreadable, plain))) {
    return { ok: false, fault: 'unreadable', text: withoutInvisible(plain.replace(unreadable, '')) };
  }
  const clean = withoutInvisible(plain);
  if (rule.lines === 'one' && /[\n\t]/.test(clean)) {
    return { ok: false, fault: 'lines', text: clean.replace(/[\n\t]+/g, ' ') };
  }
  if (clean !== plain) return { ok: false, fault: 'invisible', text: clean };
  if (rule.markup === 'refused' && markup.test(clean)) return { ok: false, fault: 'markup', text: clean };
  if (lengthOf(clean) > rule.max) return { ok: false, fault: 'long', text: clean };
  return { ok: true, text: clean };
}

/** How many characters a reader would count, roughly: code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

function withoutInvisible(text: string): string {
  return text.replace(invisible, '').replace(idleJoiner, '').replace(pileOfMarks, '$1').replace(around, '');
}

function rewound(pattern: RegExp, text: string): string {
  pattern.lastIndex = 0;
  return text;
}
