import type { Language } from '../../platform/i18n/texts.js';
import { messageFor, recordOf } from './read-sign-form.js';
import { addressForm } from './sign.form.js';

/** An address from a form that asks for nothing else, or the sentence about what was wrong. */
export function readAddress(
  body: unknown,
  t: Language,
): { readonly ok: true; readonly email: string } | { readonly ok: false; readonly message: string } {
  const parsed = addressForm.safeParse(recordOf(body));
  if (parsed.success) return { ok: true, email: parsed.data.email };
  const [issue] = parsed.error.issues;
  return { ok: false, message: messageFor('email', issue?.message ?? 'form.email.invalid', t) };
}
