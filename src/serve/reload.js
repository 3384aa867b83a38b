// Keeps an open page what the site is now. Takes server-sent events from /_agon/events and the state from /_agon/state;
// swaps the body and keeps where the reader is, or the stylesheet alone; shows what is wrong over the last good page.
// Put into pages by `agon serve` on the way out, before all other scripts; no built page has it.
(() => {
  'use strict';
  const own = document.currentScript;
  let { page, style } = own.dataset;
  let asked = 0; // of several answers, the last one asked for counts
  let host = null; // holds the overlay, in a tree of its own, so that neither styles the other

  // The islands of a page that is swapped out must not go on listening beside those of the new one.
  let life = new AbortController();
  for (const target of [document, window]) {
    const listen = target.addEventListener.bind(target);
    target.addEventListener = (name, does, options) => {
      const given = typeof options === 'object' && options ? options : { capture: Boolean(options) };
      listen(name, does, { signal: life.signal, ...given });
    };
  }

  async function look() {
    const turn = ++asked;
    const query = new URLSearchParams({ path: location.pathname, page });
    const state = await (await fetch(`/_agon/state?${query}`)).json();
    if (turn !== asked) return;
    if (state.html !== null) swap(state.html);
    else if (state.style !== style) restyle(style, state.style);
    ({ page, style } = state);
    await show(state.problems);
  }

  /** The new stylesheet is there before the old one goes, so that the page is never bare. */
  function restyle(from, to) {
    for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
      const href = old.getAttribute('href');
      if (!from || !href.endsWith(from)) continue;
      const link = old.cloneNode();
      link.href = href.slice(0, -from.length) + to;
      link.addEventListener('load', () => old.remove());
      old.after(link);
    }
  }

  function swap(html) {
    const next = new DOMParser().parseFromString(html, 'text/html');
    const self = next.querySelector('script[src="/_agon/reload.js"]');
    if (!self || !next.body.children.length || !document.body.children.length) return location.reload();
    restyle(style, self.dataset.style);
    const place = passage();
    const typed = controls();
    const open = [...document.querySelectorAll('details[open][id]')].map((d) => d.id);
    life.abort();
    life = new AbortController();
    document.title = next.title;
    document.documentElement.lang = next.documentElement.lang;
    document.body.replaceWith(document.adoptNode(next.body));
    open.forEach((id) => document.getElementById(id)?.setAttribute('open', ''));
    // Islands improve finished pages, so each runs again on the new one, in order.
    document.querySelectorAll('head script[src]').forEach((old) => old !== own && old.remove());
    const islands = [...next.querySelectorAll('head script[src]')].filter((old) => old !== self);
    const run = islands.map((old) => new Promise((done) => {
      const script = document.createElement('script');
      for (const { name, value } of old.attributes) script.setAttribute(name, value);
      script.async = false;
      script.onload = script.onerror = done;
      document.head.append(script);
    }));
    // for those that wait for the whole page; those of the old page do not listen any more
    Promise.all(run).then(() => {
      document.dispatchEvent(new Event('DOMContentLoaded'));
      retype(typed, true);
      scrollBack(place);
    });
    retype(typed, false);
    scrollBack(place);
  }

  /** What is read: the passages with ids, from the one at the top of the window on, and how far each is from there. */
  function passage() {
    const top = [];
    const main = document.querySelector('main') ?? document.body;
    for (const element of main.querySelectorAll('[id]')) {
      if (element.closest('nav, aside')) continue; // they may stay in the window while the text moves
      const box = element.getBoundingClientRect();
      if (box.height) top.push({ id: element.id, y: box.top, end: box.bottom });
    }
    const inView = ({ y, end }) => end > 0 && y < innerHeight;
    // a passage that starts in view is nearer to what is read than a section around it
    const distance = ({ y }) => (y < 0 ? innerHeight - y : y);
    top.sort((a, b) => inView(b) - inView(a) || distance(a) - distance(b));
    return { x: scrollX, y: scrollY, passages: top.slice(0, 20) };
  }

  function scrollBack({ x, y, passages }) {
    const same = passages.find(({ id }) => document.getElementById(id)?.getBoundingClientRect().height);
    if (same && y > 0) y = scrollY + document.getElementById(same.id).getBoundingClientRect().top - same.y;
    scrollTo({ left: x, top: y, behavior: 'instant' });
  }

  /** A control of a form by its id, or by its name and place among those of that name. */
  const allControls = () => [...document.body.querySelectorAll('input, textarea, select')];
  const keyOf = (control, all) =>
    control.id || `${control.name}:${all.filter((other) => other.name === control.name).indexOf(control)}`;

  /** What was typed and chosen, and which control has the focus. */
  function controls() {
    const all = allControls();
    return all.map((control) => {
      const { value, checked, selectionStart, selectionEnd } = control;
      const focused = control === document.activeElement;
      return { key: keyOf(control, all), value, checked, focused, selectionStart, selectionEnd };
    });
  }

  /** Writes it into the new page; `tell` lets the page know, once it listens. */
  function retype(typed, tell) {
    const all = allControls();
    for (const control of all) {
      const old = typed.find(({ key }) => key === keyOf(control, all));
      if (!old || control.type === 'file') continue;
      const changed = tell
        ? control.value !== control.defaultValue || control.checked !== control.defaultChecked
        : control.value !== old.value || control.checked !== old.checked;
      if (control.value !== old.value) control.value = old.value;
      if (control.checked !== old.checked) control.checked = old.checked;
      if (tell && changed) {
        for (const name of ['input', 'change']) control.dispatchEvent(new Event(name, { bubbles: true }));
      }
      if (old.focused) {
        control.focus({ preventScroll: true });
        // A value that is written moves the cursor to its end.
        if (old.selectionStart !== null) control.setSelectionRange?.(old.selectionStart, old.selectionEnd);
      }
    }
  }

  async function show(problems) {
    if (!problems.length) {
      host?.remove();
      host = null;
      return;
    }
    if (!host) {
      const frame = await (await fetch('/_agon/overlay.html')).text();
      if (host) return;
      host = document.createElement('agon-problems');
      host.attachShadow({ mode: 'open' }).innerHTML = frame;
      document.documentElement.append(host);
    }
    const root = host.shadowRoot;
    root.querySelector('ol').replaceChildren(...problems.map((problem) => item(root, problem)));
  }

  /** Everything is set as text: what stands in a file of the site never becomes markup. */
  function item(root, { code, message, file, line, column, quote, help, edit }) {
    const made = root.querySelector('template').content.firstElementChild.cloneNode(true);
    const at = (css) => made.querySelector(css);
    at('.message').textContent = message;
    at('.code').textContent = code;
    at('.place').textContent = [file, line, column].filter(Boolean).join(':');
    if (edit) at('.place').href = edit;
    if (quote) [...at('pre').children].forEach((part, i) => (part.textContent = quote[i]));
    else at('pre').remove();
    if (help) at('.help').textContent = help;
    else at('.help').remove();
    return made;
  }

  const events = new EventSource('/_agon/events');
  // Also when the server is back after it was stopped: what changed meanwhile was told to nobody.
  events.onopen = events.onmessage = () => look().catch(() => { /* the server is gone; the next event tells */ });
})();
