import type { VNode } from 'preact';
import type { Language } from '../../platform/i18n/texts.js';
import { TextField } from '../parts/field.view.js';
import { MessagePage } from '../parts/message-page.view.js';

/** What a sign-in link shows, the same whether it still holds or not: a button, because opening a link changes nothing. */
export function SignInPage({ t, action }: { readonly t: Language; readonly action: string }): VNode {
  return (
    <MessagePage t={t} title={t.say('console.sign-in.title')}>
      <p class="lead">{t.say('console.sign-in.lead')}</p>
      <form method="post" action={action}>
        <button class="button" type="submit">
          {t.say('console.sign-in.button')}
        </button>
      </form>
      <p class="fine">{t.say('console.sign-in.once')}</p>
    </MessagePage>
  );
}

/** How one comes by a link: by mail, or from whoever runs the service. */
export function SignInNeededPage({ t, action }: { readonly t: Language; readonly action: string }): VNode {
  return (
    <MessagePage t={t} title={t.say('console.sign-in-needed.title')}>
      <p class="lead">{t.say('console.sign-in-mail.lead')}</p>
      <form method="post" action={action}>
        <TextField
          name="email"
          type="email"
          label={t.say('console.sign-in-mail.email')}
          value=""
          autocomplete="email"
          dir="ltr"
          required
        />
        <button class="button" type="submit">
          {t.say('console.sign-in-mail.button')}
        </button>
      </form>
      <p class="fine">{t.say('console.sign-in-needed.lead')}</p>
      <p>
        <code dir="ltr">npx --no vigil organizer sign-in --as EMAIL</code>
      </p>
    </MessagePage>
  );
}

/** The one answer to whoever asked for a link, whatever the address. */
export function SignInMailedPage({ t }: { readonly t: Language }): VNode {
  return (
    <MessagePage t={t} title={t.say('console.sign-in-mail.sent.title')}>
      <p class="lead">{t.say('console.sign-in-mail.sent')}</p>
      <p class="fine">{t.say('console.sign-in.once')}</p>
    </MessagePage>
  );
}
