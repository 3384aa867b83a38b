//! Validation of values and hints for those that are invalid: ids, dates, words of a fixed list.

use super::yaml::Str;
use crate::diagnostics::{Code, Diagnostic, Report, codes, suggest};
use crate::markdown;
use crate::model::{Date, DateExtent, IssueDate, Word, dates, is_language_tag, language_tag};

/// The longest id and name of a file, in bytes. Names of files that are made of two of them still fit everywhere.
const LONGEST_ID: usize = 100;

/// What keeps an id from being a part of an address, for messages.
pub(super) fn address_problem(id: &str) -> Option<String> {
    if !is_lasting(id) {
        return Some("will not last in an address".into());
    }
    let is_long = id.len() > LONGEST_ID;
    is_long.then(|| format!("is longer than {LONGEST_ID} characters, so it cannot name a file"))
}

/// An id made of a text, cut between words.
pub fn short_slug(text: &str) -> String {
    let mut slug = slug::slugify(text);
    if slug.len() > LONGEST_ID {
        let end = slug[..=LONGEST_ID].rfind('-').filter(|n| *n > 0);
        slug.truncate(end.unwrap_or(LONGEST_ID));
    }
    slug
}

/// Reports an id that cannot be a part of an address.
pub(super) fn check_id(id: &Str, what: &str, report: &mut Report) {
    if !id.text.is_empty()
        && let Some(problem) = address_problem(&id.text)
    {
        let message = format!("{what} \"{}\" {problem}", id.text);
        let found = Diagnostic::at(&codes::BAD_ID, id.span, message)
            .help("write lower-case letters, digits and hyphens");
        report.push(match short_slug(&id.text) {
            made if made.is_empty() => found,
            made => found.fix(id.span, made),
        });
    }
}

/// A value, or what is wrong with the text.
pub(super) type Parsed<T> = Result<T, Box<Diagnostic>>;

/// The value, if it could be read; else its diagnostic is reported.
pub(super) fn keep<T>(value: Parsed<T>, report: &mut Report) -> Option<T> {
    match value {
        Ok(value) => Some(value),
        Err(wrong) => {
            report.push(*wrong);
            None
        }
    }
}

pub(super) fn parse_date(text: &Str, code: &'static Code) -> Parsed<Date> {
    Date::parse(&text.text).ok_or_else(|| Box::new(bad_date(text, code)))
}

/// A date of publication; ranges and seasons in words have a fix.
pub(super) fn parse_issue_date(text: &Str) -> Parsed<IssueDate> {
    if let Some(date) = IssueDate::parse(&text.text) {
        return Ok(date);
    }
    match IssueDate::read(&text.text) {
        Some(date) if date.extent != DateExtent::Exact => {
            let message = format!("\"{}\" is not a date", text.text);
            let help = "write a range as 2024-03/2024-05 or 2015/.., a season as 2021-21 (spring) to \
                        2021-24 (winter), an estimate as 1984~";
            let wrong = Diagnostic::at(&codes::BAD_DATE, text.span, message).help(help);
            Err(Box::new(wrong.fix(text.span, date.to_string())))
        }
        _ => Err(Box::new(bad_date(text, &codes::BAD_DATE))),
    }
}

/// A date that cannot be read, with the forms that can.
pub(super) fn bad_date(text: &Str, code: &'static Code) -> Diagnostic {
    let wrong = Diagnostic::at(code, text.span, format!("\"{}\" is not a date", text.text));
    let wrong = match dates::slashed(&text.text)[..] {
        [first, second] => wrong.help(format!("write {first} or {second}, whichever is meant")),
        _ if dates::says_undated(&text.text) => {
            wrong.help("leave it out: what has no date is undated")
        }
        _ => wrong.help("write 2026, 2026-06 or 2026-06-28, as precise as it is known"),
    };
    match dates::read(&text.text) {
        Some(date) => wrong.fix(text.span, date.to_string()),
        None => wrong,
    }
}

pub(super) fn parse_word<W: Word>(text: &Str, code: &'static Code, what: &str) -> Parsed<W> {
    W::parse(&text.text).ok_or_else(|| Box::new(unknown_word::<W>(code, text, what)))
}

/// A word that is not in its list, with the nearest and all of them.
pub(super) fn unknown_word<W: Word>(code: &'static Code, text: &Str, what: &str) -> Diagnostic {
    let words: Vec<&str> = W::words().into_iter().filter(|w| !w.is_empty()).collect();
    let message = format!("{what} cannot be \"{}\"", text.text);
    let help = format!("the words are: {}", suggest::listed(&words));
    unknown_name(code, text, &message, &help, words.iter().copied())
}

