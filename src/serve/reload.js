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
    const at = [scrollX, scrollY];
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
    Promise.all(run).then(() => document.dispatchEvent(new Event('DOMContentLoaded')));
    scrollTo({ left: at[0], top: at[1], behavior: 'instant' });
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
