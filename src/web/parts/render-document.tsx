import type { VNode } from 'preact';
import { renderToStaticMarkup } from 'preact-render-to-string';

/** The bytes of a page: a doctype and static markup, with no script and no style in it. */
export function renderDocument(page: VNode): string {
  return `<!doctype html>${renderToStaticMarkup(page)}`;
}
