import { Texts } from '../../src/platform/i18n/texts.js';

const plain = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ';
const accented = Array.from('áƀćđéƒǵĥíĵķĺḿńóṕɋŕśťúṽẃẋýźÁɃĆĐÉƑǴĤÍĴĶĹḾŃÓṔɊŔŚŤÚṼẂẊÝŹ');
const vowel = /[aeiouAEIOU]/;

/** A letter as the pseudo-language writes it: accented, and vowels twice, so that texts grow by some forty per cent. */
function letter(mark: string): string {
  const at = plain.indexOf(mark);
  const other = at < 0 ? mark : (accented[at] ?? mark);
  return vowel.test(mark) ? other + other : other;
}

/** An ICU message in the pseudo-language: its words accented and longer, its placeholders and plural forms as they are. */
export function pseudo(message: string): string {
  let at = 0;
  let out = '';
  const copyOne = () => {
    out += message[at++] ?? '';
  };
  const copyUntil = (ends: string) => {
    while (at < message.length && !ends.includes(message[at] ?? '')) copyOne();
  };
  const argument = () => {
    copyOne();
    copyUntil(',}');
    if (message[at] === ',') {
      copyOne();
      copyUntil(',}');
    }
    while (at < message.length && message[at] !== '}') {
      copyUntil('{}');
      if (message[at] !== '{') break;
      copyOne();
      words();
      copyOne();
    }
    copyOne();
  };
  const words = () => {
    while (at < message.length && message[at] !== '}') {
      if (message[at] === '{') argument();
      else out += letter(message[at++] ?? '');
    }
  };
  words();
  return out;
}

/** Makes English speak the pseudo-language in this process; a text that has no accent then is none of the service's. */
export function speakPseudo(): void {
  const messages = Reflect.get(Texts.in('en'), 'messages') as Record<string, string>;
  for (const [key, message] of Object.entries(messages)) messages[key] = pseudo(message);
}
