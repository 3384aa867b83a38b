//! The fields of BibTeX and BibLaTeX, and what each is in a record.

use crate::model::NameRole;

/// The fields of BibTeX, each with its text in a record, in the order in which they are preferred.
pub(super) const FIELDS: [(&str, &str); 55] = [
    ("publisher", "publisher"),
    ("institution", "publisher"),
    ("school", "publisher"),
    ("organization", "publisher"),
    ("location", "publisher-place"),
    ("address", "publisher-place"),
    ("city", "publisher-place"),
    ("journaltitle", "container-title"),
    ("journal", "container-title"),
    ("booktitle", "container-title"),
    ("maintitle", "container-title"),
    ("shortjournal", "container-title-short"),
    ("shorttitle", "title-short"),
    ("series", "collection-title"),
    ("volume", "volume"),
    ("volumes", "number-of-volumes"),
    ("part", "part-number"),
    ("issue", "issue"),
    ("chapter", "chapter-number"),
    ("pages", "page"),
    ("pagetotal", "number-of-pages"),
    ("edition", "edition"),
    ("version", "version"),
    ("eventtitle", "event-title"),
    ("venue", "event-place"),
    ("eventdate", "event-date"),
    ("origtitle", "original-title"),
    ("origpublisher", "original-publisher"),
    ("origlocation", "original-publisher-place"),
    ("origdate", "original-date"),
    ("pubstate", "status"),
    ("issn", "ISSN"),
    ("isbn", "ISBN"),
    ("pmid", "PMID"),
    ("pmcid", "PMCID"),
    ("doi", "DOI"),
    ("url", "URL"),
    ("langid", "language"),
    ("language", "language"),
    ("hyphenation", "language"),
    ("keywords", "keyword"),
    ("keyword", "keyword"),
    ("abstract", "abstract"),
    ("annotation", "annote"),
    ("annote", "annote"),
    ("note", "note"),
    ("addendum", "note"),
    ("library", "call-number"),
    ("lccn", "call-number"),
    ("type", "genre"),
    ("titleaddon", "note"),
    ("howpublished", ""),
    ("eid", "number"),
    ("medium", "medium"),
    ("number", ""),
];

pub(super) const NAMES: [(&str, NameRole); 9] = [
    ("editor", NameRole::Editor),
    ("bookauthor", NameRole::ContainerAuthor),
    ("translator", NameRole::Translator),
    ("director", NameRole::Director),
    ("holder", NameRole::Contributor),
    ("origauthor", NameRole::OriginalAuthor),
    ("editora", NameRole::Contributor),
    ("illustrator", NameRole::Illustrator),
    ("commentator", NameRole::Contributor),
];

/// Fields that are read in another way.
pub(super) const OTHER_FIELDS: &str = "title subtitle author date year month day eprint eprinttype \
                            archiveprefix primaryclass urldate booksubtitle mainsubtitle \
                            journalsubtitle langidopts crossref entrysubtype issuetitle eprintclass";

pub(super) const VERBATIM: &str = "url doi eprint file pmid issn isbn date eventdate origdate";

/// Fields that an entry does not take from its parent.
pub(super) const OWN_FIELDS: &str = "crossref xref xdata ids label shorthand sortkey sorttitle options entryset \
                          related keywords abstract file note title subtitle date-added \
                          date-modified bdsk-url-1 shorttitle doi url pages";
