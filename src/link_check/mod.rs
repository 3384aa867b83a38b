//! The link checker: whether the external links of a site still answer.
//!
//! One request at a time to each host, with a pause, and none to a host that asks to wait. A link is dead only after it
//! failed on three different days, which [`LinkHistory`] records. The date comes from the caller. Changes no content.

mod answer;
mod external_links;
mod history;
mod turns;
mod request;
mod scheduler;
mod diagnostics;
mod run;

pub use answer::{DuePolicy, LinkAnswer, RequestLimits};
pub use diagnostics::link_diagnostics;
pub use external_links::{ExternalLink, external_links};
pub use history::{FILE, HistoryError, LinkHistory, LinkRecord};
pub use run::{LinkCheckCounts, OfflineError, check_links};
