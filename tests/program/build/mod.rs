//! Whole builds: what pages say, that the same input gives the same bytes, and what a build leaves when it is disturbed.

mod crawl;
mod disturbed;
mod drafts;
mod finish;
mod frame;
mod golden;
mod html;
mod journal;
mod kept;
mod lasting;
mod links;
mod many_topics;
mod pictures;
mod publications;
mod random_edits;
mod rss;
mod rss_rules;
mod same_bytes;
mod served;
#[cfg(unix)]
mod serving;
mod themes;
#[cfg(unix)]
mod trouble;
mod unlucky;
