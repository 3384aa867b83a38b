// Runs static/js/find.js over shards on the disk. Takes the script, the folder of the index, and on its input
// {find: queries, most: whether pages with some of the words count too, narrow: [{query, filters}], answer: queries,
// shown: queries, stems: texts, near: words, first: queries}; gives the answers as JSON: for `answer` what is asked in place
// of the query and the query that is not corrected, for `shown` the passages of the first page with their states. For `first` that is what a reader transfers until the first result is there, in bytes as gzip packs them.
const fs = require('fs');
const path = require('path');
const vm = require('vm');
const zlib = require('zlib');

const [script, folder] = process.argv.slice(2);
const asked = JSON.parse(fs.readFileSync(0, 'utf8'));
vm.runInThisContext(fs.readFileSync(script, 'utf8'), { filename: script });

let got;
globalThis.agonShard = (name, version, data) => (got = { name, version, data });
let transferred = 0;
const packed = (bytes) => zlib.gzipSync(bytes, { level: 6 }).length;
async function load(name, version) {
  const bytes = fs.readFileSync(path.join(folder, `${name}.js`));
  if (asked.first) transferred += packed(bytes);
  vm.runInThisContext(bytes.toString());
  if (got.name !== name || (version && got.version !== version)) throw new Error(`${name} is not what the index says`);
  return got.data;
}

(async () => {
  const { Search, words } = globalThis.agonSearch;
  const search = new Search(await load('index'), load);
  const paths = async (query, filters) => {
    const { pages, all } = await search.find(query, filters);
    // Pages with only some of the words are another answer.
    if (!all && !asked.most) return [];
    return Promise.all(pages.map(async ({ page }) => (await search.page(page)).path));
  };
  const answer = {};
  // A space after the query: its last word is finished.
  if (asked.find) answer.find = await Promise.all(asked.find.map((query) => paths(`${query} `)));
  if (asked.narrow) answer.narrow = await Promise.all(asked.narrow.map(({ query, filters }) => paths(query, filters)));
  if (asked.answer) {
    const told = async (query) => {
      const { pages, asked, literal, all, unread } = await search.answer(`${query} `);
      return { paths: await Promise.all(pages.map(async ({ page }) => (await search.page(page)).path)), asked, literal, all, unread };
    };
    answer.answer = await Promise.all(asked.answer.map(told));
  }
  if (asked.shown) {
    const shown = async (query) => {
      const found = await search.find(`${query} `);
      return search.passages(await search.page(found.pages[0].page, found), found);
    };
    answer.shown = await Promise.all(asked.shown.map(shown));
  }
  if (asked.stems) answer.stems = asked.stems.map((text) => words(text).map(({ word, form }) => [search.stem(word), form]));
  if (asked.near) answer.near = await Promise.all(asked.near.map(async (word) => (await search.near(search.term(word))).map((n) => n.word)));
  if (asked.first) answer.first = [];
  for (const query of asked.first ?? []) {
    transferred = packed(fs.readFileSync(script)) + packed(fs.readFileSync(script.replace('find.js', 'search.js')));
    const fresh = new Search(await load('index'), load);
    const { pages } = await fresh.find(query);
    if (pages.length) await fresh.page(pages[0].page);
    answer.first.push(transferred);
  }
  process.stdout.write(JSON.stringify(answer));
})();
