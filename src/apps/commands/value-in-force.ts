/** Never shown, not even to the operator: it would end up in a terminal's history and in a bug report. */
const secrets = new Set([
  'VIGIL_MASTER_KEY',
  'VIGIL_METRICS_TOKEN',
  'VIGIL_HOOK_POSTMARK_LOGIN',
  'VIGIL_HOOK_MAILGUN_KEY',
]);

/** What a variable is set to, as it may be shown: a secret is only said to be set, a URL loses its password. */
export function valueInForce(name: string, value: string | undefined): string | null {
  const text = value?.trim() ?? '';
  if (text === '') return null;
  if (secrets.has(name)) return '(set)';
  if (!name.endsWith('_URL')) return text;
  if (!URL.canParse(text)) return '(set, but no URL)';
  const url = new URL(text);
  if (url.password !== '') url.password = '***';
  return url.href;
}
