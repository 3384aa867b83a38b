//! Pages: assets, the data of each page, and the templates that render it.

pub mod assets;
pub mod view;
pub mod render;
