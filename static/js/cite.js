// island: article background changes compare contradictions corrections definitions elsewhere entity evidence figures forecasts gather gathers half_life home moved page perspectives publisher question questions since source sources stands tensions thread timeline topic topic_sources watch
// Citations, words of the glossary and names open in place: on hover, focus or tap the source stands beside its number, on
// wide threads and articles in the margin; a word has its meaning beside it, a name the first sentence of its page. Takes
// a.cite[href="#src-N"] and the list they lead to, a.term[data-meaning], a.entity with <template id="previews">, and
// <template id="cite-card">; gives one popover. Without it the links lead on, and so they do with it: by click and Enter.
(() => {
  'use strict';
  const model = document.getElementById('cite-card');
  if (!model || !HTMLElement.prototype.showPopover) return;
  const card = model.content.firstElementChild.cloneNode(true);
  const [text, onward] = [card.firstElementChild, card.lastElementChild];
  const previews = new Map();
  for (const item of document.getElementById('previews')?.content.children || []) {
    previews.set(item.dataset.href, item.textContent);
  }
  const wide = matchMedia('(min-width: 84rem)');
  const hasMargin = document.body.matches('.page-thread, .page-article');
  let open = null; // the link whose source is shown
  let pressed = null; // the link that was open when a finger came down on it
  let timer = 0;

  const isCite = (a) => a.matches('a.cite[href^="#src-"]');
  const item = (a) => document.getElementById(a.hash.slice(1));
  const words = (a) => a.dataset.meaning || previews.get(a.getAttribute('href'));
  const link = (event) => {
    const a = event.target.closest?.('a.cite[href^="#src-"], a.term, main a.entity');
    return a && !card.contains(a) && (isCite(a) || words(a)) ? a : null;
  };

  /** What the card says of a link. */
  function content(a) {
    if (!isCite(a)) return [document.createTextNode(words(a))];
    const copy = item(a).cloneNode(true);
    copy.querySelectorAll('.back').forEach((back) => back.remove());
    copy.querySelectorAll('[id]').forEach((part) => part.removeAttribute('id'));
    return [...copy.childNodes];
  }

  function place(a) {
    const [at, box] = [a.getBoundingClientRect(), card.getBoundingClientRect()];
    const edge = document.documentElement.clientWidth;
    const column = a.closest('p, li, dd, div, h3').getBoundingClientRect();
    const inMargin = isCite(a) && hasMargin && wide.matches && edge - column.right > box.width + 24;
    const below = at.bottom + box.height + 8 < innerHeight || at.top < box.height + 8;
    const left = inMargin ? column.right + 16 : Math.max(8, Math.min(at.left - 16, edge - box.width - 8));
    const top = inMargin ? at.top - 8 : below ? at.bottom + 6 : at.top - box.height - 6;
    card.classList.toggle('in-margin', inMargin);
    card.style.left = `${left + scrollX}px`;
    card.style.top = `${Math.max(0, top + scrollY)}px`;
  }

  function show(a) {
    clearTimeout(timer);
    if (open === a || (isCite(a) && !item(a))) return;
    if (open) card.hidePopover();
    text.replaceChildren(...content(a));
    onward.href = a.getAttribute('href');
    onward.textContent = card.dataset[isCite(a) ? 'source' : a.matches('.term') ? 'term' : 'entity'];
    // Beside its number in the text, so that Tab goes from the number into the card and on.
    a.after(card);
    card.showPopover();
    open = a;
    a.setAttribute('aria-expanded', 'true');
    place(a);
  }

  function hide() {
    clearTimeout(timer);
    if (open) card.hidePopover();
  }

  function later(act, wait) {
    clearTimeout(timer);
    timer = setTimeout(act, wait);
  }

  const within = (node) => node && (card.contains(node) || open?.contains(node));

  card.addEventListener('toggle', (event) => {
    if (event.newState === 'open' || card.matches(':popover-open')) return;
    open?.setAttribute('aria-expanded', 'false');
    if (open && card.contains(document.activeElement)) open.focus();
    open = null;
  });
  // Closing moves nothing: the number that was open keeps the focus, so only a fresh focus opens it again.
  document.addEventListener('focusin', (event) => {
    const a = link(event);
    if (a && a.matches(':focus-visible')) show(a);
    else if (!within(event.target)) hide();
  });
  document.addEventListener('pointerover', (event) => {
    if (event.pointerType !== 'mouse') return;
    const a = link(event);
    if (a) later(() => show(a), 120);
    else if (within(event.target)) clearTimeout(timer);
    else if (open && !within(document.activeElement)) later(hide, 250);
    else if (!open) clearTimeout(timer);
  });
  document.addEventListener('pointerdown', (event) => {
    const a = link(event);
    pressed = a && event.pointerType !== 'mouse' ? { a, wasOpen: open === a } : null;
  });
  document.addEventListener('click', (event) => {
    const a = link(event);
    const isTap = a && pressed?.a === a;
    // A second tap on a name follows it; one on a citation closes its card.
    if (isTap && !(pressed.wasOpen && !isCite(a))) {
      event.preventDefault();
      if (pressed.wasOpen) hide();
      else show(a);
    } else if (a || event.target === onward) {
      const from = a || open;
      hide();
      if (from && isCite(from)) wayBack(from);
    }
  });
  addEventListener('resize', () => open && place(open));

  // Who went to the list from the third citation comes back to the third, not to the first.
  function wayBack(a) {
    const back = a && item(a)?.querySelector('.back');
    if (!back) return;
    a.id ||= `cite-from-${[...document.querySelectorAll('a.cite')].indexOf(a) + 1}`;
    back.href = `#${a.id}`;
  }

  for (const a of document.querySelectorAll('a.cite[href^="#src-"]')) {
    a.setAttribute('aria-expanded', 'false');
  }
})();
