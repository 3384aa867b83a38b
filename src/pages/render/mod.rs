//! A view and a template become HTML. A mistake in a template is a diagnostic with Tera's own position. Templates get data
//! only: no function reads the site.

mod built_in;

mod error;

mod filters;

mod small_components;

mod renderer;

pub use renderer::Renderer;

#[cfg(test)]
mod tests;
