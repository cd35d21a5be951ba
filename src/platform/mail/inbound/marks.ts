const RETURN_PATH = /b\+[0-9a-z]{1,25}\.[0-9a-f]{8}(?==?@)/gi;
const MESSAGE_ID = /<m([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})@/gi;

/** Everything in a text that looks like an envelope sender of ours, rewritten ones (SRS, BATV) included. */
export function returnPathsIn(text: string): string[] {
  return [...new Set([...text.matchAll(RETURN_PATH)].map(([found]) => found.toLowerCase()))];
}

/** The ids of everything in a text that looks like a Message-ID of ours. */
export function messageIdsIn(text: string): string[] {
  return [...new Set([...text.matchAll(MESSAGE_ID)].map(([, id]) => (id ?? '').toLowerCase()))];
}
