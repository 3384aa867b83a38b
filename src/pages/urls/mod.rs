pub(crate) mod href;
pub(crate) mod pagination;
