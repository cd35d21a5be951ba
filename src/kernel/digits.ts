const DIGIT = /^\p{Nd}$/u;

/** A text with the decimal digits of every script as 0 to 9; nothing else is changed. */
export function asciiDigits(text: string): string {
  return text.replace(/[^\P{Nd}0-9]/gu, valueOf);
}

/** Decimal digits stand in runs of ten from their zero (Unicode, §4.6), so the distance to the run's start tells the value. */
function valueOf(digit: string): string {
  const point = digit.codePointAt(0) ?? 0;
  let start = point;
  while (DIGIT.test(String.fromCodePoint(start - 1))) start--;
  return String((point - start) % 10);
}
