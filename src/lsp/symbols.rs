//! What a text and a site consist of, for an editor's outline and its search by name.

use super::hover;
use super::to_proto::WorkspaceSnapshot;
use crate::model::*;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolResponse, SymbolInformation, SymbolKind,
};

/// The sections of a document, in each its blocks that have an id of their own.
#[allow(deprecated, reason = "the type has a field that the protocol gave up")]
pub(super) fn of_document(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
) -> Option<DocumentSymbolResponse> {
    let known = shown.desk.linked();
    let site = &known.site;
    let id = *site.names.by_path.get(path)?;
    let doc = site.doc(id);
    let lines = shown.lines(doc.file);
    let symbol = |name: String,
                  detail,
                  kind,
                  span: std::ops::Range<usize>,
                  whole: std::ops::Range<usize>| DocumentSymbol {
        name,
        detail,
        kind,
        tags: None,
        deprecated: None,
        range: lines.range(whole),
        selection_range: lines.range(span),
        children: None,
    };
    let mut found = Vec::new();
    for section in &doc.sections {
        let blocks = section.blocks.clone().map(|index| BlockId { doc: id, index });
        let written = |b: &BlockId| {
            site.block(*b).anchor.lasting
                || matches!(site.block(*b).kind, BlockKind::Subheading { .. })
        };
        let inside: Vec<DocumentSymbol> = blocks
            .clone()
            .filter(written)
            .map(|b| {
                let block = site.block(b);
                let words = hover::words(site, &known.files, b);
                let name = match block.kind {
                    BlockKind::Subheading { .. } => words.clone(),
                    _ => format!("^{}", block.anchor.name),
                };
                let detail = (name != words).then_some(words);
                symbol(
                    name,
                    detail,
                    SymbolKind::String,
                    block.content.range(),
                    block.content.range(),
                )
            })
            .filter(|s| !s.name.trim().is_empty())
            .collect();
        let Some(heading) = section.heading else {
            found.extend(inside);
            continue;
        };
        let end = blocks.max().map_or(heading.end, |b| site.block(b).content.end).max(heading.end);
        let whole = heading.start as usize..end as usize;
        let mut section = symbol(
            known.files.slice(heading).to_string(),
            None,
            SymbolKind::Namespace,
            heading.range(),
            whole,
        );
        section.children = Some(inside);
        found.push(section);
    }
    found.retain(|s| !s.name.trim().is_empty());
    Some(DocumentSymbolResponse::DocumentSymbolList(found))
}

/// How many names an editor is shown at once.
const MOST: usize = 200;

/// What is called like the query: documents, entities, recorded sources and blocks by their ids.
#[allow(deprecated, reason = "the type has a field that the protocol gave up")]
pub(super) fn of_site(shown: &WorkspaceSnapshot<'_>, query: &str) -> Vec<SymbolInformation> {
    let site = shown.site();
    let query = query.to_lowercase();
    let is_meant = |names: &[&str]| names.iter().any(|n| n.to_lowercase().contains(&query));
    let docs =
        site.doc_ids().filter(|d| is_meant(&[&site.doc(*d).title, &site.doc(*d).slug])).map(|d| {
            let doc = site.doc(d);
            (site.target_of(d), doc.title.clone(), hover::doc_kind(site, doc), SymbolKind::File)
        });
    let sources = site.source_ids().filter(|s| site.source(*s).recorded);
    let sources =
        sources.filter(|s| is_meant(&[&site.source(*s).title, &site.source(*s).id])).map(|s| {
            let source = site.source(s);
            (
                Target::Source(s),
                source.title.clone(),
                hover::source_kind(site, source),
                SymbolKind::Object,
            )
        });
    let blocks = site.block_ids().filter(|b| site.block(*b).anchor.lasting);
    let blocks =
        blocks.filter(|b| !query.is_empty() && is_meant(&[&site.block(*b).anchor.name])).map(|b| {
            let block = site.block(b);
            (
                Target::Block(b),
                format!("^{}", block.anchor.name),
                site.doc(block.doc).title.clone(),
                SymbolKind::String,
            )
        });
    let all = docs.chain(sources).chain(blocks).take(MOST);
    all.filter_map(|(target, name, kind_in_words, kind)| {
        let location = shown.location(super::to_proto::place(shown, target)?)?;
        let base =
            BaseSymbolInformation { name, kind, tags: None, container_name: Some(kind_in_words) };
        Some(SymbolInformation { deprecated: None, location, base_symbol_information: base })
    })
    .collect()
}
