//! What helps an editor beside building: `agon fmt`, `doctor`, `stats`.

mod brief;
mod fmt;
mod said;
mod state;
mod today;
