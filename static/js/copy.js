// island: all
// Copies what readers take away. Takes a.permalink (the address of a passage) and [data-copy] (a text, such as a ready
// citation, with a hidden button.copy after it); says so in #announce. Without it the permalink is a link and the text
// can be selected.
(() => {
  'use strict';
  const announce = document.getElementById('announce');
  if (!announce || !navigator.clipboard) return;

  async function copy(text, done, place) {
    let said = announce.dataset.failed;
    try {
      await navigator.clipboard.writeText(text);
      said = done;
      place.classList.add('is-copied');
      setTimeout(() => place.classList.remove('is-copied'), 1500);
    } catch {
      // not allowed here: the reader is told, and the address bar has the address
    }
    // The same words twice are two announcements.
    announce.textContent = '';
    requestAnimationFrame(() => (announce.textContent = said));
  }

  for (const place of document.querySelectorAll('[data-copy]')) {
    const button = place.nextElementSibling;
    if (!button?.matches('button.copy')) continue;
    button.hidden = false;
    button.addEventListener('click', () => copy(place.textContent.trim(), announce.dataset.text, button));
  }
  document.addEventListener('click', (event) => {
    const a = event.target.closest('a.permalink');
    if (a && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(a.href, announce.dataset.address, a);
  });
})();
