//! Answers in the protocol's words: places as lines and columns, files as addresses.
//!
//! Takes what is known of a site and a place in one of its texts. What there is to say about a name is said in
//! [`super::hover`], what it leads to in [`super::references`]; here it is only put into the types of the protocol.

use super::capabilities::EditorCapabilities;
use super::hover;
use super::line_index::LineIndex;
use super::references::{Occurrence, OccurrenceRole};
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
    /// The site that it is of and its path from the root; `None` outside of sites.
    pub place: Option<(PathBuf, String)>,
}

/// Why a request has no answer, in words for the person at the editor.
pub(super) type RequestError = String;

/// A site as one editor is shown it.
pub(super) struct WorkspaceSnapshot<'a> {
    pub desk: &'a Workspace,
    pub can: EditorCapabilities,
    pub open: &'a BTreeMap<Uri, OpenDocument>,
}

impl WorkspaceSnapshot<'_> {
    pub(super) fn site(&self) -> &Site {
        &self.desk.linked().site
    }
    /// The editor's own address of a text, or the one of its file.
    pub(super) fn uri(&self, path: &str) -> Option<Uri> {
        let is_it = |o: &OpenDocument| {
            o.place.as_ref().is_some_and(|(root, p)| root == self.desk.root() && p == path)
        };
        let open = self.open.iter().find(|(_, o)| is_it(o)).map(|(uri, _)| uri.clone());
        open.or_else(|| Uri::from_file_path(self.desk.root().join(path)).ok())
    }
    pub(super) fn lines(&self, file: FileId) -> LineIndex<'_> {
        LineIndex::new(&self.desk.linked().files.get(file).body, self.can.columns)
    }
    pub(super) fn range(&self, span: Span) -> Range {
        self.lines(span.file).range(span.range())
    }
    pub(super) fn location(&self, span: Span) -> Option<Location> {
        Some(Location {
            uri: self.uri(&self.desk.linked().files.get(span.file).path)?,
            range: self.range(span),
        })
    }
    /// The smallest mention that a place of a text is in; its end counts too.
    pub(super) fn mention(&self, path: &str, at: Position) -> Option<Occurrence> {
        let file = self.desk.linked().files.find(path)?;
        let byte = self.lines(file).byte(at) as u32;
        let all = self.desk.occurrences();
        let from = all.partition_point(|m| m.at.file < file);
        let here = all[from..].iter().take_while(|m| m.at.file == file);
        here.filter(|m| m.at.start <= byte && byte <= m.at.end)
            .min_by_key(|m| m.at.end - m.at.start)
            .copied()
    }
}

/// What is wrong in one text, under its address.
pub(super) fn diagnostics(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    list: &[diagnostics::Diagnostic],
) -> Option<PublishDiagnosticsParams> {
    let lines = shown.desk.linked().files.find(path).map(|file| shown.lines(file));
    let range = |d: &diagnostics::Diagnostic| match (&lines, d.span) {
        (Some(lines), Some(span)) => lines.range(span.range()),
        _ => Range::default(),
    };
    let diagnostics = list.iter().map(|d| diagnostic(shown, d, range(d))).collect();
    Some(PublishDiagnosticsParams { uri: shown.uri(path)?, version: None, diagnostics })
}

fn diagnostic(
    shown: &WorkspaceSnapshot<'_>,
    found: &diagnostics::Diagnostic,
    range: Range,
) -> Diagnostic {
    let related = found.related.iter().filter_map(|(span, message)| {
        Some(DiagnosticRelatedInformation {
            location: shown.location(*span)?,
            message: message.clone(),
        })
    });
    let related: Vec<_> = related.collect();
    let help = found.help.as_ref().map_or(String::new(), |help| format!("\n{help}"));
    Diagnostic {
        range,
        severity: Some(match found.severity() {
            Severity::Error => DiagnosticSeverity::Error,
            Severity::Warning => DiagnosticSeverity::Warning,
            Severity::Advice => DiagnosticSeverity::Information,
        }),
        code: Some(Code::String(found.code.id.to_string())),
        source: Some("agon".into()),
        message: Message::String(format!("{}{help}", found.message)),
        related_information: (!related.is_empty()).then_some(related),
        ..Diagnostic::default()
    }
}

pub(super) fn hover(shown: &WorkspaceSnapshot<'_>, path: &str, at: Position) -> Option<Hover> {
    let mention = shown.mention(path, at)?;
    let card = hover::hover_text(shown.site(), &shown.desk.linked().files, mention.target);
    let (kind, value) = match shown.can.markdown {
        true => (MarkupKind::Markdown, card.markdown()),
        false => (MarkupKind::PlainText, card.plain()),
    };
    Some(Hover {
        contents: Contents::MarkupContent(MarkupContent { kind, value }),
        range: Some(shown.range(mention.at)),
    })
}

