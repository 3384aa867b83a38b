//! What a page says of itself to machines: nodes of JSON-LD in the words of schema.org.
//!
//! The frame of every page (`layout.html`) puts them into one script element that nothing runs, with the breadcrumbs,
//! whose words it has. Addresses are relative to the page, as JSON-LD allows. Repeats only as much of a page's text as a
//! machine needs to find it there.

mod node;
mod claim;
mod record;
mod text;

pub(crate) use claim::{of_actor, positions_in};
pub(crate) use node::StructuredData;
pub(crate) use record::{entity, figures, home, publisher, question, source, topic};
pub(crate) use text::text;
