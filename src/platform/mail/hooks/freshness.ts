/** A clock may be so far ahead of ours. */
const AHEAD_MS = 10 * 60_000;

/** Whether a time of signing (Unix seconds, as text) lies so near that the relay may still be trying: its own retries are not to be refused. */
export function isFresh(seconds: string, now: Date, withinMs: number): boolean {
  if (!/^\d{9,11}$/.test(seconds)) return false;
  const age = now.getTime() - Number(seconds) * 1000;
  return age <= withinMs && age >= -AHEAD_MS;
}
