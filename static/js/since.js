// island: all
// Marks what is new or changed since the reader's last visit. Takes [data-since="YYYY-MM-DD"] with data-change, the newest
// of these days on <body data-newest> (a second publication on one day is YYYY-MM-DD.02), words from #since-words; narrows the list of since.html. What it remembers
// is one day and one time, in this browser only; without storage it does nothing.
(() => {
  'use strict';
  const { newest, root } = document.body.dataset;
  const key = `agon-visit:${new URL(root || '.', location).pathname}`;
  const pause = 30 * 60 * 1000; // who comes back after half an hour comes for another visit

  function visit() {
    try {
      const old = JSON.parse(localStorage.getItem(key));
      const now = Date.now();
      const base = old ? (now - old.at > pause ? old.seen : old.base) : null;
      const seen = old && old.seen > newest ? old.seen : newest;
      localStorage.setItem(key, JSON.stringify({ base, seen, at: now }));
      return { base };
    } catch {
      return null; // storage is blocked, or holds what is not ours
    }
  }

  const current = newest && visit();
  if (!current) return;
  const { base } = current;
  const isNew = (item) => item.dataset.since > base;

  if (base) {
    const words = document.getElementById('since-words')?.dataset || {};
    for (const item of document.querySelectorAll('[data-since]')) {
      if (!isNew(item)) continue;
      const mark = document.createElement('span');
      mark.className = 'since-mark';
      mark.textContent = `${words[item.dataset.change] || words.new || ''} `;
      item.classList.add('is-new');
      item.prepend(mark);
    }
  }
  // Digits and months are those of the rest of the page.
  const language = new Intl.Locale(document.documentElement.lang || 'en', { numberingSystem: 'latn', calendar: 'gregory' });
  narrow(document.querySelector('[data-since-list]'));

  /** Shows on since.html what came after the last visit, and what this is all about on a first one. */
  function narrow(page) {
    if (!page) return;
    const part = (name) => page.querySelector(`[data-part="${name}"]`);
    const items = [...page.querySelectorAll('[data-since]')];
    const fresh = base ? items.filter(isNew) : [];
    const state = !base ? 'first' : fresh.length ? 'some' : 'none';
    for (const name of ['first', 'some', 'none']) if (part(name)) part(name).hidden = name !== state;
    for (const place of page.querySelectorAll('[data-fill="count"]')) place.textContent = fresh.length;
    for (const place of page.querySelectorAll('[data-fill="day"]')) {
      place.textContent = base && new Date(`${base.slice(0, 10)}T12:00`).toLocaleDateString(language, { dateStyle: 'long' });
    }
    const only = (narrowed) => {
      for (const item of items) item.hidden = narrowed && !fresh.includes(item);
      for (const group of page.querySelectorAll('section, .run')) {
        const inside = [...group.querySelectorAll('[data-since]')];
        group.hidden = inside.length > 0 && inside.every((item) => item.hidden);
      }
      if (part('all')) part('all').hidden = !narrowed;
    };
    only(state === 'some');
    part('all')?.addEventListener('click', () => only(false));
    part('forget')?.addEventListener('click', () => {
      localStorage.removeItem(key);
      location.reload();
    });
    if (part('forget')) part('forget').hidden = false;
  }
})();
