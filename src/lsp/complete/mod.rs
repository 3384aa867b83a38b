//! What can be written at a place of a text.
//!
//! Takes the text as it stands in the editor, to the byte, and what was known of the site a moment ago; gives
//! [`CompletionChoices`]. What is known comes from the same tables as everywhere: names from the site, keys and words from the
//! readers of the files. Looks at the text before the cursor only, since what is being written cannot be parsed yet.

mod choice;
mod names;
mod items;
mod keys;
mod completion;

pub(super) use completion::complete;
