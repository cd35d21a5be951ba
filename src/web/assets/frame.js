'use strict';
/*
 * Inside a partner's page: tells the height and that a form was sent, to the page that asked and only if the campaign
 * lists its origin; brings the focus to what has to be changed, which browsers do not do by themselves in a frame.
 */
(() => {
  const { origins = '', event } = document.documentElement.dataset;
  const listed = origins.split(' ').filter(Boolean);

  // The fragment that leads to what has to be changed where no script runs would take the focus away from it again.
  for (const form of document.querySelectorAll('form[action*="#"]')) {
    form.setAttribute('action', form.getAttribute('action').split('#')[0]);
  }
  document.querySelector('[autofocus], [data-focus]')?.focus();
  if (parent === window) return;

  let host = null;
  let told = 0;
  const tell = (what, more) => parent.postMessage({ vigil: what, ...more }, host);

  const measure = () => {
    const height = Math.ceil(document.body.getBoundingClientRect().height);
    if (host === null || height === told) return;
    told = height;
    tell('resize', { height });
  };

  addEventListener('message', ({ source, origin, data }) => {
    if (source !== parent || data?.vigil !== 'hello' || !listed.includes(origin)) return;
    host = origin;
    told = 0;
    tell('ready');
    tell(event);
    measure();
  });
  new ResizeObserver(measure).observe(document.body);
})();
