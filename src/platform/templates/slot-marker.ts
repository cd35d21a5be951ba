/** Whether an address of a link is nothing but a slot that dispatch fills for each recipient. */
export function isSlotMarker(text: string): boolean {
  return /^[^\s:/]+$/.test(text);
}
