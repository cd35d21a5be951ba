import type { Block, Inline } from './markup.js';

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** A text as HTML content or attribute value. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (mark) => ENTITIES[mark] ?? mark);
}

const BUTTON =
  'display:inline-block;padding:12px 22px;border-radius:6px;background:#1d3557;color:#ffffff;text-decoration:none;font-weight:600';

/** The HTML of a letter's body: nothing in it but the markup's own elements. Below a rule an action is a plain link. */
export function markupToHtml(blocks: readonly Block[]): string {
  const rule = blocks.findIndex(({ kind }) => kind === 'rule');
  return blocks.map((node, i) => (rule >= 0 && i > rule ? block(quiet(node)) : block(node))).join('\n');
}

function quiet(node: Block): Block {
  if (node.kind !== 'action') return node;
  return { kind: 'paragraph', children: [{ kind: 'link', href: node.href, children: node.children }] };
}

function block(node: Block): string {
  switch (node.kind) {
    case 'paragraph':
      return `<p>${inlines(node.children)}</p>`;
    case 'heading':
      return `<h${node.level}>${inlines(node.children)}</h${node.level}>`;
    case 'quote':
      return `<blockquote><p>${inlines(node.children)}</p></blockquote>`;
    case 'rule':
      return '<hr>';
    case 'action':
      return `<p><a href="${escapeHtml(node.href)}" style="${BUTTON}">${inlines(node.children)}</a></p>`;
    case 'list': {
      const tag = node.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${node.items.map((item) => `<li>${inlines(item)}</li>`).join('\n')}\n</${tag}>`;
    }
  }
}

function inlines(nodes: readonly Inline[]): string {
  return nodes.map(inline).join('');
}

function inline(node: Inline): string {
  switch (node.kind) {
    case 'text':
      return escapeHtml(node.text);
    case 'code':
      return `<code>${escapeHtml(node.text)}</code>`;
    case 'strong':
      return `<strong>${inlines(node.children)}</strong>`;
    case 'emphasis':
      return `<em>${inlines(node.children)}</em>`;
    case 'link':
      return `<a href="${escapeHtml(node.href)}">${inlines(node.children)}</a>`;
    case 'break':
      return '<br>\n';
  }
}