/// A name that is not known, with the nearest of the known ones as a fix.
pub(super) fn unknown_name<'a>(
    code: &'static Code,
    name: &Str,
    message: &str,
    help: &str,
    known: impl IntoIterator<Item = &'a str>,
) -> Diagnostic {
    match suggest::meant(&name.text, known) {
        Some(near) => {
            let message = format!("{message}; did you mean \"{near}\"?");
            Diagnostic::at(code, name.span, message).help(help).fix(name.span, near)
        }
        None => Diagnostic::at(code, name.span, message).help(help),
    }
}

/// Reports a domain that is an address, or no domain at all.
pub(super) fn check_domain(domain: &Str, report: &mut Report) {
    let text = domain.text.trim();
    if is_host(text) {
        return;
    }
    let bare = text.split_once("://").map_or(text, |(_, rest)| rest);
    let bare = bare.split(['/', '?', '#', ':']).next().unwrap_or(bare).trim_start_matches("*.");
    let message = format!("\"{}\" is not a domain", domain.text);
    let found = Diagnostic::at(&codes::BAD_DOMAIN, domain.span, message)
        .help("write the part of an address between https:// and the next slash");
    report.push(if is_host(bare) { found.fix(domain.span, bare) } else { found });
}

fn is_host(host: &str) -> bool {
    host.contains('.')
        && !host.starts_with('.')
        && !host.ends_with('.')
        && host.chars().all(|c| c.is_alphanumeric() || c == '-' || c == '.')
}

/// Lower-case letters, digits and hyphens.
pub fn is_lasting(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
}

/// An address of the web.
pub(super) fn parse_address(text: &Str, key: &str) -> Parsed<String> {
    let is_web = url::Url::parse(&text.text)
        .is_ok_and(|u| matches!(u.scheme(), "http" | "https") && u.has_host());
    if is_web && !text.text.contains(char::is_whitespace) {
        return Ok(text.text.clone());
    }
    let message = format!("`{key}` is a web address, not \"{}\"", text.text);
    let wrong = Diagnostic::at(&codes::BAD_ADDRESS, text.span, message);
    let help = "write it with https://, or leave the key out where no address is known";
    let wrong = wrong.help(help);
    let with_scheme = format!("https://{}", text.text);
    let has_scheme = text.text.contains(':') || text.text.starts_with('/');
    let is_host = !has_scheme
        && text.text.split('/').next().is_some_and(|host| host.contains('.'))
        && !text.text.contains(char::is_whitespace)
        && url::Url::parse(&with_scheme).is_ok_and(|url| url.has_host());
    Err(Box::new(match is_host {
        true => wrong.fix(text.span, with_scheme),
        false => wrong,
    }))
}

/// The address of a site: a host and a path, nothing behind it.
pub(super) fn parse_site_address(text: &Str, key: &str) -> Parsed<String> {
    let address = parse_address(text, key)?;
    let is_site = url::Url::parse(&address).is_ok_and(|url| {
        url.query().is_none() && url.fragment().is_none() && url.username().is_empty()
    });
    let is_other = |c: char| c.is_control() || "\"'<>\\^`{|}".contains(c);
    if is_site && markdown::has_host(&address) && !address.contains(is_other) {
        return Ok(address);
    }
    let message = format!("`{key}` is the address of a site, not \"{address}\"");
    let wrong = Diagnostic::at(&codes::BAD_ADDRESS, text.span, message);
    let help = "write https://, the host and the path of the site on it, or leave the key out";
    Err(Box::new(wrong.help(help)))
}

/// A language tag (BCP 47).
pub(super) fn parse_language(text: &Str, key: &str) -> Parsed<String> {
    if is_language_tag(&text.text) {
        return Ok(text.text.clone());
    }
    let message = format!("`{key}` is a language tag, not \"{}\"", text.text);
    let wrong = Diagnostic::at(&codes::BAD_LANGUAGE, text.span, message)
        .help("write a tag such as en, en-GB, de or pt-BR");
    let tag = language_tag(&text.text).filter(|tag| is_language_tag(tag));
    Err(Box::new(match tag {
        Some(tag) => wrong.fix(text.span, tag),
        None => wrong,
    }))
}

pub(super) fn parse_flag(text: &Str, key: &str) -> Parsed<bool> {
    match text.text.as_str() {
        "true" | "yes" => Ok(true),
        "false" | "no" => Ok(false),
        other => {
            let message = format!("`{key}` is true or false, not \"{other}\"");
            let wrong = Diagnostic::at(&codes::WRONG_TYPE, text.span, message);
            Err(Box::new(wrong.help("write true or false")))
        }
    }
}
