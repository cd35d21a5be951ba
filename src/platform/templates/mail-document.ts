import { escapeHtml } from './markup-html.js';

export interface MailDocument {
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  /** The body's HTML, already safe. */
  readonly body: string;
}

const STYLE = `body{margin:0;background:#f4f4f1;color:#1a1a1a;font-family:Georgia,"Noto Naskh Arabic",Vazirmatn,"Times New Roman",serif;font-size:17px;line-height:1.6}
.sheet{max-width:38em;margin:0 auto;padding:28px 24px;background:#ffffff}
h1,h2,h3{line-height:1.3}
hr{border:0;border-top:1px solid #cfcfc8;margin:28px 0 16px}
hr~p{font-size:14px;color:#555550}
code{font-size:1.25em;letter-spacing:.06em}
blockquote{margin:0;padding:0 16px;border-inline-start:3px solid #cfcfc8}
a{color:#1d3557}`;

/** A whole HTML page for mail: its language, its direction, one small style, no picture and nothing fetched. */
export function mailDocument({ locale, dir, title, body }: MailDocument): string {
  return `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
<div class="sheet" dir="${dir}">
${body}
</div>
</body>
</html>
`;
}
