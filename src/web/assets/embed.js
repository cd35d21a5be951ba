'use strict';
/*
 * For partners' pages: fits the frame with a campaign's sign form to its content and tells the page what happened, by
 * events on the element marked data-vigil-embed:
 *
 *   vigil:ready   the form is there
 *   vigil:resize  detail.height, in CSS pixels
 *   vigil:signed  a form was sent; whether its signature is ever confirmed is told to nobody
 *
 * It sets no cookie, stores nothing, and hears and speaks with the service it was loaded from alone.
 */
(() => {
  const HIGHEST = 20000;
  const USUAL = 1800;
  // The narrower the frame, the more lines: below so many CSS pixels of width, so many times the height is kept free.
  const NARROW = [
    [320, 1.6],
    [380, 1.42],
    [460, 1.3],
    [620, 1.12],
  ];
  const { src } = document.currentScript;
  const service = new URL(src).origin;
  const known = new WeakSet();

  // A frame that shows nothing yet still belongs to this page; its load event follows.
  const isThere = (frame) => {
    try {
      return frame.contentDocument === null || frame.contentDocument.URL !== 'about:blank';
    } catch {
      return true;
    }
  };

  // Not yet a frame: a link to the campaign, or data-campaign beside data-lang, data-theme and data-height.
  const frameFor = (place) => {
    const { campaign, lang, theme, height } = place.dataset;
    const frame = document.createElement('iframe');
    const path = [lang, 'embed', campaign].filter(Boolean).map(encodeURIComponent).join('/');
    const address = new URL(`/${path}`, service);
    if (theme) address.searchParams.set('theme', theme);
    frame.src = address.href;
    frame.title = place.textContent.trim();
    frame.height = String(Number(height) || USUAL);
    frame.referrerPolicy = 'no-referrer';
    frame.loading = 'lazy';
    place.prepend(frame);
    return frame;
  };

  const follow = (place, frame) => {
    const asked = Number(frame.height) || 0;
    const kept = () => {
      const [, more] = NARROW.find(([width]) => frame.clientWidth < width) ?? [0, 1];
      return Math.ceil(asked * more);
    };
    // What ends below the window may end higher: nobody sees it move.
    const endsUnseen = (height) => {
      const { top } = frame.getBoundingClientRect();
      return top + height >= innerHeight;
    };
    let sent = false;
    let ready = false;
    const tell = (name, detail) =>
      place.dispatchEvent(new CustomEvent(`vigil:${name}`, { bubbles: true, detail }));
    const hello = () => frame.contentWindow?.postMessage({ vigil: 'hello' }, service);

    frame.style.border = '0';
    frame.style.display = 'block';
    frame.style.inlineSize = '100%';
    frame.style.blockSize = `${kept()}px`;

    addEventListener('message', ({ source, origin, data }) => {
      if (source !== frame.contentWindow || origin !== service || typeof data?.vigil !== 'string') return;
      if (data.vigil === 'resize') {
        const wanted = Math.min(HIGHEST, Math.ceil(Number(data.height)));
        if (!(wanted > 0)) return;
        // Where it would be seen, the form takes no less than was kept free for it, so that nothing moves while it loads.
        const height = sent || endsUnseen(wanted) ? wanted : Math.max(wanted, kept());
        frame.style.blockSize = `${height}px`;
        tell('resize', { height });
      } else if (data.vigil === 'signed' && !sent) {
        sent = true;
        tell('signed', null);
      } else if (data.vigil === 'form') {
        sent = false;
      } else if (data.vigil === 'ready' && !ready) {
        ready = true;
        tell('ready', null);
      }
    });
    frame.addEventListener('load', hello);
    if (isThere(frame)) hello();
  };

  const begin = () => {
    for (const place of document.querySelectorAll('[data-vigil-embed]')) {
      if (known.has(place)) continue;
      const frame = place.querySelector('iframe') ?? (place.dataset.campaign ? frameFor(place) : null);
      if (!frame || new URL(frame.src).origin !== service) continue;
      known.add(place);
      follow(place, frame);
    }
  };

  begin();
  if (document.readyState === 'loading') addEventListener('DOMContentLoaded', begin);
})();
