import { localeNames } from '../../platform/i18n/locale.js';
import { supporters } from './cast.js';
import { DEMO_SLUG } from './demo-file.js';
import { until } from './patience.js';
import { confirmationLink, UnexpectedAnswer } from './service-door.js';
import type { Scene } from './stage.js';

/** The longest a confirmed signature may take into the public count: the longest counting interval, twice. */
const COUNT_SECONDS = 120;
const MAIL_SECONDS = 30;

/** Three people sign in three languages, and confirm by the link in their mail. */
export async function sign({ door, narrator }: Scene): Promise<void> {
  narrator.begin('Supporters sign');
  for (const { locale, name, email } of supporters) {
    await door.sign(DEMO_SLUG, locale, { name, email, visibility: 'counted', news: 'yes' });
    const mail = await until(
      `the mail to ${email}`,
      MAIL_SECONDS,
      async () => (await door.mailsTo(email))[0] ?? null,
    );
    const link = confirmationLink(await door.textOf(mail));
    if (link === null) throw new UnexpectedAnswer('a confirmation mail without its link', 200);
    await door.confirm(link);
    narrator.tell(
      `${name} signed in ${localeNames[locale]}, read the mail "${mail.subject}" and confirmed.`,
      `${door.url}/mailbox/messages/${mail.id}`,
      link,
    );
  }
  const { confirmed } = await until('the count', COUNT_SECONDS, async () => {
    const progress = await door.progress(DEMO_SLUG);
    return progress && progress.confirmed >= supporters.length ? progress : null;
  });
  narrator.tell(
    `The public count says ${String(confirmed)}, and nobody who asks can tell who they are.`,
    `${door.url}/c/${DEMO_SLUG}/progress.json`,
  );
}
