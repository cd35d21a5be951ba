/** One page of a list: `page` counts from 1. */
export interface Page<Item> {
  readonly items: readonly Item[];
  readonly page: number;
  readonly perPage: number;
  readonly total: number;
}

/** Which page of a list is wanted. */
export interface PageRequest {
  readonly page: number;
  readonly perPage: number;
}

/** A request within bounds: page at least 1, at most 100 a page. */
export function pageRequest(page = 1, perPage = 25): PageRequest {
  const whole = (value: number, least: number, most: number) =>
    Number.isFinite(value) ? Math.min(most, Math.max(least, Math.trunc(value))) : least;
  return { page: whole(page, 1, 1_000_000), perPage: whole(perPage, 1, 100) };
}

/** How many rows lie before the wanted page. */
export function offsetOf({ page, perPage }: PageRequest): number {
  return (page - 1) * perPage;
}

/** A page of a list that is whole at hand. */
export function slice<Item>(items: readonly Item[], request: PageRequest): Page<Item> {
  const from = offsetOf(request);
  return { ...request, items: items.slice(from, from + request.perPage), total: items.length };
}
