//! What helps an editor beside building: `agon fmt`, `doctor`, `stats`.

mod fmt;
mod said;
mod state;
mod today;
