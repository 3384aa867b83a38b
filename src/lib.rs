//! agon: a static site generator for following public debates over time.
//!
//! # Architecture
//!
//! Folders are stages. Data goes down this list once and never back; a module may use what stands above it and nothing
//! below (`tests/layers.rs` reads the imports and says so). The list is the reading order.
//!
//! | stage | takes | gives |
//! |---|---|---|
//! | [`files`] | | texts with byte positions, output files |
//! | [`diag`] | | what is wrong, where, what to do; the table of codes; printers |
//! | [`markdown`] | a text | blocks, links, citations with byte ranges; HTML; words. The one door to pulldown-cmark |
//! | [`model`] | | what the site knows; every reference is a typed id |
//! | [`load`] | a folder | all texts and files, sorted. Nobody else reads the disk |
//! | [`parse`] | a text | one raw document; never fails, reports. The door to YAML |
//! | [`link`] | raw documents | a [`model::Site`]: ids, merged sources, resolved names, relations, backlinks |
//! | [`check`] | a site | what is questionable in it |
//! | [`live`] | texts that come, go and change | the linked site and what is wrong in it, after each change |
//! | [`assets`] | static files | styles joined and hashed, scripts with the pages they run on |
//! | [`view`] | a site | what each page shows, complete; the only maker of addresses |
//! | [`addresses`] | a site, its list of published addresses | what vanished, the list as it is to be, rules for servers |
//! | [`search`] | a site, the words known of it | scripts in shards: which pages have a word, what stands on a page |
//! | [`render`] | a view | a page. The one door to Tera |
//! | [`feeds`] | a site, the renderer | feeds, their list, the site map, robots.txt |
//! | [`cards`] | a card, the renderer | the picture beside links to a page |
//! | [`hosting`] | a site, the renderer | what hosts are to send with each file |
//! | [`data`] | a site | every page's facts as JSON, lists in the formats of other tools |
//! | [`pack`] | finished files | smaller ones, where that is asked for |
//! | [`memo`] | a view | the same view made the same bytes last time, so skip |
//! | [`write`] | pages | files on the disk: staged, only what changed, swapped in whole |
//! | [`pipeline`] | a folder | the stages, one line each; a site whose pages are made when they are asked for |
//! | [`watch`] | a folder | word of what changed in it |
//! | [`serve`] | a site that can be asked for pages | the site in a browser, its mistakes on the open page |
//! | [`external`] | a site's addresses | which of them still answer, remembered with days |
//! | [`publish`] | a built site | the site in a folder, a branch or a bucket, in an order that readers do not notice |
//! | [`lsp`] | a site, what an editor says | mistakes while they are typed, completion, what a name means, renaming |
//! | [`new`] | a site | a starting site; a new file with what is known filled in |
//! | [`import`] | files of other shapes, a site | journals, threads and bibliographies as content files; an account of every line |
//! | [`tidy`] | texts | the same texts in one canonical form |
//! | [`schema`] | what the readers ask for | JSON Schema for editors |
//! | [`survey`] | a site | in a screen: what there is, what waits to be done |
//! | [`cli`] | arguments | an exit code. The only clock |
//!
//! # To do this, touch that
//!
//! | to … | touch |
//! |---|---|
//! | add a key to a file's front matter | `parse/<noun>.rs`, `model/<noun>.rs`, then `view/<noun>.rs` and `templates/pages/<noun>.html` to show it |
//! | add a word to a list (a kind, a state) | `model/words.rs`; messages, parsing and pages follow |
//! | add a diagnostic | a row in `diag/codes.rs`, the stage that finds it, a case in `tests/diagnostics/` |
//! | add a kind of page | a row in the table of `view/job.rs`, its view and its template |
//! | add a kind of section | `SectionRole` in `model/words.rs`, its items in `parse/items.rs`, its block in `model/block.rs` |
//! | say something to machines | `view/facts/` for JSON-LD on pages; `view/feed/` for entries of feeds, `templates/feeds/` for their words |
//! | change the picture beside links | `templates/cards/`, `view/card.rs` |
//! | change what hosts send | `templates/hosting/` |
//! | add a fact to a page's JSON | `data/kinds.rs` and `data/facts.rs`, or `data/record.rs`, `data/passage.rs`; then the schema's version in `data/mod.rs` |
//! | add a format for other tools | a row in the table of `view/download.rs`, its writer in `data/` |
//! | keep an address that changes | `view/redirect.rs`; what is reported of lost ones: `addresses/` |
//! | give a record a page for frames | `view/embed.rs`, `templates/pages/embed.html`, `static/css/embed/` |
//! | say more of what moved between two days | `view/between.rs`, `templates/pages/between.*` |
//! | add files beside the pages | a group in `pipeline/groups.rs`, which `agon build` and `agon serve` both make |
//! | let a save stay cheap | `link/reword.rs`: which changes of a document concern nothing else |
//! | make something findable | `search/passages.rs`; a value to filter by: `search/facet.rs` |
//! | change an address | `view/href.rs`, and nothing else |
//! | change what counts as the same work | `parse/identity.rs` |
//! | add a check | a file in `check/` and a line in its `mod.rs` |
//! | change how a page looks | `templates/`, `static/css/` |
//! | add a kind of file to `agon new` | `new/document.rs`, `cli/args.rs` |
//! | understand another habit of journals | dates: `import/dates.rs`; a note's form: `import/note.rs`; a section's name: `import/headings.rs` |
//! | import another kind of bibliography | a reader beside `import/ris.rs`, a row in `Format` of `import/bibliography.rs` |
//! | change the canonical order of keys | the order in which `parse/<noun>.rs` asks for them; `agon fmt` and `agon schema` follow |
//! | tidy something more | a step in `tidy/` and a line in its `mod.rs` |
//! | count something, or say that it waits | `survey/stats.rs`, `survey/doctor.rs` |
//! | change what an open page does after a save | `serve/reload.js`; how a mistake looks on it: `serve/overlay.html` |
//! | change what counts as a dead link | `external/ask.rs` for one answer, `external/memory.rs` for the days |
//! | publish to another kind of place | `model/destination.rs`, `parse/site.rs`, a file in `publish/` |
//! | add an answer for editors | `lsp/can.rs` offers it, `lsp/server.rs` hands it on, `lsp/answer.rs` gives it |
//! | complete something in an editor | `lsp/complete/`: names, items of sections, keys; what a name means on hovering: `lsp/card.rs` |
//! | add a script | `static/js/<island>.js`; its first line says on which pages it runs |

pub mod files;

pub mod diag;

pub mod markdown;

pub mod model;

pub mod load;

pub mod parse;

pub mod link;

pub mod check;

pub mod live;

pub mod assets;

pub mod view;

pub mod addresses;

pub mod search;

pub mod render;

pub mod feeds;

pub mod cards;

pub mod hosting;

pub mod data;

pub mod pack;

pub mod memo;

pub mod write;

pub mod pipeline;

pub mod watch;

pub mod serve;

#[cfg(feature = "publish")]
pub mod external;

#[cfg(feature = "publish")]
pub mod publish;

pub mod lsp;

pub mod new;

pub mod import;

pub mod tidy;

pub mod schema;

pub mod survey;

pub mod cli;
