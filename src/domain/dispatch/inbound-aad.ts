/** Associated data of a report that was kept: it belongs to one scope and one event. */
export function inboundAad(scope: string, id: string): string {
  return `inbound/v1\0${scope}\0${id}`;
}
