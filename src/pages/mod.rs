//! Pages: which there are, what each shows, and the templates that render it.
//!
//! Takes the linked site and the texts, gives the list of pages ([`plan`]) and the data of one ([`view`]): every link
//! relative to the page, every piece of prose as HTML. Templates add the words of the user interface and the structure.
//! Never reads the disk or the clock, and nothing here comes out of a hash map's order.
//!
//! To show something new on a page: add it to the page's struct (one file a page in `views`) and to its template.

pub mod assets;
mod urls;
mod context;
mod routes;
mod components;
mod views;
pub mod render;

#[cfg(test)]
mod tests;

pub use components::download::{Download, DownloadOffer, Format, Scope, Subject, downloads};
pub use components::facts_file::{FactsFile, facts_files};
pub use components::link::{Link, When};
#[cfg(feature = "cards")]
pub use context::card_letters::CARD_FACES;
pub use context::card_letters::is_card_font;
pub use context::feed_channel::FeedChannel;
pub use context::page_context::{Ctx, Tables};
pub use routes::page_paths::check_page_paths;
pub use routes::permalinks::{Address, addresses, is_there};
pub use routes::plan::{RouteTable, plan};
pub use routes::redirect::{RedirectRule, rules};
pub use routes::route::{PageKind, PageRoute};
pub use routes::sitemap::{Directory, FeedFormat, MOST, SitemapUrl, directory, urls};
pub use routes::snapshot::{plan_topic, settle, snapshots};
pub use urls::href::{OPML, RSS_OPML, embed_of, embeds};
pub use views::diff::{DiffPage, DiffPlace, diff, page_at};
pub use views::feed::{FeedItem, FeedView, feed};
pub use views::page_view::{PageView, view};
pub use views::rooted_links::check_rooted_links;
pub use views::shared::{SharedData, shared};
pub use views::social_card::{SocialCardView, cards};

// what the exports write the same facts with
pub(crate) use components::event_line::anchor;
pub(crate) use components::notice::words_of;

pub(crate) use components::text::Page;
pub(crate) use context::indexes::{is_gap, is_open_block, open_of_debate};
pub(crate) use routes::copied::copied_pages;
pub(crate) use urls::href;
pub(crate) use urls::pagination::{Order, in_reading_order, page_count, range, range_newest_first};
pub(crate) use views::glossary::entries as glossary_entries;
pub(crate) use views::moved::{Moves, moves_of_topic};
