/** A copy of an object that lacks some of its fields. */
export function without<Whole extends object>(whole: Whole, ...names: readonly string[]): Whole {
  return Object.fromEntries(Object.entries(whole).filter(([name]) => !names.includes(name))) as Whole;
}
