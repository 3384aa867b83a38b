//! The development server: a site in a browser while it is edited, with its errors on the open page.
//!
//! A page is made on request and sent as it would be built, with one more script: it receives changes as server-sent
//! events, swaps what changed and shows the errors. Never reads or writes the site's folder.
//!
//! The server's own addresses are below `/_agon/`, where no page of a site can be.

mod problem;
mod served_site;
mod answer;
mod server;

pub use problem::{Problem, problems};
pub use server::Server;
