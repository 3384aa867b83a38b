// Runs static/js/find.js over shards on the disk. Takes the script, the folder of the index, and on its input
// {find: queries, most: whether pages with some of the words count too, narrow: [{query, filters}], stems: texts,
// near: words, first: queries}; gives the answers as JSON. For `first` that is what a reader transfers until the first result is there, in bytes as gzip packs them.
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
  const { Search, words, stemmer } = globalThis.agonSearch;
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
  if (asked.stems) answer.stems = asked.stems.map((text) => words(text).map(stemmer('en')));
  if (asked.near) answer.near = await Promise.all(asked.near.map((word) => search.near(search.terms(word)[0])));
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
