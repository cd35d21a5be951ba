/** Associated data of a sealed form: it can be moved neither to another scope nor to another row. */
export function formAad(scope: string, id: string): string {
  return `intake/v1\0${scope}\0${id}`;
}
