'use strict';
/*
 * A form's proof of work, done in the background from the first touch of the form on. It never stands between a
 * person and the form: what is not solved shortly after the form is sent, or cannot be, is left out.
 */
(() => {
  const PATIENCE_MS = 2500;
  const FRESH_MS = 18 * 60 * 1000;
  const AFTERWARDS_MS = 8000;

  // Elsewhere a browser has no cryptography.
  if (!isSecureContext) return;

  for (const form of document.querySelectorAll('form[data-proof]')) {
    const line = form.querySelector('.proof');
    let proof = null;
    let sending = false;

    const say = (what) => {
      if (line) line.textContent = what ? line.dataset[what] : '';
    };

    const forget = () => {
      proof?.stop();
      proof = null;
      sending = false;
      say(null);
    };

    // Should the page still be here later (a stopped request, a page the browser kept), all begins anew: a proof serves once.
    const sent = () => setTimeout(forget, AFTERWARDS_MS);

    // One proof: begun, then solved or given up; `text` is what the form sends.
    const begin = () => {
      const one = { text: '', begunAt: Date.now(), stop: () => {} };
      one.over = solve(form.dataset, one)
        .then((text) => {
          one.text = text;
          if (one === proof) say('ready');
        })
        .catch(() => {
          if (one === proof) say(null);
        });
      return one;
    };

    const ensure = () => {
      if (proof && Date.now() - proof.begunAt < FRESH_MS) return proof;
      proof?.stop();
      proof = begin();
      return proof;
    };

    form.addEventListener('focusin', () => {
      if (proof) return;
      say('working');
      ensure();
    });

    form.addEventListener('formdata', ({ formData }) => {
      if (proof?.text) formData.set('altcha', proof.text);
    });

    form.addEventListener('submit', (event) => {
      if (sending) {
        event.preventDefault();
        return;
      }
      sending = true;
      const { text, over } = ensure();
      if (text) {
        sent();
        return;
      }
      event.preventDefault();
      say('sending');
      const enough = new Promise((done) => setTimeout(done, PATIENCE_MS));
      Promise.race([over, enough]).then(() => {
        sent();
        form.submit();
      });
    });

    addEventListener('pageshow', ({ persisted }) => {
      if (persisted) forget();
    });
  }

  async function solve({ proof: address, worker: script }, one) {
    const answer = await fetch(address, { headers: { accept: 'application/json' } });
    if (!answer.ok) throw new Error(String(answer.status));
    const challenge = await answer.json();
    const worker = new Worker(script);
    one.stop = () => worker.terminate();
    try {
      const solution = await new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => (data?.derivedKey ? resolve(data) : reject(new Error('unsolved')));
        worker.onerror = reject;
        worker.postMessage({ type: 'work', challenge, counterStart: 0, counterStep: 1 });
      });
      return btoa(JSON.stringify({ challenge, solution }));
    } finally {
      worker.terminate();
    }
  }
})();
