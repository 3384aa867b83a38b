//! Permalinks: published URLs that no longer exist, the list of published URLs, and redirects for hosts.
//!
//! [`check`] compares the site with the list (content/addresses.txt), [`list`] adds the new URLs to it,
//! [`publications`] has the days of first publication, and [`files`] are
//! the redirects in the formats of the common hosts. A URL is never removed from the list: that is for the editor.

mod url_index;
mod broken_urls;
mod check;
mod list;
mod publications;
mod host_redirects;

pub use check::check;
pub use host_redirects::{FILES, files};
pub use list::{AddressList, UrlStatus, list, merged_list, url_status, whole_list};
pub use publications::{merged_publications, publications, whole_publications};
