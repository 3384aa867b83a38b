// island: none
// The search itself, without a page, loaded by search.js once there is something to search for: takes a way to load shards (made by src/exports/search), gives pages with scores, passages
// and marks. Knows nothing of the document, so a test runs it as it is under Node.
(() => {
  'use strict';

  // ---- words, by the rules of src/exports/search/token.rs

  const RUN = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]|(?:(?![\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}])[\p{Alphabetic}\p{N}\p{M}'’.,\u00ad\u200b-\u200d\u2060\ufeff])+/gu;
  const IDEOGRAPH = /[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u{20000}-\u{3ffff}]/u;
  const isNumber = (c) => /\p{N}/u.test(c);

  const LETTERS = { ł: 'l', ø: 'o', đ: 'd', ð: 'd', þ: 'th', ß: 'ss', æ: 'ae', œ: 'oe', ħ: 'h', ı: 'i', ŧ: 't', ŋ: 'n' };
  const JOINERS = /[\u00ad\u200b-\u200d\u2060\ufeff]/g;
  const fold = (text) => text.normalize('NFKD').toLowerCase().replace(/\p{M}+/gu, '').replace(JOINERS, '').replace(/[łøđðþßæœħıŧŋ]/g, (c) => LETTERS[c]).replace(/’/g, "'");

  const HYPHEN = /^[-\u2010\u2011]$/;
  /** What stands between two words of one sentence. */
  const WITHIN = /^(?:[^\S\n]|[,'’\-\u2010\u2011/&)])*$/;
  const hasLetter = (word) => /\p{Alphabetic}/u.test(word);

  /** In capitals, or with a capital inside of a sentence: WHO and May may be names. */
  function isName(written, first) {
    const capitals = written.match(/[A-Z]/g)?.length ?? 0;
    const small = /(?![A-Z])\p{Alphabetic}/u.test(written);
    return (capitals > 1 && !small) || (!first && /^[A-Z]/.test(written));
  }

  /** The letters and the numbers of a word that has both: k and 2.6 of k2.6. */
  const partsOf = (word) => (/[0-9]/.test(word) && /[a-z]/.test(word) ? word.match(/[0-9.,]+|[^0-9.,]+/g) : []);

  /** The tokens of a text with their places: an apostrophe joins letters, a point or comma joins digits. After a word come
   * its other forms: behind an elision, parts, and the compound with a word before a hyphen. */
  function* tokens(text) {
    let last;
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
          const written = run.slice(start, i);
          const whole = fold(written);
          const word = bare(whole);
          const place = { at: index + start, end: index + i };
          const between = last && text.slice(last.end, place.at);
          const first = !last || !WITHIN.test(between);
          yield { ...place, word, form: isName(written, first) ? 'name' : 'word', capital: /^[A-Z]/.test(written) };
          const elided = /^(?:l|d|j|m|t|s|n|c|qu)'([^']{3,})$/.exec(whole);
          if (elided) yield { ...place, word: elided[1], form: 'elided' };
          for (const part of partsOf(word)) yield { ...place, word: part, form: 'part' };
          const joined = last && HYPHEN.test(between) && !IDEOGRAPH.test(last.word + word) && (hasLetter(last.word) || hasLetter(word));
          if (joined) yield { at: last.at, end: place.end, word: last.word + word, form: 'compound' };
          last = { ...place, word };
        }
        start = i + 1;
      }
    }
  }

  const bare = (word) => word.replace(/'s$/, '').replace(/'/g, '');
  /** The words of a text with their forms, as the index has them. */
  const words = (text) => [...tokens(text.replace(JOINERS, '').normalize('NFKD').replace(/\p{M}+/gu, ''))].map(({ word, form }) => ({ word, form }));
  const isWord = ({ form }) => form === 'word' || form === 'name';

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

  /** A word in the spelling by which it is compared; the index has the pairs (see src/exports/search/spelling.rs). */
  function speller([beginnings, endings]) {
    const pairs = (table) => table.split(' ').filter(Boolean).map((pair) => pair.split('='));
    const [first, last] = [pairs(beginnings), pairs(endings)];
    return (word) => {
      const begin = first.find(([from]) => word.startsWith(from));
      if (begin) word = begin[1] + word.slice(begin[0].length);
      const end = last.find(([from]) => word.endsWith(from));
      const before = end && word.slice(0, -end[0].length);
      return end && /[aeiou]/.test(before) ? before + end[1] : word;
    };
  }

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

  /** The entries of a shard of words: stem, shortest word that has it, its pages still coded, whether it is a whole name. */
  function entries(text) {
    const found = [];
    let before = '';
    const front = (from, coded) => [...from].slice(0, numbers(coded[0]).next().value).join('') + coded.slice(1);
    for (const entry of text.split('!')) {
      if (!entry) continue;
      const parts = entry.split(' ');
      const stem = front(before, parts[0]);
      found.push({ stem, word: parts.length > 2 ? front(stem, parts[1]) : stem, list: parts[parts.length - 1], isName: stem.includes('=') });
      before = stem;
    }
    return found;
  }

  // ---- the search

  const GROUPS = ['topic', 'kind', 'year', 'publishers', 'claim', 'tag', 'publisher', 'actor'];

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

  /** What a query asks: `clauses` that a page must have, each a list of items of which one is enough, and items that it
   * must not have. An item is a word, or words that must stand side by side. */
  function parse(query) {
    const clauses = [];
    const without = [];
    let either = false;
    const piece = /\s*(?:([-−]?)["“”„«]([^"“”„«»]*)["“”„«»]|(\S+))/gu;
    for (const { 0: all, 1: sign, 2: quoted, 3: chunk, index } of query.matchAll(piece)) {
      if (chunk === 'OR') {
        either = clauses.length > 0;
        continue;
      }
      const isQuoted = quoted !== undefined;
      const minus = isQuoted ? sign !== '' : /^[-−]./u.test(chunk);
      const text = isQuoted ? quoted : chunk;
      const from = index + all.length - (isQuoted ? all.length - all.indexOf(quoted, all.search(/["“”„«]/u) + 1) : chunk.length);
      const found = [...tokens(text)].map((t) => ({ ...t, at: t.at + from, end: t.end + from }));
      const item = { words: found.filter(isWord), elided: found.filter((t) => t.form === 'elided'), isQuoted };
      if (!item.words.length) continue;
      if (minus) without.push(item);
      else if (either) clauses[clauses.length - 1].push(item);
      else clauses.push([item]);
      either = false;
    }
    return { clauses, without };
  }

  /** Pages of every list, each with a score of all. */
  function intersection(lists, score) {
    const found = new Map();
    const [first, ...others] = [...lists].sort((a, b) => a.size - b.size);
    for (const page of first?.keys() ?? []) {
      if (others.every((list) => list.has(page))) found.set(page, score(lists.map((list) => list.get(page))));
    }
    return found;
  }

  /** Adds pages to those of a list; a page that is there already keeps the higher score. */
  function include(list, more, weight = 1) {
    for (const [page, score] of more) list.set(page, Math.max(list.get(page) ?? 0, score * weight));
  }

  /** The pages with the most words. */
  function most(lists) {
    const found = new Map();
    for (const list of lists) {
      for (const [page, score] of list) {
        const so = found.get(page) ?? { score: 0, words: 0 };
        found.set(page, { score: so.score + score, words: so.words + 1 });
      }
    }
    const words = [...found.values()].reduce((most, p) => Math.max(most, p.words), 0);
    return new Map([...found].filter(([, p]) => p.words === words).map(([page, p]) => [page, p.score]));
  }

  /** Whether a text has words side by side, in their order. */
  function hasPhrase(text, phrase) {
    // most texts are told apart without their tokens
    const flat = fold(text).replace(/'/g, '');
    if (!phrase.every((word) => flat.includes(word))) return false;
    const places = [];
    for (const { word, form } of tokens(text)) {
      if (form === 'elided') places[places.length - 1].push(word);
      else if (form === 'word' || form === 'name') places.push([word]);
    }
    return places.some((_, at) => phrase.every((word, i) => places[at + i]?.includes(word)));
  }

  /** Whether a stem stands before another one; by code points, as the shards have them. */
  function precedes(a, b) {
    const [left, right] = [[...a], [...b]];
    const at = left.findIndex((c, i) => c !== right[i]);
    if (at < 0) return left.length < right.length;
    return at < right.length && left[at].codePointAt(0) < right[at].codePointAt(0);
  }

  /** How many pages are read at once for a phrase. */
  const BATCH = 8;

  class Search {
    /** Takes the data of index.js and `load(name, version)`, which gives a promise of a shard's data. */
    constructor(index, load) {
      this.index = index;
      this.spell = speller(index.spelling);
      this.stop = new Set(index.stop.split(' '));
      /** Where each shard of words starts. */
      this.starts = index.words.split(' ');
      this.versions = new Map(index.versions.split(' ').map((v) => v.split('=')));
      this.shards = new Map();
      this.load = load;
    }

    stem(word) {
      return this.index.stem === 'en' && /^[a-z]{3,}$/.test(word) ? english(this.spell(word)) : word;
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

    /** A word as it is looked up. An open one also stands for longer words; `also` are other forms, each of words that a page
     * must have all. */
    term(word, open = false) {
      const parts = partsOf(word);
      // fewer letters are on too many pages with that number
      const also = parts.length > 1 && /^[a-z]{3}/.test(word) ? [parts] : [];
      return { word, stem: this.stem(word), open, also };
    }

    /** The terms of an item: one for a word, those that tell something for a phrase. */
    item(item, open) {
      const isPhrase = item.isQuoted || item.words.length > 1;
      if (!isPhrase) {
        const term = this.term(item.words[0].word, open);
        term.also.push(...item.elided.map((t) => [t.word]));
        return { ...item, isPhrase, terms: [term] };
      }
      const telling = item.words.filter((t) => !this.stop.has(t.word));
      return { ...item, isPhrase, terms: telling.map((t) => this.term(t.word)) };
    }

    /** What is looked up for a query. Common words count only where there are no others, since WHO, IT and May are names too;
     * beside others they are welcome if they have a capital. */
    plan(query) {
      const { clauses, without } = parse(query);
      const isWhole = /[\s.,;:!?"”»)]$/.test(query);
      // The words of a chunk such as GPT-5.5 are asked for one by one, where it is not an alternative.
      const apart = clauses.flatMap((items) => {
        const [item] = items;
        if (items.length > 1 || item.isQuoted) return [items];
        return item.words.map((word) => [{ words: [word], elided: item.elided.filter((t) => t.at === word.at), isQuoted: false }]);
      });
      const planned = apart.map((items, i) =>
        items.map((item) => {
          const { word } = item.words[item.words.length - 1];
          const isOpen = word.length > 5 || (!isWhole && i === apart.length - 1 && word.length > 2);
          return this.item(item, isOpen);
        }),
      );
      const isCommon = ([item, other]) => !other && !item.isPhrase && this.stop.has(item.words[0].word);
      const telling = planned.filter((items) => !isCommon(items));
      const welcome = telling.length ? planned.filter((items) => isCommon(items) && items[0].words[0].capital) : [];
      const kept = telling.length ? telling : planned;
      const key = (items) => JSON.stringify(items.map((item) => [item.isQuoted, item.words.map((t) => t.word)]));
      const unique = kept.filter((items, i) => kept.findIndex((o) => key(o) === key(items)) === i);
      return { clauses: unique, welcome, without: without.map((item) => this.item(item, false)) };
    }

    /** The number of the shard in which a stem stands. */
    place(stem) {
      const after = this.starts.findIndex((start) => precedes(stem, start));
      return (after < 0 ? this.starts.length : after) - 1;
    }

    /** The entries of the shard in which a stem stands. */
    async entriesAt(stem) {
      return (await this.shard(`w${this.place(stem)}`, entries)) ?? [];
    }

    /** The entries of the shards that words with this beginning can be in; none where that is too many. */
    async beginning(letters, most = 3) {
      const [from, to] = [this.place(letters), this.place(letters + '\u{10ffff}')];
      if (to - from >= most) return [];
      const names = Array.from({ length: to - from + 1 }, (_, i) => `w${from + i}`);
      const all = await Promise.all(names.map((name) => this.shard(name, entries)));
      return all.filter(Boolean).flat();
    }

    /** What longer words begin with that a term also stands for: of an open one its letters in both spellings, of K2 the
     * versions of it. */
    beginnings(term) {
      if (/[a-z].*[0-9]$/.test(term.word)) return [term.word + '.', ...(term.open ? [term.word] : [])];
      return term.open ? [...new Set([term.word, this.spell(term.word)])] : [];
    }

    /** Pages with scores of one term in its own form. */
    async pagesOf(term) {
      const found = new Map();
      const beginnings = this.beginnings(term);
      const lists = await Promise.all([this.entriesAt(term.stem), ...beginnings.map((b) => this.beginning(b))]);
      for (const entry of new Set(lists.flat())) {
        const exact = entry.stem === term.stem;
        const begins = !entry.isName && beginnings.some((b) => entry.stem.startsWith(b) || entry.word.startsWith(b));
        if (!exact && !begins) continue;
        const list = leveled(entry.list);
        const rarity = Math.log(1 + (this.index.pages - list.length + 0.5) / (list.length + 0.5));
        for (const [page, level] of list) {
          found.set(page, Math.max(found.get(page) ?? 0, LEVELS[level] * rarity * (exact ? 1 : 0.5)));
        }
      }
      return found;
    }

    /** Pages with scores of one term in all its forms. */
    async pagesOfForms(term) {
      const forms = term.also.map((words) => Promise.all(words.map((word) => this.pagesOf(this.term(word)))));
      const [found, ...others] = await Promise.all([this.pagesOf(term), ...forms]);
      for (const lists of others) include(found, intersection(lists, (scores) => Math.min(...scores)));
      return found;
    }

    /** The pages that have the words of an item; of a phrase they need not stand side by side there. */
    async pagesOfItem(item) {
      if (!item.terms.length) return new Map([...(await this.allPages())].map((page) => [page, 0.1]));
      const lists = await Promise.all(item.terms.map((term) => (item.isPhrase ? this.pagesOf(term) : this.pagesOfForms(term))));
      return intersection(lists, (scores) => scores.reduce((sum, score) => sum + score));
    }

    async pagesOfClause(items) {
      const lists = await Promise.all(items.map((item) => this.pagesOfItem(item)));
      items.forEach((item, i) => (item.pages = lists[i]));
      const found = new Map();
      lists.forEach((list) => include(found, list));
      return found;
    }

    /** Adds the pages that have two words of the query as one: percent for "per cent". */
    async joinWords(clauses, lists) {
      const isWordClause = (items) => items?.length === 1 && !items[0].isPhrase;
      const joining = clauses.map(async (items, i) => {
        const next = clauses[i + 1];
        if (!isWordClause(items) || !isWordClause(next)) return;
        const [a, b] = [items[0].words[0], next[0].words[0]];
        if (b.at - a.end > 1 || !(hasLetter(a.word) || hasLetter(b.word))) return;
        const pages = await this.pagesOf(this.term(a.word + b.word));
        include(lists[i], pages, 0.5);
        include(lists[i + 1], pages, 0.5);
        items[0].terms[0].also.push([a.word + b.word]);
      });
      await Promise.all(joining);
    }

    /** The pages that a value has. */
    async having(group, key) {
      const many = group === 'publisher' || group === 'actor';
      const lists = await this.shard(many ? group + (hash(key) % this.index.facets) : group);
      return runs(lists?.['=' + key] ?? '');
    }

    async allPages() {
      const kinds = await Promise.all(this.index.values.kind.map((kind) => this.having('kind', kind)));
      return new Set(kinds.flatMap((pages) => [...pages]));
    }

    /** The topics, entities and terms whose name is the query, with their level. */
    async named(clauses) {
      if (!clauses.length || clauses.some((items) => items.length > 1)) return [];
      const all = clauses.flatMap(([item]) => item.words.map((t) => t.word));
      const telling = all.filter((word) => !this.stop.has(word));
      const parts = (telling.length ? telling : all).flatMap((word) => word.match(/[0-9.,]+|[^0-9.,]+/g));
      const key = parts.map((part) => this.stem(part) + '=').join('');
      const entry = (await this.entriesAt(key)).find((e) => e.stem === key);
      return entry ? leveled(entry.list) : [];
    }

    /** Pages that have every value and every word, the best first, or most of the words if none has all of them; and the
     * clauses without any page. Phrases are looked for in the passages of `reach` shards; `unread` is how many more pages could
     * have them. It is idle if nothing is asked, common if there are only common words. */
    async find(query, filters = {}, reach = Infinity) {
      const { clauses, welcome, without } = this.plan(query);
      const chosen = GROUPS.filter((g) => filters[g]);
      const isIdle = !clauses.length && !without.length && !chosen.length;
      const isCommon = clauses.every((items) => items.every((item) => item.words.every((t) => this.stop.has(t.word))));
      const found = { isIdle, isCommon, terms: [], phrases: [], pages: [], missing: [], all: true, unread: 0 };
      if (isIdle) return found;
      const [lists, sets, extras, banned, named] = await Promise.all([
        Promise.all(clauses.map((items) => this.pagesOfClause(items))),
        Promise.all(chosen.map((g) => this.having(g, filters[g]))),
        Promise.all(welcome.map((items) => this.pagesOfClause(items))),
        Promise.all(without.map((item) => this.pagesOfClause([item]))),
        this.named(clauses),
      ]);
      await this.joinWords(clauses, lists);
      found.terms = [...clauses, ...welcome].flatMap((items) => items.flatMap((item) => item.terms));
      found.phrases = clauses.flat().filter((item) => item.isPhrase).map((item) => item.words.map((t) => t.word));
      found.missing = clauses.filter((_, i) => lists[i].size === 0);
      const isAllowed = (page) => sets.every((set) => set.has(page)) && !without.some((item, i) => !item.isPhrase && banned[i].has(page));
      const within = async (list) => {
        for (const extra of extras) for (const [page, score] of list) list.set(page, score + (extra.get(page) ?? 0));
        for (const [page, level] of named) if (list.has(page)) list.set(page, list.get(page) + 1000 * level);
        const pages = [...list].filter(([page]) => isAllowed(page)).map(([page, score]) => ({ page, score }));
        return pages.sort((a, b) => b.score - a.score || a.page - b.page);
      };
      const sum = (scores) => scores.reduce((total, score) => total + score, 0);
      const start = clauses.length ? intersection(lists, sum) : new Map([...(sets[0] ?? (await this.allPages()))].map((page) => [page, 0]));
      Object.assign(found, await this.read(await within(start), clauses, without, reach));
      const words = clauses.filter((items) => items.every((item) => !item.isPhrase));
      if (found.pages.length || words.length < 2) return found;
      // A page need not have all words, but what is in quotation marks.
      const strict = clauses.filter((items) => !words.includes(items));
      const rest = most(words.map((items) => lists[clauses.indexOf(items)]));
      const some = intersection([rest, ...strict.map((items) => lists[clauses.indexOf(items)])], sum);
      return { ...found, all: false, ...(await this.read(await within(some), strict, without, reach)) };
    }

    /** Those of some pages that have the phrases of the clauses, and no phrase that they must not have. */
    async read(pages, clauses, without, reach) {
      const asked = clauses.filter((items) => items.some((item) => item.isPhrase));
      const refused = without.filter((item) => item.isPhrase);
      if (!asked.length && !refused.length) return { pages, unread: 0 };
      const has = (texts, item) => texts.some((text) => hasPhrase(text, item.words.map((t) => t.word)));
      const fits = async ({ page }) => {
        const open = asked.filter((items) => !items.some((item) => !item.isPhrase && item.pages.has(page)));
        const doubtful = refused.filter((item) => item.pages.has(page));
        if (!open.length && !doubtful.length) return true;
        const texts = await this.texts(page);
        return open.every((items) => items.some((item) => item.isPhrase && item.pages.has(page) && has(texts, item))) && !doubtful.some((item) => has(texts, item));
      };
      const shardOf = ({ page }) => Math.floor(page / this.index.stride);
      const shards = new Set();
      const beyond = pages.findIndex((page) => shards.add(shardOf(page)).size > reach);
      const near = beyond < 0 ? pages : pages.slice(0, beyond);
      const kept = [];
      for (let at = 0; at < near.length; at += BATCH) {
        const next = near.slice(at, at + BATCH);
        const fit = await Promise.all(next.map(fits));
        kept.push(...next.filter((_, i) => fit[i]));
      }
      return { pages: kept, unread: pages.length - near.length };
    }

    /** The answer to a query; where a word is on no page, that to the query with a word that is nearly the same. `asked` is
     * the corrected query, `literal` the one that is not corrected. */
    async answer(query, filters = {}, reach = Infinity) {
      const found = await this.find(query, filters, reach);
      const isWrong = ([item, other]) => !other && !item.isPhrase && item.terms[0].word.length > 3 && !this.stop.has(item.terms[0].word);
      const wrong = found.missing.filter(isWrong).map(([item]) => item);
      if (!wrong.length) return found;
      const offers = await Promise.all(wrong.map((item) => this.offers(item.terms[0])));
      const literal = replaced(query, wrong.map((item) => [item.words[0], `"${query.slice(item.words[0].at, item.words[0].end)}"`]));
      const turns = wrong.length === 1 ? offers[0].length : 1;
      for (let turn = 0; turn < turns; turn++) {
        const words = wrong.flatMap((item, i) => (offers[i][turn] ? [[item.words[0], offers[i][turn]]] : []));
        if (!words.length) break;
        const asked = replaced(query, words);
        const better = await this.find(asked, filters, reach);
        if (better.pages.length && (better.all || turn === turns - 1)) return { ...better, asked, literal };
      }
      return found;
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

    /** The columns of a page in its shard of passages. */
    async columns(number) {
      const shard = await this.shard(`t${Math.floor(number / this.index.stride)}`);
      return shard.map((list) => list[number % this.index.stride]);
    }

    /** A page as it is shown; with phrases its passages in full, since the words can be in what is cut off. */
    async page(number, { phrases = [] } = {}) {
      const { kinds, topics } = this.index;
      const [path, title, kind, of, date, values, anchors, texts, places] = await this.columns(number);
      const whole = phrases.length ? (await this.texts(number)).slice(1) : texts;
      let anchor = '';
      const read = (text, i) => ({ anchor: (anchor = anchors[i] === 0 ? anchor : anchors[i]), text, values: places[i].map((p) => values[p]) });
      return { path, title, kind: kinds[kind], topics: of.map((t) => topics[t]), date, passages: whole.slice(0, texts.length).map(read) };
    }

    /** The title of a page and its passages in full. */
    async texts(number) {
      const { stride } = this.index;
      const [[, title, , , , , , texts], rests] = await Promise.all([this.columns(number), this.shard(`r${Math.floor(number / stride)}`)]);
      const rest = rests?.[number % stride] ?? [];
      return [title, ...texts.map((text, i) => text + (rest[i] ?? '')), ...rest.slice(texts.length)];
    }

    /** Which term a word is, or -1. */
    which(word, terms) {
      const stem = this.stem(word);
      return terms.findIndex((t) => t.stem === stem || t.also.some((words) => words.includes(word)) || this.beginnings(t).some((b) => word.startsWith(b) || stem.startsWith(b)));
    }

    /** The passages of a page that say most of what was found, at most three: `parts` are texts, every second one a match,
     * `states` what is known of it as a claim. */
    passages(page, { terms, phrases }, filters = {}) {
      const rated = page.passages.map((passage) => {
        const hits = [];
        for (const t of tokens(passage.text)) {
          const term = this.which(t.word, terms);
          if (term >= 0) hits.push({ ...t, term });
        }
        hits.sort((a, b) => a.at - b.at || b.end - a.end);
        const near = hits.filter((h, i) => i && h.term === hits[i - 1].term + 1 && h.at - hits[i - 1].end < 3).length;
        const wanted = passage.values.filter(([g, key]) => filters[GROUPS[g]] === key).length;
        const whole = hits.length ? phrases.filter((phrase) => hasPhrase(passage.text, phrase)).length : 0;
        return { passage, hits, wanted, said: new Set(hits.map((h) => h.term)), score: whole * 30 + near * 3 + wanted * 5 + Math.min(hits.length, 4) * 0.5 };
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
      // Without words the passages that have the values are shown, else the first one.
      const wanted = rated.filter((r) => r.wanted).sort((a, b) => b.wanted - a.wanted);
      const others = wanted.length ? wanted.slice(0, 3) : rated.filter((r) => r.passage.text).slice(0, 1);
      const shown = best.length ? best : others;
      const states = (values) => values.filter(([g]) => GROUPS[g] === 'claim').map(([, key]) => key);
      return shown.map((r) => ({ anchor: r.passage.anchor, parts: parts(r.passage.text, r.hits), states: states(r.passage.values) }));
    }

    /** Words of the site that are nearly what was asked, the nearest first; numbers are never taken for others. */
    async near(term) {
      const rated = [];
      const limit = term.word.length > 5 ? 2 : 1;
      // Words are kept by their beginnings, so a slip at the beginning is looked for elsewhere: a letter too many, two swapped.
      const { word } = term;
      const digits = (text) => text.replace(/[^0-9]/g, '');
      const begins = [0, 1, 2].flatMap((i) => [word.slice(0, i) + word.slice(i + 1), word.slice(0, i) + (word[i + 1] ?? '') + word[i] + word.slice(i + 2)]);
      const all = await Promise.all([...new Set([word, ...begins].map((b) => b.slice(0, 3)))].map((b) => this.beginning(b)));
      for (const entry of new Set(all.flat())) {
        if (entry.isName || digits(entry.word) !== digits(word)) continue;
        // What is near only without its ending is further away.
        const d = Math.min(distance(entry.word, word, limit), distance(entry.stem, term.stem, limit) + 0.5);
        if (d <= limit && d > 0) rated.push({ word: entry.word, d, size: entry.list.length });
      }
      rated.sort((a, b) => a.d - b.d || b.size - a.size || (a.word < b.word ? -1 : 1));
      return rated.slice(0, 3);
    }

    /** What a word that is on no page may have been meant to be: a near word, or two words without their space. */
    async offers(term) {
      const [near, split] = await Promise.all([this.near(term), this.split(term.word)]);
      const close = near.filter((n) => n.d <= 1).map((n) => n.word);
      return [...close, ...split, ...near.filter((n) => n.d > 1).map((n) => n.word)];
    }

    /** The two words of the site that a word is made of. */
    async split(word) {
      const size = async (part) => (await this.entriesAt(this.stem(part))).find((e) => e.stem === this.stem(part))?.list.length ?? 0;
      const found = [];
      for (let at = 3; at <= word.length - 3; at++) {
        const [a, b] = [word.slice(0, at), word.slice(at)];
        const first = await size(a);
        const both = first && Math.min(first, await size(b));
        if (both) found.push({ words: `${a} ${b}`, both });
      }
      return found.sort((a, b) => b.both - a.both).slice(0, 1).map((f) => f.words);
    }
  }

  /** A query with other words in place of some of its own. */
  function replaced(query, words) {
    return [...words].sort(([a], [b]) => b.at - a.at).reduce((text, [{ at, end }, word]) => text.slice(0, at) + word + text.slice(end), query);
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

  globalThis.agonSearch = { Search, words };
})();
