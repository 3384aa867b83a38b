//! RIS, as Zotero, EndNote and publishers' pages write it: `TY  - JOUR` to `ER  -`.
//!
//! Source of the format: Research Information Systems' "RIS Format Specifications" (2011 tags, with
//! those in use since).

use super::bibliography_content::BibliographyContent;
use super::text::spelled_month;
use super::work::Work;
use super::{dates, identifiers};
use crate::model::dates::says_undated;
use crate::model::{Author, Date, DateExtent, IssueDate, NameRole, SourceType};

/// Tags of which the preferred one comes first.
const PREFERRED: [&str; 10] = ["UR", "LK", "T2", "JF", "JO", "BT", "JA", "J2", "L1", "L2"];

pub(super) fn read(text: &str) -> BibliographyContent {
    let mut content = BibliographyContent::default();
    let mut record: Option<RisRecord> = None;
    for (n, raw) in text.lines().enumerate() {
        let line = n + 1;
        match (tag(raw), &mut record) {
            (Some(("TY", kind)), _) => {
                let new = RisRecord { line, kind: kind.to_string(), fields: Vec::new() };
                content.works.extend(record.replace(new).map(RisRecord::into_work));
            }
            (Some(("ER", _)), _) => {
                content.works.extend(record.take().map(RisRecord::into_work));
            }
            (Some((name, value)), Some(open)) => {
                open.fields.push((name.to_string(), value.to_string()))
            }
            (None, _) if raw.trim().is_empty() => {}
            // a value that was broken over lines
            (None, Some(RisRecord { fields, .. })) if !fields.is_empty() => {
                let (_, value) = fields.last_mut().expect("there is a field");
                *value = format!("{value} {}", raw.trim());
            }
            _ => content.remark(line, raw, "outside of any record"),
        }
    }
    content.works.extend(record.map(RisRecord::into_work));
    content
}

/// `TY  - JOUR`: two characters, two spaces, a hyphen. Some programs omit spaces.
fn tag(line: &str) -> Option<(&str, &str)> {
    let (name, rest) = line.split_at_checked(2)?;
    let is_name = name.bytes().all(|b| b.is_ascii_uppercase() || b.is_ascii_digit());
    let value = rest.trim_start().strip_prefix('-')?;
    let has_spaces = rest.starts_with(' ') && (value.is_empty() || value.starts_with(' '));
    if is_name && has_spaces { Some((name, value.trim())) } else { None }
}

struct RisRecord {
    line: usize,
    kind: String,
    fields: Vec<(String, String)>,
}

impl RisRecord {
    fn into_work(mut self) -> Work {
        let mut work = Work::new(self.line, "");
        work.is_entry = true;
        set_kind(&mut work, &self.kind);
        let is_part = matches!(work.kind, Some(SourceType::Chapter | SourceType::Paper));
        let has_container = !matches!(work.kind, Some(SourceType::Book | SourceType::Report));
        self.fields.sort_by_key(|(name, _)| PREFERRED.iter().position(|p| p == name));
        let mut pages = [String::new(), String::new()];
        let mut days = Vec::new();
        for (name, value) in self.fields {
            let field = match name.as_str() {
                _ if value.is_empty() => continue,
                "TI" | "T1" | "CT" => "title",
                "BT" if !has_container => "title",
                "T2" if !has_container => "collection-title",
                "JO" if work.text("container-title").is_some() => "container-title-short",
                "T2" | "JO" | "JF" | "BT" => "container-title",
                "JA" | "J2" if work.text("container-title").is_none() => "container-title",
                "JA" | "J1" | "J2" => "container-title-short",
                "T3" => "collection-title",
                "ST" if value == work.title => continue,
                "ST" => "title-short",
                "PB" => "publisher",
                "CY" | "PP" => "publisher-place",
                "ET" => "edition",
                "VL" => "volume",
                "IS" => "issue",
                "CP" => "issue",
                "NV" => "number-of-volumes",
                "SE" => "section",
                "SN" if is_part || !has_container => "ISBN",
                "SN" => "ISSN",
                "DO" => "DOI",
                "L3" if identifiers::doi(&value).is_some() => "DOI",
                "UR" | "L1" | "L2" | "LK" => {
                    for address in value.split("; ") {
                        work.set("URL", &name, address.trim_end_matches(';').to_string());
                    }
                    continue;
                }
                "AB" | "N2" => "abstract",
                "N1" => "note",
                "LA" => "language",
                "M3" => "genre",
                "CN" => "call-number",
                // the accession number of PubMed; other databases have longer ones or letters
                "AN" if is_pmid(&value) => "PMID",
                "C2" if value.starts_with("PMC") => "PMCID",
                "KW" => {
                    let known = work.take("keyword").map(|k| k + ", ").unwrap_or_default();
                    work.put("keyword", Some(known + &value));
                    continue;
                }
                "SP" => {
                    pages[0] = value;
                    continue;
                }
                "EP" => {
                    pages[1] = value;
                    continue;
                }
                "ID" if work.key.is_none() => {
                    work.key = Some(value);
                    continue;
                }
                "AU" | "A1" => {
                    work.add_authors(vec![author(&value)]);
                    continue;
                }
                "ED" | "A2" | "A3" | "A4" => {
                    let role = match name.as_str() {
                        "A3" => NameRole::CollectionEditor,
                        "A4" => NameRole::Translator,
                        _ => NameRole::Editor,
                    };
                    work.names.entry(role).or_default().push(author(&value));
                    continue;
                }
                // `SEP 22` has its year in another field
                "DA" if dates::year_in(&value).is_none() && !says_undated(&value) => {
                    days.push(value);
                    continue;
                }
                "DA" | "PY" | "Y1" => {
                    work.set_issued(&name, &value, issue_date(&value));
                    continue;
                }
                "Y2" => {
                    work.set_accessed(&name, &value, date(&value));
                    continue;
                }
                _ if value.to_lowercase().contains("arxiv")
                    && identifiers::arxiv(&value).is_some() =>
                {
                    "number"
                }
                "M1" => "number",
                _ => "",
            };
            work.set(field, &name, value);
        }
        for day in days {
            let year = work.issued.map(|date| date.first.year.to_string()).unwrap_or_default();
            let date = IssueDate::read(&format!("{} {year}", spelled_month(&day)));
            match date {
                Some(date) => work.set_issued("DA", &day, Some(date)),
                None => work.comment("DA", day),
            }
        }
        if work.text("title-short") == Some(work.title.as_str()) {
            work.take("title-short");
        }
        let page = pages.into_iter().filter(|p| !p.is_empty()).collect::<Vec<_>>().join("-");
        work.set("page", "SP", page);
        work
    }
}

