//! Values for the places in a message.

use crate::model::date::Date;
use std::borrow::Cow;

/// A value for a place in a message.
#[derive(Clone, Debug, PartialEq)]
pub enum Argument<'a> {
    /// A count; the one named `n` chooses the plural form.
    Count(i64),
    /// A measured number.
    Number(f64),
    /// A date, written in words.
    Date(Date),
    Text(Cow<'a, str>),
}

impl From<usize> for Argument<'_> {
    fn from(n: usize) -> Self {
        Argument::Count(i64::try_from(n).unwrap_or(i64::MAX))
    }
}

impl From<u32> for Argument<'_> {
    fn from(n: u32) -> Self {
        Argument::Count(n.into())
    }
}

impl From<i64> for Argument<'_> {
    fn from(n: i64) -> Self {
        Argument::Count(n)
    }
}

impl From<Date> for Argument<'_> {
    fn from(date: Date) -> Self {
        Argument::Date(date)
    }
}

impl<'a> From<&'a str> for Argument<'a> {
    fn from(text: &'a str) -> Self {
        Argument::Text(text.into())
    }
}

impl<'a> From<&'a String> for Argument<'a> {
    fn from(text: &'a String) -> Self {
        Argument::Text(text.into())
    }
}

impl From<String> for Argument<'_> {
    fn from(text: String) -> Self {
        Argument::Text(text.into())
    }
}
