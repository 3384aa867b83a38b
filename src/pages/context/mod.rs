pub(crate) mod indexes;
pub(crate) mod page_context;
