/**
 * An array of values that PostgreSQL reads without quotes (ids, numbers, booleans, days, instants) as its text form:
 * the driver would look through every one of them for something to escape. Never for texts.
 */
export function plainArray(values: readonly (string | number | boolean | Date | null)[]): string {
  return `{${values.map(plain).join(',')}}`;
}

function plain(value: string | number | boolean | Date | null): string {
  if (value === null) return 'NULL';
  return value instanceof Date ? value.toISOString() : String(value);
}
