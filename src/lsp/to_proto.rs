//! Converts results to the types of the protocol: spans to lines and columns, paths to URIs.

use super::capabilities::EditorCapabilities;
use super::hover;
use super::line_index::LineIndex;
use super::references::{NamedThing, Occurrence, OccurrenceRole, criteria};
use super::rename::{self, RenamePlan};
use super::workspace::Workspace;
use crate::diagnostics::{self, Severity};
use crate::model::{Site, Target};
use crate::source::{FileId, Span};
use gen_lsp_types::*;
use std::collections::BTreeMap;
use std::path::PathBuf;

/// A text that is open in the editor.
pub(super) struct OpenDocument {
    pub text: String,
    /// The root of its site and its path from there; `None` outside of sites.
    pub place: Option<(PathBuf, String)>,
}

/// Why a request failed, for the person at the editor.
pub(super) type RequestError = String;

/// A site with what is needed to answer one editor.
#[derive(Clone, Copy)]
pub(super) struct WorkspaceSnapshot<'a> {
    pub workspace: &'a Workspace,
    pub capabilities: EditorCapabilities,
    pub open: &'a BTreeMap<Uri, OpenDocument>,
}

impl WorkspaceSnapshot<'_> {
    pub(super) fn site(&self) -> &Site {
        &self.workspace.linked().site
    }

    /// The URI under which the editor opened a text, else that of its file.
    pub(super) fn uri(&self, path: &str) -> Option<Uri> {
        for (uri, document) in self.open {
            if let Some((root, open_path)) = &document.place
                && root == self.workspace.root()
                && open_path == path
            {
                return Some(uri.clone());
            }
        }
        Uri::from_file_path(self.workspace.root().join(path)).ok()
    }

    pub(super) fn lines(&self, file: FileId) -> LineIndex<'_> {
        LineIndex::new(&self.workspace.linked().files.get(file).body, self.capabilities.columns)
    }

    pub(super) fn range(&self, span: Span) -> Range {
        self.lines(span.file).range(span.range())
    }

    pub(super) fn location(&self, span: Span) -> Option<Location> {
        let uri = self.uri(&self.workspace.linked().files.get(span.file).path)?;
        Some(Location { uri, range: self.range(span) })
    }

    /// The smallest occurrence that contains a position or ends there.
    pub(super) fn occurrence(&self, path: &str, at: Position) -> Option<Occurrence> {
        let file = self.workspace.linked().files.find(path)?;
        let byte = self.lines(file).byte(at) as u32;
        let all = self.workspace.occurrences();
        let from = all.partition_point(|o| o.at.file < file);
        let in_file = all[from..].iter().take_while(|o| o.at.file == file);
        let here = in_file.filter(|o| o.at.start <= byte && byte <= o.at.end);
        here.min_by_key(|o| o.at.end - o.at.start).copied()
    }
}

/// The diagnostics of one text.
pub(super) fn diagnostics(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    list: &[diagnostics::Diagnostic],
) -> Option<PublishDiagnosticsParams> {
    let file = snapshot.workspace.linked().files.find(path);
    let lines = file.map(|file| snapshot.lines(file));
    let mut diagnostics = Vec::new();
    for diagnostic in list {
        let range = match (&lines, diagnostic.span) {
            (Some(lines), Some(span)) => lines.range(span.range()),
            _ => Range::default(),
        };
        diagnostics.push(to_diagnostic(snapshot, diagnostic, range));
    }
    Some(PublishDiagnosticsParams { uri: snapshot.uri(path)?, version: None, diagnostics })
}

