import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { meantAddress } from '../parts/address-hint.js';

const HERE = '\u{F0000}';

/**
 * Asks whether another address was meant, under the field, where what was typed differs from a well-known domain by a
 * slip. It never changes anything; the script fills the same line while the form is being typed.
 */
export function AddressHint({ t, typed }: { readonly t: Language; readonly typed: string }): VNode {
  const [before = '', after = ''] = t.say('form.email.meant', { address: HERE }).split(HERE);
  const meant = meantAddress(typed);
  return (
    <p
      class="suggestion"
      role="status"
      data-before={before}
      data-after={after}
      data-use={t.say('form.email.use')}
    >
      {meant === null ? null : (
        <>
          {before}
          <bdi dir="ltr">{meant}</bdi>
          {after}
        </>
      )}
    </p>
  );
}
