import type { Email } from 'postal-mime';
import { ABSENCE_SUBJECT, AUTO_SENTENCE, AUTO_SUBJECT } from './auto-reply-words.js';
import { textOfMail } from './mail-text.js';

/** Fields that programs write of themselves under many names; the one that asks others for silence is no such field. */
const PROGRAM_FIELD =
  /^x-(?:.+-)?(?:auto-?(?:repl(?:y|ied)|respon(?:d|ded|se|der)|answer|generated)|vacation|out-?of-?office)\b(?!-suppress)|^x-ms-exchange-inbox-rules-loop$/;
const SUBJECT_CHARACTERS = 300;
const OPENING_CHARACTERS = 600;
const QUOTATION =
  /^\s*(?:>|-{3,}|_{5,}|\*?(?:from|von|de|da|от|发件人|發件人|差出人|보낸 ?사람|از|من)\*?\s*[:：])|(?:wrote|schrieb.*|écrit|escribió|写道|寫道|نوشت\S*|كتب|писал\S*|пишет|作成|작성)\s*[:：]\s*$/iu;

/**
 * Whether a program answered, not a person (RFC 3834 §5, and what older programs do instead). A mailing list's or a
 * ticket system's receipt is one too.
 */
export function isAutoReply(email: Email): boolean {
  const header = (name: string) =>
    email.headers
      .find(({ key }) => key === name)
      ?.value.trim()
      .toLowerCase();
  const submitted = header('auto-submitted');
  if (submitted !== undefined && !submitted.startsWith('no')) return true;
  if (email.headers.some(({ key, value }) => PROGRAM_FIELD.test(key) && !/^\s*(?:no|false|0)\b/i.test(value)))
    return true;
  if ((header('x-ms-exchange-generated-message-source') ?? '').includes('mailbox rules agent')) return true;
  if (/^(?:auto[_-]?reply|junk|bulk)/.test(header('precedence') ?? '')) return true;
  return saysAutoReply(email.subject ?? '') || AUTO_SENTENCE.test(opening(textOfMail(email)));
}

/** Whether a subject is one that programs give their answers. */
export function saysAutoReply(subject: string): boolean {
  const said = subject.trim().slice(0, SUBJECT_CHARACTERS);
  return AUTO_SUBJECT.test(said) || ABSENCE_SUBJECT.test(said);
}

/** How a text begins, without what it quotes: a letter of ours in it may say that a program sent it. */
function opening(text: string): string {
  const lines = text.slice(0, 4 * OPENING_CHARACTERS).split(/\r?\n/);
  const at = lines.findIndex((line) => QUOTATION.test(line));
  return (at < 0 ? lines : lines.slice(0, at)).join('\n').slice(0, OPENING_CHARACTERS);
}
