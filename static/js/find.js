// island: none
// The search itself, without a page, loaded by search.js once there is something to search for: takes a way to load shards (made by src/exports/search), gives pages with scores, passages
// and marks. Knows nothing of the document, so a test runs it as it is under Node.
(() => {
  'use strict';

  // ---- words, by the rules of src/exports/search/token.rs

  const RUN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}])[\p{Alphabetic}\p{N}\p{M}'’.,\u00ad\u200b-\u200d\u2060\ufeff])+/gu;
  const EDGE = /^['’.,]+|['’.,]+$/g;
  const isNumber = (c) => /\p{N}/u.test(c);

  const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ŧ: 't', ŋ: 'n' };
  const JOINERS = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(JOINERS, '').replace(/[łøđðþßæœħıŧŋ]/g, (c) => LETTERS[c]).replace(/’/g, "'");

  /** The tokens of a text with their places: an apostrophe joins letters, a point or comma joins digits. */
  function* tokens(text) {
    for (const { 0: run, index } of text.matchAll(RUN)) {
      let start = 0;
      for (let i = 0; i <= run.length; i++) {
        const c = run[i];
        if (c && !"'’.,".includes(c)) continue;
        const before = run[i - 1] ?? '';
        const after = run[i + 1] ?? '';
        const open = i > start && /[\p{Alphabetic}\p{N}\p{M}]/u.test(after) && after !== '';
        const joins = open && ("'’".includes(c) ? !isNumber(before) && !isNumber(after) : isNumber(before) && isNumber(after));
        if (c && joins) continue;
        if (i > start) {
          const word = fold(run.slice(start, i));
          const elided = /^(?:l|d|j|m|t|s|n|c|qu)'([^']{3,})$/.exec(word);
          yield { at: index + start, end: index + i, word: bare(word) };
          if (elided) yield { at: index + start, end: index + i, word: elided[1] };
        }
        start = i + 1;
      }
    }
  }

  const bare = (word) => word.replace(/'s$/, '').replace(/'/g, '');
  const words = (text) => [...tokens(text.replace(JOINERS, '').normalize('NFKD').replace(/\p{M}+/gu, ''))].map((t) => t.word).filter(Boolean);

  // ---- English endings: Snowball's "english" (Porter 2), as the crate rust-stemmers has it

  const SPECIAL = { skis: 'ski', skies: 'sky', dying: 'die', lying: 'lie', tying: 'tie', idly: 'idl', gently: 'gentl', ugly: 'ugli', early: 'earli', only: 'onli', singly: 'singl', sky: 'sky', news: 'news', howe: 'howe', atlas: 'atlas', cosmos: 'cosmos', bias: 'bias', andes: 'andes' };
  const KEPT = /^(?:inning|outing|canning|herring|earring|proceed|exceed|succeed)$/;
  const STEP2 = [['ational', 'ate'], ['ization', 'ize'], ['fulness', 'ful'], ['ousness', 'ous'], ['iveness', 'ive'], ['tional', 'tion'], ['biliti', 'ble'], ['lessli', 'less'], ['entli', 'ent'], ['ation', 'ate'], ['alism', 'al'], ['aliti', 'al'], ['ousli', 'ous'], ['iviti', 'ive'], ['fulli', 'ful'], ['enci', 'ence'], ['anci', 'ance'], ['abli', 'able'], ['izer', 'ize'], ['ator', 'ate'], ['alli', 'al'], ['bli', 'ble'], ['ogi', 'og'], ['li', '']];
  const STEP3 = [['ational', 'ate'], ['tional', 'tion'], ['alize', 'al'], ['icate', 'ic'], ['iciti', 'ic'], ['ative', ''], ['ical', 'ic'], ['ness', ''], ['ful', '']];
  const STEP4 = ['ement', 'ance', 'ence', 'able', 'ible', 'ment', 'ant', 'ent', 'ism', 'ate', 'iti', 'ous', 'ive', 'ize', 'ion', 'al', 'er', 'ic'];
  const SHORT = /(?:[^aeiouy][aeiouy][^aeiouywxY]|^[aeiouy][^aeiouy])$/;
  const VOWEL = /[aeiouy]/;

  /** Where the text after the first consonant that follows a vowel starts. */
  function region(word, from) {
    const found = /[aeiouy][^aeiouy]/.exec(word.slice(from));
    return found ? from + found.index + 2 : word.length;
  }

  function english(input) {
    if (Object.hasOwn(SPECIAL, input)) return SPECIAL[input];
    let w = input.replace(/^y/, 'Y').replace(/([aeiouy])y/g, '$1Y');
    const r1 = /^(?:gener|commun|arsen)/.exec(w)?.[0].length ?? region(w, 0);
    const r2 = region(w, r1);
    const cut = (n, add = '') => { w = w.slice(0, w.length - n) + add; };
    const inside = (suffix, r) => w.length - suffix.length >= r;

    if (w.endsWith('sses')) cut(2);
    else if (/ie[ds]$/.test(w)) cut(w.length > 4 ? 2 : 1);
    else if (/[^us]s$/.test(w) && VOWEL.test(w.slice(0, -2))) cut(1);
    if (KEPT.test(w)) return w;

    let m = /(?:eedly|eed|ingly|edly|ing|ed)$/.exec(w)?.[0];
    if (m === 'eed' || m === 'eedly') {
      if (inside(m, r1)) cut(m.length, 'ee');
    } else if (m && VOWEL.test(w.slice(0, -m.length))) {
      cut(m.length);
      if (/(?:at|bl|iz)$/.test(w)) w += 'e';
      else if (/(?:bb|dd|ff|gg|mm|nn|pp|rr|tt)$/.test(w)) cut(1);
      else if (w.length === r1 && SHORT.test(w)) w += 'e';
    }
    if (/.[^aeiouy][yY]$/.test(w)) cut(1, 'i');

    const two = STEP2.find(([s]) => w.endsWith(s));
    if (two && inside(two[0], r1)) {
      const before = w[w.length - two[0].length - 1];
      const fits = two[0] === 'ogi' ? before === 'l' : two[0] === 'li' ? /[cdeghkmnrt]/.test(before ?? '') : true;
      if (fits) cut(two[0].length, two[1]);
    }
    const three = STEP3.find(([s]) => w.endsWith(s));
    if (three && inside(three[0], three[0] === 'ative' ? Math.max(r1, r2) : r1)) cut(three[0].length, three[1]);
    const four = STEP4.find((s) => w.endsWith(s));
    if (four && inside(four, r2) && (four !== 'ion' || /[st]ion$/.test(w))) cut(four.length);
    if (w.endsWith('e') && (inside('e', r2) || (inside('e', r1) && !SHORT.test(w.slice(0, -1))))) cut(1);
    else if (w.endsWith('ll') && inside('l', r2)) cut(1);
    return w.toLowerCase();
  }

  const stemmer = (language) => (word) => (language === 'en' && /^[a-z]{3,}$/.test(word) ? english(word) : word);

  // ---- what src/exports/search/varint.rs writes

  /** What a page's word is worth by its level: three of passages, then in a title, in a name (see src/exports/search/lexicon.rs). */
  const LEVELS = [0.5, 0.75, 1, 2.2, 3];

  function* numbers(text) {
    let value = 0;
    let weight = 1;
    for (let i = 0; i < text.length; i++) {
      const c = text.charCodeAt(i);
      const digit = c - 35 - (c > 92 ? 1 : 0);
      value += digit * weight;
      weight *= 30;
      if (digit < 61) {
        yield value;
        value = 0;
        weight = 1;
      }
    }
  }

  function leveled(text) {
    const found = [];
    let next = 0;
    for (const n of numbers(text)) {
      const page = next + Math.floor(n / LEVELS.length);
      found.push([page, n % LEVELS.length]);
      next = page + 1;
    }
    return found;
  }

  function runs(text) {
    const found = new Set();
    let next = 0;
    let gap = -1;
    for (const n of numbers(text)) {
      if (gap < 0) gap = n;
      else {
        next += gap;
        gap = -1;
        for (const end = next + n; next <= end; next++) found.add(next);
      }
    }
    return found;
  }

  function hash(text) {
    let value = 0x811c9dc5;
    for (const byte of new TextEncoder().encode(text)) value = Math.imul(value ^ byte, 0x01000193);
    return value >>> 0;
  }

  /** The entries of a shard of words: stem, shortest word that has it, its pages still coded. */
  function entries(text) {
    const found = [];
    let before = '';
    const front = (from, coded) => [...from].slice(0, numbers(coded[0]).next().value).join('') + coded.slice(1);
    for (const entry of text.split('!')) {
      if (!entry) continue;
      const parts = entry.split(' ');
      const stem = front(before, parts[0]);
      found.push({ stem, word: parts.length > 2 ? front(stem, parts[1]) : stem, list: parts[parts.length - 1] });
      before = stem;
    }
    return found;
  }

  // ---- the search

  const GROUPS = ['topic', 'kind', 'year', 'publishers', 'claim', 'publisher', 'actor'];

  /** How many letters must change to make one word of another; `limit + 1` for more. */
  function distance(a, b, limit) {
    if (Math.abs(a.length - b.length) > limit) return limit + 1;
    let last = [];
    let row = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const next = [i];
      for (let j = 1; j <= b.length; j++) {
        const same = a[i - 1] === b[j - 1] ? 0 : 1;
        next[j] = Math.min(row[j] + 1, next[j - 1] + 1, row[j - 1] + same);
        if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) next[j] = Math.min(next[j], last[j - 2] + 1);
      }
      last = row;
      row = next;
    }
    return row[b.length];
  }

  /** The pages with the most words, of those that have every value. */
  function most(lists, sets) {
    const found = new Map();
    for (const list of lists) {
      for (const [page, score] of list) {
        const so = found.get(page) ?? { page, score: 0, words: 0 };
        found.set(page, { page, score: so.score + score, words: so.words + 1 });
      }
    }
    const within = [...found.values()].filter(({ page }) => sets.every((s) => s.has(page)));
    const words = within.reduce((most, p) => Math.max(most, p.words), 0);
    return within.filter((p) => p.words === words);
  }

  /** Whether a stem stands before another one; by code points, as the shards have them. */
  function precedes(a, b) {
    const [left, right] = [[...a], [...b]];
    const at = left.findIndex((c, i) => c !== right[i]);
    if (at < 0) return left.length < right.length;
    return at < right.length && left[at].codePointAt(0) < right[at].codePointAt(0);
  }

  class Search {
    /** Takes the data of index.js and `load(name, version)`, which gives a promise of a shard's data. */
    constructor(index, load) {
      this.index = index;
      this.stem = stemmer(index.stem);
      this.stop = new Set(index.stop.split(' '));
      /** Where each shard of words starts. */
      this.starts = index.words.split(' ');
      this.versions = new Map(index.versions.split(' ').map((v) => v.split('=')));
      this.shards = new Map();
      this.load = load;
    }

    /** A shard as `made` of its data; null where there is none. */
    shard(name, made = (data) => data) {
      if (!this.versions.has(name)) return Promise.resolve(null);
      if (!this.shards.has(name)) {
        const coming = this.load(name, this.versions.get(name)).then(made);
        coming.catch(() => this.shards.delete(name));
        this.shards.set(name, coming);
      }
      return this.shards.get(name);
    }

    /** The words of a query that are looked up. Open ones also stand for longer words: long ones, and an unfinished last one. */
    terms(query) {
      const found = words(query);
      const whole = /[\s.,;:!?"”)]$/.test(query);
      const terms = found.map((word, i) => ({ word, stem: this.stem(word), open: word.length > 5 || (!whole && i === found.length - 1 && word.length > 2) }));
      const telling = terms.filter((t) => !this.stop.has(t.word));
      // A query of common words alone may be a name: WHO, IT, May.
      const kept = telling.length ? telling : terms;
      return kept.filter((t, i) => kept.findIndex((o) => o.stem === t.stem && o.open === t.open) === i);
    }

    /** The number of the shard in which a stem stands. */
    place(stem) {
      const after = this.starts.findIndex((start) => precedes(stem, start));
      return (after < 0 ? this.starts.length : after) - 1;
    }

    /** The entries of the shards that words with this beginning can be in; none where that is too many. */
    async beginning(letters, most = 3) {
      const [from, to] = [this.place(letters), this.place(letters + '\u{10ffff}')];
      if (to - from >= most) return [];
      const names = Array.from({ length: to - from + 1 }, (_, i) => `w${from + i}`);
      const all = await Promise.all(names.map((name) => this.shard(name, entries)));
      return all.filter(Boolean).flat();
    }

    async entriesFor(term) {
      const own = (await this.shard(`w${this.place(term.stem)}`, entries)) ?? [];
      return term.open ? [...new Set([...own, ...(await this.beginning(term.word))])] : own;
    }

    /** Pages with scores of one term; also keeps what its marks are. */
    async pagesOf(term) {
      const found = new Map();
      const begins = (e) => term.open && (e.stem.startsWith(term.word) || e.word.startsWith(term.word));
      for (const entry of await this.entriesFor(term)) {
        const exact = entry.stem === term.stem;
        if (!exact && !begins(entry)) continue;
        const list = leveled(entry.list);
        const rarity = Math.log(1 + (this.index.pages - list.length + 0.5) / (list.length + 0.5));
        for (const [page, level] of list) {
          found.set(page, Math.max(found.get(page) ?? 0, LEVELS[level] * rarity * (exact ? 1 : 0.5)));
        }
      }
      return found;
    }

    /** The pages that have a value. */
    async having(group, key) {
      const many = group === 'publisher' || group === 'actor';
      const lists = await this.shard(many ? group + (hash(key) % this.index.facets) : group);
      return runs(lists?.['=' + key] ?? '');
    }

    /** Pages that have every value and every word, the best first, or most of the words if none has all of them; and the
     * terms without any page. */
    async find(query, filters = {}) {
      const terms = this.terms(query);
      const chosen = GROUPS.filter((g) => filters[g]);
      const [lists, sets] = await Promise.all([
        Promise.all(terms.map((t) => this.pagesOf(t))),
        Promise.all(chosen.map((g) => this.having(g, filters[g]))),
      ]);
      const missing = terms.filter((_, i) => lists[i].size === 0);
      if (!terms.length && !chosen.length) return { terms, pages: [], missing, all: true };
      const narrow = [...lists, ...sets].sort((a, b) => a.size - b.size)[0];
      const pages = [];
      for (const page of narrow.keys()) {
        if (!sets.every((s) => s.has(page)) || !lists.every((l) => l.has(page))) continue;
        pages.push({ page, score: lists.reduce((sum, l) => sum + l.get(page), 0) });
      }
      const all = pages.length > 0 || terms.length < 2;
      if (!all) pages.push(...most(lists, sets));
      pages.sort((a, b) => b.score - a.score || a.page - b.page);
      return { terms, pages, missing, all };
    }

    /** How many of some pages have each value of a group with few values. */
    async counts(group, pages) {
      const counts = new Map();
      for (const key of this.index.values[group]) {
        const set = await this.having(group, key);
        counts.set(key, pages.reduce((n, p) => n + set.has(p.page), 0));
      }
      return counts;
    }

    /** A page as it is shown. */
    async page(number) {
      const { stride, kinds, topics } = this.index;
      const shard = await this.shard(`t${Math.floor(number / stride)}`);
      const [path, title, kind, of, date, values, anchors, texts, places] = shard.map((list) => list[number % stride]);
      let anchor = '';
      const read = (text, i) => ({ anchor: (anchor = anchors[i] === 0 ? anchor : anchors[i]), text, values: places[i].map((p) => values[p]) });
      return { path, title, kind: kinds[kind], topics: of.map((t) => topics[t]), date, passages: texts.map(read) };
    }

    /** Which term a word is, or -1. */
    which(word, terms) {
      const stem = this.stem(word);
      return terms.findIndex((t) => t.stem === stem || (t.open && (word.startsWith(t.word) || stem.startsWith(t.word))));
    }

    /** The passages of a page that say most of the terms, at most three; `parts` are texts, every second one a match. */
    passages(page, terms, filters = {}) {
      const rated = page.passages.map((passage) => {
        const hits = [];
        for (const t of tokens(passage.text)) {
          const term = this.which(t.word, terms);
          if (term >= 0) hits.push({ ...t, term });
        }
        const near = hits.filter((h, i) => i && h.term === hits[i - 1].term + 1 && h.at - hits[i - 1].end < 3).length;
        const wanted = passage.values.filter(([g, key]) => filters[GROUPS[g]] === key).length;
        return { passage, hits, said: new Set(hits.map((h) => h.term)), score: near * 3 + wanted * 5 + Math.min(hits.length, 4) * 0.5 };
      });
      // The next passage is the one that says most of what those before it do not say.
      const left = rated.filter((r) => r.hits.length);
      const best = [];
      const told = new Set();
      while (left.length && best.length < 3) {
        const worth = (r) => r.score + [...r.said].reduce((sum, t) => sum + (told.has(t) ? 2 : 6), 0);
        const next = left.reduce((a, b) => (worth(b) > worth(a) ? b : a));
        left.splice(left.indexOf(next), 1);
        next.said.forEach((t) => told.add(t));
        best.push(next);
      }
      const shown = best.length ? best : rated.filter((r) => r.passage.text).slice(0, 1);
      return shown.map((r) => ({ anchor: r.passage.anchor, parts: parts(r.passage.text, r.hits) }));
    }

    /** Words of the site that are nearly what was asked. */
    async near(term) {
      const rated = [];
      const limit = term.word.length > 5 ? 2 : 1;
      // Words are kept by their beginnings, so a slip at the beginning is looked for elsewhere: a letter too many, two swapped.
      const { word } = term;
      const begins = [0, 1, 2].flatMap((i) => [word.slice(0, i) + word.slice(i + 1), word.slice(0, i) + (word[i + 1] ?? '') + word[i] + word.slice(i + 2)]);
      const all = await Promise.all([...new Set([word, ...begins].map((b) => b.slice(0, 3)))].map((b) => this.beginning(b)));
      for (const entry of new Set(all.flat())) {
        // What is near only without its ending is further away.
        const d = Math.min(distance(entry.word, word, limit), distance(entry.stem, term.stem, limit) + 0.5);
        if (d <= limit && d > 0) rated.push({ word: entry.word, d, size: entry.list.length });
      }
      rated.sort((a, b) => a.d - b.d || b.size - a.size || (a.word < b.word ? -1 : 1));
      return rated.slice(0, 3).map((r) => r.word);
    }
  }

  /** About 240 characters round the densest matches. */
  function parts(text, hits) {
    const LONG = 240;
    let from = 0;
    if (text.length > LONG + 40 && hits.length) {
      const weigh = (h) => new Set(hits.filter((o) => o.at >= h.at && o.end <= h.at + LONG - 60).map((o) => o.term)).size;
      const first = hits.reduce((best, h) => (weigh(h) > weigh(best) ? h : best), hits[0]);
      from = Math.max(0, Math.min(first.at - 60, text.length - LONG));
      if (from) from = text.indexOf(' ', from) + 1;
    }
    let to = text.length;
    if (to - from > LONG + 40) {
      const space = text.lastIndexOf(' ', from + LONG);
      to = space > from ? space : from + LONG;
    }
    const out = [];
    let at = from;
    for (const hit of hits) {
      if (hit.at < at || hit.end > to) continue;
      out.push(text.slice(at, hit.at), text.slice(hit.at, hit.end));
      at = hit.end;
    }
    out.push(text.slice(at, to));
    if (from) out[0] = '… ' + out[0];
    if (to < text.length) out[out.length - 1] += ' …';
    return out;
  }

  globalThis.agonSearch = { Search, words, stemmer };
})();
