'use strict';
/*
 * Leaves the page at once: by the link, or by Escape pressed three times. The page is emptied before the other one has
 * come, and its entry in the history is replaced; in a partner's page, that page's. What was opened before stays in the history: no page can change that.
 */
(() => {
  const PRESSES = 3;
  const WITHIN_MS = 2000;
  const exit = document.querySelector('a.exit');
  if (!exit) return;
  let presses = [];

  const leave = () => {
    document.documentElement.classList.add('gone-away');
    document.title = '\u00A0';
    try {
      top.location.replace(exit.href);
    } catch {
      // The partner's page does not let a frame lead it away: then the frame alone leaves.
      location.replace(exit.href);
    }
  };

  exit.addEventListener('click', (event) => {
    event.preventDefault();
    leave();
  });

  addEventListener('keydown', ({ key, repeat }) => {
    if (repeat) return;
    const now = Date.now();
    presses = key === 'Escape' ? [...presses.filter((at) => now - at < WITHIN_MS), now] : [];
    if (presses.length >= PRESSES) leave();
  });

  // The browser may have kept the emptied page for its back button: it stays empty and leaves again.
  addEventListener('pageshow', ({ persisted }) => {
    if (persisted && document.documentElement.classList.contains('gone-away')) leave();
  });
})();
