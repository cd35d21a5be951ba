import type { VNode } from 'preact';
import type { Language } from '../../../platform/i18n/texts.js';
import { shareScript } from '../../parts/asset-files.js';
import { QrCode } from './qr-code.view.js';
import type { SharingModel } from './sharing.model.js';

/** How to tell others: plain links, the address to copy, a code to scan, and the day to keep. */
export function Sharing({ t, sharing }: { readonly t: Language; readonly sharing: SharingModel }): VNode {
  const { address, text, links, anniversary } = sharing;
  return (
    <section class="panel share" aria-labelledby="share-title" data-share={address} data-text={text}>
      <h2 id="share-title">{t.say('share.title')}</h2>
      <p class="hint">{t.say('share.lead')}</p>
      <div class="share-copy">
        <label for="share-address">{t.say('share.address')}</label>
        <input id="share-address" type="text" readonly dir="ltr" value={address} autocomplete="off" />
        <button
          class="button button-quiet"
          type="button"
          data-do="copy"
          data-done={t.say('share.copied')}
          hidden
        >
          {t.say('share.copy')}
        </button>
        <button class="button button-quiet" type="button" data-do="share" hidden>
          {t.say('share.native')}
        </button>
        <p class="fine" role="status" />
      </div>
      <ul class="share-links">
        {links.map(({ name, href }) => (
          <li key={name}>
            <a
              class="button button-quiet"
              href={href}
              {...(href.startsWith('mailto:') ? {} : { target: '_blank', rel: 'noopener noreferrer' })}
            >
              <bdi>{name}</bdi>
            </a>
          </li>
        ))}
      </ul>
      <p class="fine">{t.say('share.note')}</p>
      <details class="share-code">
        <summary>{t.say('share.qr')}</summary>
        <QrCode text={address} label={t.say('share.qr.label', { address })} />
      </details>
      {anniversary === null ? null : (
        <p class="share-day">
          {t.say('share.day', { date: t.dateFully(anniversary.date) })}{' '}
          <a href={anniversary.path} download>
            {t.say('share.calendar')}
          </a>
        </p>
      )}
      <script src={shareScript.path} defer />
    </section>
  );
}
