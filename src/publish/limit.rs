//! How much a publishing may delete.

use super::PublishError;
use std::str::FromStr;

/// The most files that one publishing may delete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Limit {
    /// [`PERCENT`] of what is published, and always [`ALWAYS`].
    #[default]
    Usual,
    Count(usize),
    Percent(u8),
}

/// Of what is published, unless another limit is given. A renamed topic stays below it, a wrong folder does not.
pub const PERCENT: u8 = 20;
/// A small site may lose this many without being asked.
pub const ALWAYS: usize = 20;

impl Limit {
    /// # Errors
    /// Where `count` of `published` files is more than may be deleted.
    pub fn check(self, count: usize, published: usize) -> Result<(), PublishError> {
        let part = |percent: u8| published * usize::from(percent) / 100;
        let limit = match self {
            Limit::Usual => part(PERCENT).max(ALWAYS),
            Limit::Count(count) => count,
            Limit::Percent(percent) => part(percent),
        };
        match count > limit {
            true => Err(PublishError::TooManyDeletes { count, published, limit }),
            false => Ok(()),
        }
    }
}

impl FromStr for Limit {
    type Err = String;
    fn from_str(text: &str) -> Result<Limit, String> {
        let wrong = || {
            format!("\"{text}\" is neither a number of files, such as 50, nor a part, such as 20%")
        };
        match text.strip_suffix('%') {
            Some(part) => {
                part.parse().ok().filter(|p| *p <= 100).map(Limit::Percent).ok_or_else(wrong)
            }
            None => text.parse().map(Limit::Count).map_err(|_| wrong()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_or_a_part() {
        assert_eq!(("50".parse(), "0%".parse()), (Ok(Limit::Count(50)), Ok(Limit::Percent(0))));
        for text in ["", "%", "101%", "-1", "many", "1.5%"] {
            assert!(text.parse::<Limit>().is_err(), "{text}");
        }
    }

    #[test]
    fn more_than_the_limit_is_refused_and_the_limit_itself_is_not() {
        for (limit, count, published) in [
            (Limit::Usual, 20, 20),
            (Limit::Usual, 40, 200),
            (Limit::Count(3), 3, 9),
            (Limit::Percent(10), 9, 90),
        ] {
            assert!(limit.check(count, published).is_ok(), "{limit:?}");
            assert!(limit.check(count + 1, published).is_err(), "{limit:?}");
        }
    }
}
