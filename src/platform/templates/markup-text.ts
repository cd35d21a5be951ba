import type { Block, Inline } from './markup.js';

/** The plain text of the same letter: no marks, an action's address alone on its line. */
export function markupToText(blocks: readonly Block[]): string {
  return `${blocks.map(block).join('\n\n')}\n`;
}

function block(node: Block): string {
  switch (node.kind) {
    case 'paragraph':
    case 'heading':
      return inlines(node.children);
    case 'quote':
      return inlines(node.children).replace(/^/gm, '> ');
    case 'rule':
      return '—————';
    case 'action': {
      const label = inlines(node.children);
      return label === node.href ? node.href : `${label}\n${node.href}`;
    }
    case 'list':
      return node.items
        .map((item, i) => `${node.ordered ? `${i + 1}.` : '-'} ${inlines(item).replace(/\n/g, '\n  ')}`)
        .join('\n');
  }
}

function inlines(nodes: readonly Inline[]): string {
  return nodes.map(inline).join('');
}

function inline(node: Inline): string {
  switch (node.kind) {
    case 'text':
    case 'code':
      return node.text;
    case 'strong':
    case 'emphasis':
      return inlines(node.children);
    case 'link': {
      const label = inlines(node.children);
      return label === node.href ? node.href : `${label} (${node.href})`;
    }
    case 'break':
      return '\n';
  }
}
