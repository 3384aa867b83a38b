//! The development server: a site in a browser while it is edited, with its errors on the open page.
//!
//! A page is rendered on request and sent as it would be built, with one more script, which receives changes as
//! server-sent events, replaces what changed and shows the errors. Never reads or writes the site's folder.
//!
//! The server's own paths are below `/_agon/`, where no page of a site can be.

mod problem;
mod served_site;
mod answer;
mod server;

pub use problem::{Problem, problems};
pub use server::Server;
