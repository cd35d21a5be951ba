'use strict';
/* Copies the campaign's address, or hands it to the device's own way of sharing; the links beside work without it. */
(() => {
  for (const place of document.querySelectorAll('[data-share]')) {
    const { share: url, text } = place.dataset;
    const field = place.querySelector('input');
    const line = place.querySelector('[role="status"]');
    const copy = place.querySelector('[data-do="copy"]');
    const share = place.querySelector('[data-do="share"]');

    field.addEventListener('focus', () => field.select());

    copy.hidden = !navigator.clipboard;
    copy.addEventListener('click', async () => {
      try {
        await navigator.clipboard.writeText(url);
        line.textContent = copy.dataset.done;
      } catch {
        field.focus();
      }
    });

    share.hidden = !navigator.share;
    share.addEventListener('click', () => {
      // Whoever thinks better of it has done nothing wrong.
      navigator.share({ text, url }).catch(() => undefined);
    });
  }
})();