fn is_pmid(value: &str) -> bool {
    (1..=8).contains(&value.len()) && value.bytes().all(|byte| byte.is_ascii_digit())
}

/// `2026/06/04/other information`, with optional parts, or a date in words. A season or range is in
/// the other information: `2021///Spring`, `2024/03//March–May 2024`.
fn issue_date(value: &str) -> Option<IssueDate> {
    if let Some((parts, rest)) = value.rsplit_once('/')
        && parts.matches('/').count() == 2
        && let Some(date) = dates::read(parts.split('/').next().unwrap_or_default())
        && !rest.trim().is_empty()
    {
        let words = [rest.to_string(), format!("{rest} {}", date.year)];
        let whole = words.iter().find_map(|words| IssueDate::read(words));
        if let Some(whole) = whole.filter(|whole| whole.extent != DateExtent::Exact) {
            return Some(whole);
        }
    }
    date(value).map(IssueDate::from).or_else(|| IssueDate::read(value))
}

fn date(value: &str) -> Option<Date> {
    if !value.contains('/') {
        return dates::read(value);
    }
    let parts = value.split('/').map(|p| p.trim().to_string()).take(3);
    let parts: Vec<String> = parts.take_while(|p| !p.is_empty()).collect();
    dates::from_parts(&parts).or_else(|| dates::read(value))
}

/// `Reed, Ann`, `Reed, Ann, Jr.`, or the name of a body.
fn author(name: &str) -> Author {
    let name = name.trim().trim_end_matches(',');
    match name.split_once(',') {
        Some((family, given)) => {
            Author::Person { family: family.trim().into(), given: Some(given.trim().into()) }
        }
        None => Author::Literal(name.into()),
    }
}

fn set_kind(work: &mut Work, tag: &str) {
    let kind = match tag {
        "JOUR" | "EJOUR" | "ABST" => SourceType::Journal,
        "JFULL" | "SER" => SourceType::Periodical,
        "MGZN" => SourceType::Magazine,
        "NEWS" => SourceType::Newspaper,
        "BLOG" => SourceType::Weblog,
        "BOOK" | "EBOOK" | "EDBOOK" | "CONF" => SourceType::Book,
        "CHAP" | "ECHAP" => SourceType::Chapter,
        "CPAPER" => SourceType::Paper,
        "RPRT" | "GOVDOC" | "GRANT" => SourceType::Report,
        "THES" => SourceType::Thesis,
        "DATA" | "DBASE" | "AGGR" => SourceType::Dataset,
        "STAT" | "LEGAL" => SourceType::Legislation,
        "BILL" | "UNBILL" => SourceType::Bill,
        "CASE" => SourceType::LegalCase,
        "HEAR" => SourceType::Hearing,
        "PAT" => SourceType::Patent,
        "PREPRINT" => SourceType::Preprint,
        "UNPB" | "INPR" | "MANSCPT" => SourceType::Manuscript,
        "VIDEO" | "MPCT" => SourceType::Film,
        "SOUND" => SourceType::Song,
        "MUSIC" => SourceType::Score,
        "COMP" => SourceType::Software,
        "MAP" => SourceType::Map,
        "ART" => SourceType::Graphic,
        "FIGURE" | "CHART" => SourceType::Image,
        "DICT" => SourceType::DictionaryEntry,
        "ENCYC" => SourceType::EncyclopediaEntry,
        "PAMP" => SourceType::Pamphlet,
        "PCOMM" | "ICOMM" => SourceType::Letter,
        "STAND" => SourceType::Standard,
        "SLIDE" => SourceType::Speech,
        "CLSWK" | "ANCIENT" => SourceType::Classic,
        "ELEC" | "WEB" => SourceType::Webpage,
        "MULTI" | "GEN" => SourceType::Document,
        _ => {
            work.comment("TY", tag);
            SourceType::Document
        }
    };
    work.kind = Some(kind);
}
