//! How many files a publishing may delete.

use super::error::PublishError;
use std::str::FromStr;

/// The most files that one publishing may delete.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum DeleteLimit {
    /// [`PERCENT`] of the published files, or [`FILES`] if that is more.
    #[default]
    Default,
    Count(usize),
    Percent(u8),
}

/// A renamed topic stays below this, a wrong folder does not.
const PERCENT: u8 = 20;
const FILES: usize = 20;

impl DeleteLimit {
    /// # Errors
    /// If more than the limit of `published` files would be deleted.
    pub(super) fn check(self, count: usize, published: usize) -> Result<(), PublishError> {
        let limit = match self {
            DeleteLimit::Default => (published * usize::from(PERCENT) / 100).max(FILES),
            DeleteLimit::Count(count) => count,
            DeleteLimit::Percent(percent) => published * usize::from(percent) / 100,
        };
        match count > limit {
            true => Err(PublishError::TooManyDeletes { count, published, limit }),
            false => Ok(()),
        }
    }
}

impl FromStr for DeleteLimit {
    type Err = String;
    fn from_str(text: &str) -> Result<DeleteLimit, String> {
        let limit = match text.strip_suffix('%') {
            Some(percent) => percent.parse().map(DeleteLimit::Percent).ok(),
            None => text.parse().map(DeleteLimit::Count).ok(),
        };
        match limit {
            Some(DeleteLimit::Percent(101..)) | None => Err(format!(
                "\"{text}\" is neither a number of files, such as 50, nor a part, such as 20%"
            )),
            Some(limit) => Ok(limit),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_numbers_and_percentages() {
        assert_eq!("50".parse(), Ok(DeleteLimit::Count(50)));
        assert_eq!("0%".parse(), Ok(DeleteLimit::Percent(0)));
        for text in ["", "%", "101%", "-1", "many", "1.5%"] {
            assert!(text.parse::<DeleteLimit>().is_err(), "{text}");
        }
    }

    #[test]
    fn check_refuses_more_than_the_limit() {
        for (limit, count, published) in [
            (DeleteLimit::Default, 20, 20),
            (DeleteLimit::Default, 40, 200),
            (DeleteLimit::Count(3), 3, 9),
            (DeleteLimit::Percent(10), 9, 90),
        ] {
            assert!(limit.check(count, published).is_ok(), "{limit:?}");
            let message = limit.check(count + 1, published).unwrap_err().to_string();
            assert!(message.ends_with(&format!("--max-deletes {}", count + 1)), "{message}");
        }
    }
}
