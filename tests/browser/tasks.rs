//! The six questions that readers bring, each answered within three clicks from the home page or one search.
