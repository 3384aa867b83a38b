//! A built site is carried to a folder and a store; its outside links are asked.

mod external;
mod place;
mod store;