fn to_diagnostic(
    snapshot: &WorkspaceSnapshot<'_>,
    diagnostic: &diagnostics::Diagnostic,
    range: Range,
) -> Diagnostic {
    let mut related = Vec::new();
    for (span, message) in &diagnostic.related {
        let message = message.clone();
        let location = snapshot.location(*span);
        related.extend(location.map(|location| DiagnosticRelatedInformation { location, message }));
    }
    let mut message = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        message = format!("{message}\n{help}");
    }
    Diagnostic {
        range,
        severity: Some(match diagnostic.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Advice => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(diagnostic.code.id.to_string())),
        source: Some("agon".into()),
        message: Message::String(message),
        related_information: Some(related).filter(|list| !list.is_empty()),
        ..Diagnostic::default()
    }
}

pub(super) fn hover(snapshot: &WorkspaceSnapshot<'_>, path: &str, at: Position) -> Option<Hover> {
    let occurrence = snapshot.occurrence(path, at)?;
    let text = hover::hover_text(snapshot.workspace.linked(), occurrence.target);
    let (kind, value) = match snapshot.capabilities.markdown {
        true => (MarkupKind::Markdown, text.markdown()),
        false => (MarkupKind::PlainText, text.plain()),
    };
    let contents = Contents::MarkupContent(MarkupContent { kind, value });
    Some(Hover { contents, range: Some(snapshot.range(occurrence.at)) })
}

pub(super) fn definition(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Option<DefinitionResponse> {
    let span = match snapshot.occurrence(path, at)?.target {
        NamedThing::Target(target) => definition_span(snapshot, target)?,
        NamedThing::Definition(id) => snapshot.site().definition(id).span,
        NamedThing::Criterion(index) => criterion_span(snapshot, index)?,
    };
    let location = snapshot.location(span)?;
    Some(DefinitionResponse::Definition(Definition::Location(location)))
}

/// Where a target is defined: its id, its words or the start of its file.
pub(super) fn definition_span(snapshot: &WorkspaceSnapshot<'_>, target: Target) -> Option<Span> {
    let site = snapshot.site();
    match target {
        Target::Block(b) => Some(site.block(b).content),
        Target::Source(s) => Some(site.source(s).span),
        Target::Topic(_) | Target::Doc(_) | Target::Entity(_) => {
            Some(Span::new(site.doc(site.doc_of(target)?).file, 0..0))
        }
        Target::Publisher(_) | Target::Elsewhere(_) => {
            let mut occurrences = snapshot.workspace.occurrences().iter();
            let definition =
                occurrences.find(|o| o.target == NamedThing::Target(target) && is_definition(o))?;
            Some(definition.at)
        }
    }
}

/// The first leaf of a definition that asks for an item.
fn criterion_span(snapshot: &WorkspaceSnapshot<'_>, index: u32) -> Option<Span> {
    let site = snapshot.site();
    let item = *criteria(site).get(index as usize)?;
    let classes = site.definitions.iter().flat_map(|definition| &definition.classes);
    let mut tests = classes.flat_map(|class| class.rule.items());
    tests.find(|test| test.item == item).map(|test| test.span)
}

fn is_definition(occurrence: &Occurrence) -> bool {
    matches!(occurrence.role, OccurrenceRole::Defines | OccurrenceRole::Titles)
}

pub(super) fn references(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
    include_declaration: bool,
) -> Option<Vec<Location>> {
    let target = snapshot.occurrence(path, at)?.target;
    let mut locations = Vec::new();
    for occurrence in snapshot.workspace.occurrences() {
        if occurrence.target == target && (include_declaration || !is_definition(occurrence)) {
            locations.extend(snapshot.location(occurrence.at));
        }
    }
    Some(locations)
}

/// The fixes of the diagnostics that a range touches.
pub(super) fn fixes(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    range: Range,
    context: &CodeActionContext,
) -> Option<Vec<CodeActionResponse>> {
    let mut actions = Vec::new();
    if let Some(only) = &context.only
        && !only.contains(&CodeActionKind::QuickFix)
        && !only.contains(&CodeActionKind::Empty)
    {
        return Some(actions);
    }
    let linked = snapshot.workspace.linked();
    let file = linked.files.find(path)?;
    let lines = snapshot.lines(file);
    let (start, end) = (lines.byte(range.start) as u32, lines.byte(range.end) as u32);
    for diagnostic in &linked.report {
        let (Some(span), Some(fix)) = (diagnostic.span, &diagnostic.fix) else { continue };
        if span.file != file || span.start > end || span.end < start {
            continue;
        }
        let edits = vec![(fix.span, fix.text.clone())];
        let edit = workspace_edit(snapshot, &RenamePlan { edits, moves: None }).ok();
        let range = lines.range(span.range());
        actions.push(CodeActionResponse::CodeAction(CodeAction {
            title: format!("Write \"{}\" for \"{}\"", fix.text, linked.files.slice(fix.span)),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![to_diagnostic(snapshot, diagnostic, range)]),
            is_preferred: Some(true),
            edit,
            ..CodeAction::default()
        }));
    }
    Some(actions)
}

