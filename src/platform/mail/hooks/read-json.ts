import { HookUnreadable } from './hook.errors.js';

/** A body as JSON. Throws HookUnreadable. */
export function readJson(text: string | Buffer): unknown {
  try {
    return JSON.parse(text.toString()) as unknown;
  } catch {
    throw new HookUnreadable();
  }
}
