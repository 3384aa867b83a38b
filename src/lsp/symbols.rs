//! The outline of a document and the search for names in a site.

use super::hover;
use super::to_proto::{self, WorkspaceSnapshot};
use crate::model::*;
use gen_lsp_types::{
    BaseSymbolInformation, DocumentSymbol, DocumentSymbolResponse, Range, SymbolInformation,
    SymbolKind,
};

/// The sections of a document, each with its blocks that have an id of their own.
pub(super) fn of_document(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
) -> Option<DocumentSymbolResponse> {
    let linked = snapshot.workspace.linked();
    let site = &linked.site;
    let doc = site.doc(*site.names.by_path.get(path)?);
    let lines = snapshot.lines(doc.file);
    let mut outline = Vec::new();
    for section in &doc.sections {
        let mut blocks = Vec::new();
        let mut end = 0;
        for index in section.blocks.clone() {
            let id = BlockId { doc: *site.names.by_path.get(path)?, index };
            let block = site.block(id);
            end = end.max(block.content.end);
            let words = hover::words(site, &linked.files, id);
            let (name, detail) = match block.kind {
                BlockKind::Subheading { .. } => (words, None),
                _ if block.anchor.lasting => (format!("^{}", block.anchor.name), Some(words)),
                _ => continue,
            };
            let range = lines.range(block.content.range());
            blocks.push(symbol(name, detail, SymbolKind::String, range, range));
        }
        blocks.retain(|symbol| !symbol.name.trim().is_empty());
        let Some(heading) = section.heading else {
            outline.extend(blocks);
            continue;
        };
        let name = linked.files.slice(heading).to_string();
        let whole = lines.range(heading.start as usize..end.max(heading.end) as usize);
        let selection = lines.range(heading.range());
        let mut section = symbol(name, None, SymbolKind::Namespace, whole, selection);
        section.children = Some(blocks);
        outline.push(section);
    }
    outline.retain(|symbol| !symbol.name.trim().is_empty());
    Some(DocumentSymbolResponse::DocumentSymbolList(outline))
}

#[allow(deprecated, reason = "the type still has the field `deprecated`")]
fn symbol(
    name: String,
    detail: Option<String>,
    kind: SymbolKind,
    range: Range,
    selection_range: Range,
) -> DocumentSymbol {
    let (tags, deprecated, children) = (None, None, None);
    DocumentSymbol { name, detail, kind, tags, deprecated, range, selection_range, children }
}

/// The limit of symbols in one answer.
const MAX_SYMBOLS: usize = 200;

/// Documents, entities, recorded sources and blocks whose name or id contains the query.
pub(super) fn of_site(snapshot: &WorkspaceSnapshot<'_>, query: &str) -> Vec<SymbolInformation> {
    let site = snapshot.site();
    let query = query.to_lowercase();
    let mut symbols = Vec::new();
    for id in site.doc_ids() {
        let doc = site.doc(id);
        if contains(&doc.title, &query) || contains(&doc.slug, &query) {
            let container = hover::doc_kind(site, doc);
            let target = site.target_of(id);
            symbols.extend(information(snapshot, target, &doc.title, container, SymbolKind::File));
        }
    }
    for id in site.source_ids() {
        let source = site.source(id);
        if source.recorded && (contains(&source.title, &query) || contains(&source.id, &query)) {
            let container = hover::source_kind(site, source);
            let target = Target::Source(id);
            let kind = SymbolKind::Object;
            symbols.extend(information(snapshot, target, &source.title, container, kind));
        }
    }
    for id in site.block_ids().filter(|_| !query.is_empty()) {
        let block = site.block(id);
        if block.anchor.lasting && contains(&block.anchor.name, &query) {
            let name = format!("^{}", block.anchor.name);
            let container = site.doc(block.doc).title.clone();
            let target = Target::Block(id);
            symbols.extend(information(snapshot, target, &name, container, SymbolKind::String));
        }
    }
    symbols.truncate(MAX_SYMBOLS);
    symbols
}

fn contains(name: &str, query: &str) -> bool {
    name.to_lowercase().contains(query)
}

#[allow(deprecated, reason = "the type still has the field `deprecated`")]
fn information(
    snapshot: &WorkspaceSnapshot<'_>,
    target: Target,
    name: &str,
    container: String,
    kind: SymbolKind,
) -> Option<SymbolInformation> {
    let location = snapshot.location(to_proto::definition_span(snapshot, target)?)?;
    let base_symbol_information = BaseSymbolInformation {
        name: name.to_string(),
        kind,
        tags: None,
        container_name: Some(container),
    };
    Some(SymbolInformation { deprecated: None, location, base_symbol_information })
}
