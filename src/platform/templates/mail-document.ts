import { escapeHtml } from './markup-html.js';

export interface MailDocument {
  readonly locale: string;
  readonly dir: 'ltr' | 'rtl';
  readonly title: string;
  /** The body's HTML, already safe. */
  readonly body: string;
}

const latin =
  "-apple-system,BlinkMacSystemFont,'Segoe UI',Roboto,'Noto Sans','Helvetica Neue',Arial,sans-serif";
const arabic = "Vazirmatn,'Noto Sans Arabic','Segoe UI','SF Arabic','Geeza Pro',Tahoma,sans-serif";

// What a mail program that drops style elements loses is air and the dark look; the rest stands in the tags.
const STYLE = `:root{color-scheme:light dark;supported-color-schemes:light dark}
body{margin:0;padding:0;width:100%;-webkit-text-size-adjust:100%}
table{border-spacing:0}
h1,h2,h3{margin:0 0 14px;line-height:1.3;font-weight:700}
h1{font-size:25px}
h2{font-size:20px}
h3{font-size:17px}
p,ul,ol,blockquote{margin:0 0 16px}
li{margin:0 0 8px}
blockquote{padding:0 16px;border-inline-start:3px solid #ded8cc}
a{color:#16544d}
.sheet{overflow-wrap:break-word;word-break:break-word}
.sheet .button a{color:#ffffff}
.fine p{margin:0 0 10px}
@media (max-width:480px){
.page>tbody>tr>td{padding:0 !important}
.card{border-width:4px 0 0 !important;border-radius:0 !important}
.card>tbody>tr>td{padding:26px 20px 22px !important}
.code{font-size:22px !important}
h1{font-size:23px}
}
@media (prefers-color-scheme:dark){
body,.page{background:#131514 !important}
.card{background:#1b1e1d !important;border-color:#8fd3c8 #343836 #343836 !important}
.sheet{color:#ece8e0 !important}
.fine{color:#b3ada2 !important;border-color:#343836 !important}
.code{background:#262b29 !important;color:#ece8e0 !important}
blockquote{border-color:#343836}
a{color:#8fd3c8}
.button td{background:#8fd3c8 !important}
.sheet .button a{color:#06251f !important;border-color:#8fd3c8 !important}
}`;

// Word lays mail out in Outlook for Windows: it needs a width, and falls back to a serif for a font it does not know.
const WORD = `<!--[if mso]><style>body,table,td,p,li,h1,h2,h3,a{font-family:'Segoe UI',Tahoma,Arial,sans-serif !important}</style><![endif]-->`;

/**
 * A whole HTML page for mail: its language, its direction, one column in a table, light and dark, no picture and
 * nothing fetched. It holds in Outlook, Gmail and Apple Mail, with style elements or without.
 */
export function mailDocument({ locale, dir, title, body }: MailDocument): string {
  const font = dir === 'rtl' ? `${arabic};line-height:1.85` : `${latin};line-height:1.6`;
  return `<!doctype html>
<html lang="${escapeHtml(locale)}" dir="${dir}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
${WORD}
</head>
<body style="margin:0;padding:0;background:#f1ede5">
<table role="presentation" class="page" width="100%" cellpadding="0" cellspacing="0" border="0" style="background:#f1ede5">
<tr><td align="center" style="padding:28px 12px">
<!--[if mso]><table role="presentation" width="600" cellpadding="0" cellspacing="0" border="0"><tr><td><![endif]-->
<table role="presentation" class="card" width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:600px;background:#ffffff;border:1px solid #ded8cc;border-top:4px solid #16544d;border-radius:8px">
<tr><td align="${dir === 'rtl' ? 'right' : 'left'}" style="padding:34px 38px 28px">
<div class="sheet" dir="${dir}" style="font-family:${font};font-size:17px;color:#1d1b18">
${body}
</div>
</td></tr>
</table>
<!--[if mso]></td></tr></table><![endif]-->
</td></tr>
</table>
</body>
</html>
`;
}
