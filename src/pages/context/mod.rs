pub(crate) mod indexes;
pub(crate) mod feed_channel;
pub(crate) mod page_context;
