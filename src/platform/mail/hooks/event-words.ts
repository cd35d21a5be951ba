const MOST = 16_000;
/** Where Postmark puts the mail. */
const RETURNED = 'Content';

/** An event as a person may read it: everything the relay said, but not the mail that it returns. */
export function eventWords(event: object): string {
  const said = Object.entries(event).filter(([name]) => name !== RETURNED);
  return JSON.stringify(Object.fromEntries(said), null, 2).slice(0, MOST);
}