pub(super) fn prepare_rename(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Result<PrepareRenameResult, RequestError> {
    let Some(occurrence) = snapshot.occurrence(path, at) else {
        return Err("there is no id here; put the cursor on a source's key, a block's id or the name in a link".into());
    };
    let linked = snapshot.workspace.linked();
    let occurrences = snapshot.workspace.occurrences();
    let placeholder = rename::id_of(&linked.site, occurrences, &linked.files, &occurrence)?;
    let range = snapshot.range(occurrence.at);
    Ok(PrepareRenamePlaceholder { range, placeholder }.into())
}

pub(super) fn plan_rename(
    snapshot: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
    new: &str,
) -> Result<RenamePlan, RequestError> {
    let Some(occurrence) = snapshot.occurrence(path, at) else {
        return Err("there is no id here".into());
    };
    let linked = snapshot.workspace.linked();
    let plan = rename::rename(
        snapshot.workspace.raw(),
        &linked.site,
        snapshot.workspace.occurrences(),
        &linked.files,
        &occurrence,
        new,
    )?;
    if plan.moves.is_some() && !snapshot.capabilities.moves {
        return Err("this editor cannot move files, and the name is that of a file".into());
    }
    Ok(plan)
}

/// Edits and a moved file; an edit without a move has the older form that every editor knows.
pub(super) fn workspace_edit(
    snapshot: &WorkspaceSnapshot<'_>,
    plan: &RenamePlan,
) -> Result<WorkspaceEdit, RequestError> {
    const NO_URI: &str = "the path of a file cannot be written as a URI";
    let files = &snapshot.workspace.linked().files;
    let mut changes: BTreeMap<Uri, Vec<TextEdit>> = BTreeMap::new();
    for (span, text) in &plan.edits {
        let uri = snapshot.uri(&files.get(span.file).path).ok_or(NO_URI)?;
        let edit = TextEdit { range: snapshot.range(*span), new_text: text.clone() };
        changes.entry(uri).or_default().push(edit);
    }
    let Some((file, new_path)) = &plan.moves else {
        let changes = Some(changes.into_iter().collect());
        return Ok(WorkspaceEdit { changes, ..WorkspaceEdit::default() });
    };
    let mut operations = Vec::new();
    for (uri, edits) in changes {
        operations.push(DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: None,
                text_document_identifier: TextDocumentIdentifier { uri },
            },
            edits: edits.into_iter().map(Edit::TextEdit).collect(),
        }));
    }
    let old_uri = snapshot.uri(&files.get(*file).path).ok_or(NO_URI)?;
    let new_uri = Uri::from_file_path(snapshot.workspace.root().join(new_path));
    let new_uri = new_uri.map_err(|()| NO_URI)?;
    let options = None;
    operations.push(DocumentChange::RenameFile(RenameFile {
        old_uri,
        new_uri,
        options,
        annotation_id: None,
    }));
    Ok(WorkspaceEdit { document_changes: Some(operations), ..WorkspaceEdit::default() })
}
