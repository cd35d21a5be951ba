import { slot, slotsIn } from '../mail/slots.js';

/** Whether an address of a link is nothing but a slot that dispatch fills for each recipient. */
export function isSlotMarker(text: string): boolean {
  const [name, ...others] = slotsIn(text);
  return name !== undefined && others.length === 0 && text === slot(name);
}
