'use strict';
/*
 * What makes the sign form easier where scripts run: the example beside each choice of who may see a signature follows the
 * name that is typed, and an address with a slip in its domain is asked about. Nothing is sent, and nothing is changed
 * but by pressing the button that says so.
 */
(() => {
  for (const form of document.querySelectorAll('form[data-hint]')) {
    const name = form.querySelector('input[name="name"]');
    const email = form.querySelector('input[name="email"]');

    const show = () => {
      const typed = name.value.trim();
      for (const example of form.querySelectorAll('[data-shows]')) {
        example.dataset.sample ??= example.textContent;
        const shown = example.dataset.shows === 'initials' ? initialsOf(typed) : typed;
        example.textContent = shown || example.dataset.sample;
      }
    };
    name?.addEventListener('input', show);
    if (name?.value) show();

    const line = form.querySelector('.suggestion');
    const ask = async () => {
      const typed = email.value.trim();
      const at = typed.lastIndexOf('@');
      const { domainMeantBy } = await import(form.dataset.hint);
      const meant = at < 1 ? null : domainMeantBy(typed.slice(at + 1));
      if (email.value.trim() === typed) suggest(line, email, meant && `${typed.slice(0, at + 1)}${meant}`);
    };
    if (line) email?.addEventListener('change', () => void ask().catch(() => {}));
  }

  function suggest(line, email, address) {
    line.replaceChildren();
    if (!address) return;
    const shown = document.createElement('bdi');
    shown.dir = 'ltr';
    shown.textContent = address;
    const use = document.createElement('button');
    use.type = 'button';
    use.className = 'button button-quiet';
    use.textContent = line.dataset.use;
    use.addEventListener('click', () => {
      email.value = address;
      line.replaceChildren();
      email.focus();
    });
    line.append(line.dataset.before, shown, line.dataset.after, ' ', use);
  }

  // As the service itself makes them.
  function initialsOf(name) {
    return name
      .normalize('NFC')
      .split(/\s+/u)
      .filter((word) => /\p{L}/u.test(word))
      .slice(0, 3)
      .map((word) => `${/\p{L}\p{M}*/u.exec(word)[0].toLocaleUpperCase()}.`)
      .join(' ');
  }
})();
