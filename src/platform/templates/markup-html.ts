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

const GREEN = '#16544d';
const BUTTON_CELL = `border-radius:8px;background:${GREEN};mso-padding-alt:14px 28px`;
const BUTTON =
  `display:inline-block;padding:14px 28px;border:1px solid ${GREEN};border-radius:8px;color:#ffffff;` +
  'font-size:18px;font-weight:600;line-height:1.35;text-decoration:none';
const CODE =
  'display:inline-block;padding:10px 14px;border-radius:8px;background:#f1ede5;color:#1d1b18;' +
  "font-family:ui-monospace,'SF Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;font-size:25px;line-height:1.3;letter-spacing:.03em";
const FINE = 'margin-top:26px;padding-top:18px;border-top:1px solid #ded8cc;font-size:15px;color:#5a554d';

/**
 * The HTML of a mail's body: nothing in it but the markup's own elements. The first action is a button, and the only
 * one: what else can be done is a plain link. Below the first rule all is small print.
 */
export function markupToHtml(blocks: readonly Block[]): string {
  const rule = blocks.findIndex(({ kind }) => kind === 'rule');
  const main = rule < 0 ? blocks : blocks.slice(0, rule);
  const first = main.findIndex(({ kind }) => kind === 'action');
  const shown = main.map((node, i) => block(i === first ? node : quiet(node)));
  if (rule < 0) return shown.join('\n');
  const fine = blocks.slice(rule + 1).map((node) => block(quiet(node)));
  return [...shown, `<div class="fine" style="${FINE}">`, ...fine, '</div>'].join('\n');
}

function quiet(node: Block): Block {
  if (node.kind !== 'action') return node;
  return { kind: 'paragraph', children: [{ kind: 'link', href: node.href, children: node.children }] };
}

function block(node: Block): string {
  switch (node.kind) {
    case 'paragraph':
      return paragraph(node.children);
    case 'heading':
      return `<h${node.level}>${inlines(node.children)}</h${node.level}>`;
    case 'quote':
      return `<blockquote><p>${inlines(node.children)}</p></blockquote>`;
    case 'rule':
      return '<hr>';
    case 'action':
      return button(node.href, inlines(node.children));
    case 'list': {
      const tag = node.ordered ? 'ol' : 'ul';
      return `<${tag}>\n${node.items.map((item) => `<li>${inlines(item)}</li>`).join('\n')}\n</${tag}>`;
    }
  }
}

/** A code that stands alone is what somebody types from another screen: large, and left to right in every language. */
function paragraph(children: readonly Inline[]): string {
  const [only, ...others] = children;
  if (only?.kind !== 'code' || others.length > 0) return `<p>${inlines(children)}</p>`;
  return `<p><span class="code" dir="ltr" style="${CODE}">${escapeHtml(only.text)}</span></p>`;
}

/** A cell that is filled, since Outlook leaves a link's own padding out. */
function button(href: string, label: string): string {
  const link = `<a href="${escapeHtml(href)}" style="${BUTTON}">${label}</a>`;
  return (
    '<table role="presentation" class="button" cellpadding="0" cellspacing="0" border="0" style="margin:22px 0">' +
    `<tr><td style="${BUTTON_CELL}">${link}</td></tr></table>`
  );
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
