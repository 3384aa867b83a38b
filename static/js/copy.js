// island: all
// Copies what readers take away. Takes a.permalink (the address of a passage) and [data-copy] (a text, such as a ready
// citation, that gets a button from <template id="copy-button">); says so in #announce. Without it the permalink is a
// link and the text can be selected.
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

  const button = document.getElementById('copy-button');
  for (const place of button ? document.querySelectorAll('[data-copy]') : []) {
    const made = button.content.firstElementChild.cloneNode(true);
    if (place.dataset.copy) made.setAttribute('aria-label', `${made.textContent}: ${place.dataset.copy}`);
    made.addEventListener('click', () => copy(place.innerText.trim(), announce.dataset.text, made));
    place.after(made);
  }
  document.addEventListener('click', (event) => {
    const a = event.target.closest('a.permalink');
    if (a && !event.ctrlKey && !event.metaKey && !event.shiftKey) copy(a.href, announce.dataset.address, a);
  });
})();
