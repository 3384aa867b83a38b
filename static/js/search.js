// island: search
// The search page. Takes the form #search with its words (data-…), loads shards as scripts so that it works from a disk
// too, shows pages with their passages, and keeps query and choices in the address. find.js does the searching. Without
// scripts the page shows lists instead.
(() => {
  'use strict';
  const form = document.getElementById('search');
  if (!form) return;
  const box = form.elements.q;
  const results = document.getElementById('results');
  const said = document.getElementById('search-said');
  const status = document.getElementById('search-status');
  const near = document.getElementById('search-near');
  const more = document.getElementById('search-more');
  const lists = document.getElementById('search-lists');
  const frame = document.getElementById('search-result').content.firstElementChild;
  // Digits and months are those of the rest of the page.
  const language = new Intl.Locale(document.documentElement.lang || 'en', { numberingSystem: 'latn', calendar: 'gregory' });
  const choices = [...form.querySelectorAll('select')];
  const PORTION = 10;
  /** How many shards are read for a phrase until the reader asks for more. */
  const REACH = 16;

  // ---- shards

  const waiting = new Map();
  globalThis.agonShard = (name, version, data) => waiting.get(name)?.(version, data);

  function script(src) {
    return new Promise((resolve, reject) => {
      const element = document.createElement('script');
      element.onload = resolve;
      element.onerror = () => reject(new Error(form.dataset.failed));
      element.src = src;
      document.head.append(element);
    });
  }

  async function load(name, version) {
    let found;
    waiting.set(name, (got, data) => (found = { got, data }));
    await script(`${form.dataset.folder}${name}.js${version ? `?v=${version}` : ''}`).finally(() => waiting.delete(name));
    if (!found || (version && found.got !== version)) throw new Error(form.dataset.stale);
    return found.data;
  }

  let started;
  function start() {
    started ??= Promise.all([load('index'), script(form.dataset.find)]).then(([index]) => {
      const search = new agonSearch.Search(index, load);
      fill(form.elements.topic, index.topics.filter(([key]) => index.values.topic.includes(key)));
      fill(form.elements.year, index.values.year.map((year) => [year, year]).reverse());
      fill(form.elements.publishers, index.values.publishers.map((kind) => [kind, index.labels[kind] ?? kind.replaceAll('-', ' ')]));
      if (form.elements.tag) fill(form.elements.tag, index.tags);
      for (const group of ['kind', 'claim']) {
        for (const option of [...form.elements[group].options]) {
          if (option.value && !index.values[group].includes(option.value)) option.remove();
        }
      }
      return search;
    });
    started.catch(() => (started = undefined));
    return started;
  }

  // ---- choices

  function fill(select, values) {
    for (const [key, name] of values) {
      const option = [...select.options].find((o) => o.value === key) ?? select.appendChild(new Option(name, key));
      option.dataset.name = name;
      option.textContent = name;
    }
    select.value = chosen[select.name] ?? '';
  }

  /** Publishers and actors are many: their names come when the reader turns to them, or the address names one. */
  async function names(search) {
    const data = await search.shard('names');
    for (const group of ['publisher', 'actor']) {
      const select = form.elements[group];
      if (select.dataset.filled) continue;
      select.dataset.filled = 'yes';
      fill(select, (data?.[group] ?? []).map(([key, name, pages]) => [key, `${name} (${pages})`]));
    }
  }

  /** Says beside each value how many of the pages have it; where not all pages are known, only the values. */
  async function count(search, found, asked) {
    for (const group of ['topic', 'kind', 'year', 'publishers', 'claim', 'tag']) {
      const select = form.elements[group];
      if (!select) continue;
      const counts = found.unread ? null : await search.counts(group, await within(search, found, asked, group));
      if (asked !== current) return;
      for (const option of select.options) {
        if (!option.value) continue;
        option.dataset.name ??= option.textContent;
        option.textContent = counts ? `${option.dataset.name} (${counts.get(option.value) ?? 0})` : option.dataset.name;
      }
    }
  }

  /** The pages without the choice of one group, which does not narrow what else could be chosen there. */
  async function within(search, found, asked, group) {
    if (!asked.filters[group]) return found.pages;
    const filters = Object.fromEntries(Object.entries(asked.filters).filter(([g]) => g !== group));
    return (await search.find(found.asked ?? asked.query, filters)).pages;
  }

  // ---- the address

  const wanted = new URLSearchParams(location.search);
  /** The reader's choices by group; a select follows once it has its options. */
  const chosen = {};
  for (const { name } of choices) if (wanted.get(name)) chosen[name] = wanted.get(name);

  function remember({ query, filters }) {
    const address = new URLSearchParams();
    if (query.trim()) address.set('q', query.trim());
    for (const [group, value] of Object.entries(filters)) address.set(group, value);
    const text = address.toString();
    try {
      history.replaceState(null, '', text ? `?${text}` : location.pathname.split('/').pop() || '.');
    } catch {
      // an address that the browser does not let us change is as good as before
    }
  }

  // ---- results

  const words = (pattern, values) => pattern.replace(/\{(\w+)\}/g, (_, name) => values[name]);

  const plural = new Intl.PluralRules(language);

  /** A message with a number, in the form that the language has for it. */
  function counted(name, n) {
    const forms = JSON.parse(form.dataset[name]);
    return words(forms[plural.select(n)] ?? forms.other, { n: n.toLocaleString(language) });
  }

  function date(iso) {
    const [year, month, day] = iso.split('-').map(Number);
    const format = { year: 'numeric', ...(month && { month: 'long' }), ...(day && { day: 'numeric' }), timeZone: 'UTC' };
    return new Intl.DateTimeFormat(language, format).format(Date.UTC(year, (month || 1) - 1, day || 1));
  }

  function marked(place, parts) {
    place.replaceChildren();
    parts.forEach((text, i) => {
      if (i % 2 === 0) return place.append(text);
      const mark = document.createElement('mark');
      mark.textContent = text;
      place.append(mark);
    });
  }

  /** What is known of a passage as a claim, where its words do not begin with it. */
  function states({ parts, states }) {
    const said = /^\[([^\]]*)\]/.exec(parts.join(''))?.[1] ?? '';
    const options = [...form.elements.claim.options];
    const labels = states.map((state) => options.find((o) => o.value === state)?.dataset.one).filter((label) => label && !said.includes(label));
    if (!labels.length) return [];
    const state = document.createElement('b');
    state.className = 'result-state';
    state.textContent = `${words(form.dataset.state, { states: labels.join(form.dataset.comma) })} `;
    return [state];
  }

  function shown(search, page, found, filters) {
    const item = frame.cloneNode(true);
    const title = item.querySelector('.result-title');
    title.href = page.path;
    const alone = search.passages({ passages: [{ anchor: '', text: page.title, values: [] }] }, found);
    marked(title, alone[0]?.parts ?? [page.title]);
    const kind = item.querySelector('.result-kind');
    kind.textContent = [...form.elements.kind.options].find((o) => o.value === page.kind)?.dataset.one ?? page.kind;
    item.querySelector('.result-topics').textContent = page.topics.map(([, name]) => name).join(form.dataset.comma);
    const time = item.querySelector('time');
    if (page.date) {
      time.dateTime = page.date;
      time.textContent = date(page.date);
    } else time.remove();
    const list = item.querySelector('.result-passages');
    const line = list.firstElementChild;
    list.replaceChildren();
    for (const passage of search.passages(page, found, filters)) {
      const made = line.cloneNode(true);
      const link = made.querySelector('a');
      link.href = passage.anchor ? `${page.path}#${passage.anchor}` : page.path;
      marked(link, passage.parts);
      link.prepend(...states(passage));
      list.append(made);
    }
    if (!list.children.length) list.remove();
    return item;
  }

  let current;
  let speaking;
  /** Shows what was found, and says it to those who hear it once they have stopped typing. */
  function say(text) {
    said.textContent = text;
    clearTimeout(speaking);
    speaking = setTimeout(() => (status.textContent = text), 300);
  }

  /** Appends the results that follow the first `from`, each as soon as it is there; `before` comes just before the first. */
  async function add(search, found, asked, from, before = () => {}, reach = REACH) {
    results.setAttribute('aria-busy', 'true');
    const portion = found.pages.slice(from, from + PORTION);
    const places = portion.map(({ page }) => search.page(page, found));
    for (const [i, place] of places.entries()) {
      const page = await place;
      if (asked !== current) return;
      if (i === 0) before();
      results.append(shown(search, page, found, asked.filters));
    }
    if (!portion.length) before();
    results.removeAttribute('aria-busy');
    const left = found.pages.length - from - portion.length + found.unread;
    more.hidden = left <= 0;
    more.onclick = async () => {
      const last = results.lastElementChild;
      const further = found.unread ? reach + REACH : reach;
      const next = found.unread ? await search.answer(asked.query, asked.filters, further) : found;
      if (asked !== current) return;
      await add(search, next, asked, from + portion.length, () => summarise(next, asked), further);
      (last?.nextElementSibling ?? last)?.querySelector('a').focus();
    };
  }

  function summarise(found, asked) {
    const all = found.pages.length;
    const query = asked.query.trim();
    const shownQuery = found.asked?.trim() ?? query;
    let result;
    if (!all && found.unread) result = counted('unread', found.unread);
    else if (!all) result = words(form.dataset.none, { query: shownQuery });
    else if (!found.all) result = words(form.dataset.most, { query: shownQuery, count: all.toLocaleString(language) });
    else result = counted(found.unread ? 'least' : 'results', all);
    if (!all && found.isCommon) say(form.dataset.common);
    else say(found.asked ? `${words(form.dataset.corrected, { query, asked: found.asked.trim() })}. ${result}` : result);
    near.replaceChildren();
    if (found.asked) near.append(another(words(form.dataset.literal, { query }), found.literal.trim(), asked));
    else if (!all && !found.unread && found.phrases.length) near.append(another(form.dataset.unquoted, asked.query.replace(/["“”„«»]/gu, '').trim(), asked));
  }

  /** A link that asks another query. */
  function another(text, query, { filters }) {
    const link = document.createElement('a');
    link.href = `?${new URLSearchParams({ q: query, ...filters })}`;
    link.textContent = text;
    link.addEventListener('click', (event) => {
      event.preventDefault();
      // finished, so that its last word is not taken for a beginning
      box.value = `${query} `;
      box.focus();
      run();
    });
    return link;
  }

  async function run() {
    const asked = (current = { query: box.value, filters: { ...chosen } });
    try {
      const search = await start();
      if (asked !== current) return;
      if (choices.some((s) => s.dataset.late && chosen[s.name])) names(search);
      const found = await search.answer(asked.query, asked.filters, REACH);
      if (asked !== current) return;
      remember(asked);
      const clear = () => {
        results.replaceChildren();
        more.hidden = true;
        lists.hidden = !found.isIdle;
      };
      if (found.isIdle) {
        clear();
        near.replaceChildren();
        return say('');
      }
      await add(search, found, asked, 0, () => {
        clear();
        summarise(found, asked);
      });
      await count(search, found, asked);
    } catch (error) {
      if (asked === current) say(error.message);
    }
  }

  // ---- what the reader does

  let typing;
  box.addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(run, 120);
  });
  box.addEventListener('pointerdown', () => start().catch(() => {}), { once: true });
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    clearTimeout(typing);
    run().then(() => results.querySelector('.result-title')?.focus());
  });
  for (const select of choices) {
    select.addEventListener('change', () => {
      delete chosen[select.name];
      if (select.value) chosen[select.name] = select.value;
      run();
    });
    if (select.dataset.late) {
      const late = () => start().then(names).catch(() => {});
      select.addEventListener('focus', late, { once: true });
      select.addEventListener('pointerenter', late, { once: true });
    }
  }
  form.addEventListener('reset', () => {
    for (const { name } of choices) delete chosen[name];
    setTimeout(run);
  });

  /** Arrows go from the box through titles and passages and back; Escape goes back to the box, and there empties it. */
  document.addEventListener('keydown', (event) => {
    const inside = results.contains(document.activeElement);
    if (event.key === 'Escape' && inside) box.focus();
    else if (event.key === 'Escape' && document.activeElement === box && box.value) {
      box.value = '';
      run();
    } else if ((event.key === 'ArrowDown' || event.key === 'ArrowUp') && (inside || document.activeElement === box)) {
      const links = [...results.querySelectorAll('a')];
      const next = links.indexOf(document.activeElement) + (event.key === 'ArrowDown' ? 1 : -1);
      if (next >= links.length || (!inside && event.key === 'ArrowUp')) return;
      (links[next] ?? box).focus();
    } else return;
    event.preventDefault();
  });

  box.value = wanted.get('q') ?? '';
  for (const group of ['kind', 'claim']) form.elements[group].value = chosen[group] ?? '';
  if (Object.keys(chosen).length) form.querySelector('details').open = true;
  if (box.value || Object.keys(chosen).length) {
    lists.hidden = true;
    run();
  }
  box.focus({ preventScroll: true });
})();
