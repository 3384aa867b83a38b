//! The record of a source as readers and citation managers take it away: four styles, BibTeX, CSL-JSON and RIS.

mod parts;
mod cited_title;
mod line;
mod cited_work;
mod apa;
mod mla;
mod chicago;
mod harvard;
mod style;
mod bibtex;
mod csl;
mod ris;

pub(crate) use bibtex::bibtex;
pub(crate) use csl::csl_json;
pub(crate) use ris::ris;
pub(crate) use style::{StyledCitation, styled_citations};

#[cfg(test)]
mod tests;