pub(super) fn definition(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Option<DefinitionResponse> {
    let target = shown.mention(path, at)?.target;
    let location = shown.location(place(shown, target)?)?;
    Some(DefinitionResponse::Definition(Definition::Location(location)))
}

/// Where a target stands: the id that defines it, its words, the top of its file.
pub(super) fn place(shown: &WorkspaceSnapshot<'_>, target: Target) -> Option<Span> {
    let site = shown.site();
    let defines = |m: &&Occurrence| {
        m.target == target && matches!(m.role, OccurrenceRole::Defines | OccurrenceRole::Titles)
    };
    match target {
        Target::Block(b) => Some(site.block(b).content),
        Target::Source(s) => Some(site.source(s).span),
        Target::Topic(_) | Target::Doc(_) | Target::Entity(_) => {
            site.doc_of(target).map(|d| Span::new(site.doc(d).file, 0..0))
        }
        Target::Publisher(_) | Target::Elsewhere(_) => {
            shown.desk.occurrences().iter().find(defines).map(|m| m.at)
        }
    }
}

pub(super) fn references(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
    declaration: bool,
) -> Option<Vec<Location>> {
    let target = shown.mention(path, at)?.target;
    let defines =
        |m: &Occurrence| matches!(m.role, OccurrenceRole::Defines | OccurrenceRole::Titles);
    let all = shown
        .desk
        .occurrences()
        .iter()
        .filter(|m| m.target == target && (declaration || !defines(m)));
    Some(all.filter_map(|m| shown.location(m.at)).collect())
}

/// The patches of the diagnostics that a range touches.
pub(super) fn fixes(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    range: Range,
    context: &CodeActionContext,
) -> Option<Vec<CodeActionResponse>> {
    let wanted = |only: &Vec<CodeActionKind>| {
        only.iter().any(|k| matches!(k, CodeActionKind::QuickFix | CodeActionKind::Empty))
    };
    if !context.only.as_ref().is_none_or(wanted) {
        return Some(Vec::new());
    }
    let known = shown.desk.linked();
    let file = known.files.find(path)?;
    let lines = shown.lines(file);
    let (start, end) = (lines.byte(range.start) as u32, lines.byte(range.end) as u32);
    let touched = |s: &Span| s.file == file && s.start <= end && start <= s.end;
    let found = known.report.iter().filter(|d| d.span.as_ref().is_some_and(touched));
    let action = |d: &diagnostics::Diagnostic| {
        let fix = d.fix.as_ref()?;
        let old = known.files.slice(fix.span);
        Some(CodeActionResponse::CodeAction(CodeAction {
            title: format!("Write \"{}\" for \"{old}\"", fix.text),
            kind: Some(CodeActionKind::QuickFix),
            diagnostics: Some(vec![diagnostic(shown, d, lines.range(d.span?.range()))]),
            is_preferred: Some(true),
            edit: workspace_edit(
                shown,
                &RenamePlan { edits: vec![(fix.span, fix.text.clone())], moves: None },
            )
            .ok(),
            ..CodeAction::default()
        }))
    };
    Some(found.filter_map(action).collect())
}

pub(super) fn prepare_rename(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
) -> Result<Option<PrepareRenameResult>, RequestError> {
    let Some(mention) = shown.mention(path, at) else {
        return Err("there is no id here; put the cursor on a source's key, a block's id or the name in a link".into());
    };
    let known = shown.desk.linked();
    let placeholder = rename::id_of(&known.site, shown.desk.occurrences(), &known.files, &mention)?;
    Ok(Some(PrepareRenamePlaceholder { range: shown.range(mention.at), placeholder }.into()))
}

pub(super) fn plan_rename(
    shown: &WorkspaceSnapshot<'_>,
    path: &str,
    at: Position,
    new: &str,
) -> Result<RenamePlan, RequestError> {
    let Some(mention) = shown.mention(path, at) else { return Err("there is no id here".into()) };
    let known = shown.desk.linked();
    let planned = rename::rename(
        shown.desk.raw(),
        &known.site,
        shown.desk.occurrences(),
        &known.files,
        &mention,
        new,
    )?;
    match planned.moves {
        Some(_) if !shown.can.moves => {
            Err("this editor cannot move files, and the name is that of a file".into())
        }
        _ => Ok(planned),
    }
}

/// Edits and a moved file; editors that know no moves get the edits in the older form.
pub(super) fn workspace_edit(
    shown: &WorkspaceSnapshot<'_>,
    planned: &RenamePlan,
) -> Result<WorkspaceEdit, RequestError> {
    let files = &shown.desk.linked().files;
    let mut by_file: BTreeMap<FileId, Vec<TextEdit>> = BTreeMap::new();
    for (at, words) in &planned.edits {
        let edit = TextEdit { range: shown.range(*at), new_text: words.clone() };
        by_file.entry(at.file).or_default().push(edit);
    }
    let nameless = || "the path of a file is no address".to_string();
    let uri = |file: FileId| shown.uri(&files.get(file).path).ok_or_else(nameless);
    let mut edit = WorkspaceEdit::default();
    let Some((file, to)) = &planned.moves else {
        let changes: Result<_, RequestError> =
            by_file.into_iter().map(|(file, edits)| Ok((uri(file)?, edits))).collect();
        edit.changes = Some(changes?);
        return Ok(edit);
    };
    let mut changes = Vec::new();
    for (file, edits) in by_file {
        changes.push(DocumentChange::TextDocumentEdit(TextDocumentEdit {
            text_document: OptionalVersionedTextDocumentIdentifier {
                version: None,
                text_document_identifier: TextDocumentIdentifier { uri: uri(file)? },
            },
            edits: edits.into_iter().map(Edit::TextEdit).collect(),
        }));
    }
    let new_uri = Uri::from_file_path(shown.desk.root().join(to)).map_err(|()| nameless())?;
    let moved = RenameFile { old_uri: uri(*file)?, new_uri, options: None, annotation_id: None };
    changes.push(DocumentChange::RenameFile(moved));
    edit.document_changes = Some(changes);
    Ok(edit)
}
