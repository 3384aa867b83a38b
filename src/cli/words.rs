//! The site's own words as values on the command line: `--kind organisation`.
//!
//! Takes a table of the model, gives clap's list of possible values, so that help and mistakes name them all.

use crate::model::Word;
use clap::builder::{PossibleValue, TypedValueParser};
use std::ffi::OsStr;
use std::marker::PhantomData;

/// One word of a table.
#[derive(Clone)]
pub(super) struct OneOf<W>(PhantomData<W>);

impl<W> OneOf<W> {
    pub fn new() -> Self {
        OneOf(PhantomData)
    }
}

impl<W: Word + Send + Sync> TypedValueParser for OneOf<W> {
    type Value = W;

    fn parse_ref(
        &self,
        cmd: &clap::Command,
        arg: Option<&clap::Arg>,
        value: &OsStr,
    ) -> Result<W, clap::Error> {
        let known = clap::builder::PossibleValuesParser::new(W::words());
        let word = known.parse_ref(cmd, arg, value)?;
        Ok(W::parse(&word).expect("a possible value is a word of the table"))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(W::ALL.iter().map(|w| PossibleValue::new(w.word()))))
    }
}
