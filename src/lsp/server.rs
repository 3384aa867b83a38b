//! Handles the messages of one editor.

use super::capabilities::EditorCapabilities;
use super::complete;
use super::formatting;
use super::line_index::LineIndex;
use super::symbols;
use super::to_proto::{self, OpenDocument, WorkspaceSnapshot};
use super::workspace::Workspace;
use crate::content::load;
use crate::model::Date;
use gen_lsp_types::*;
use lsp_server::{ErrorCode, Message, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

pub(super) struct LanguageServer<'s> {
    capabilities: EditorCapabilities,
    today: &'s dyn Fn() -> Date,
    send: &'s dyn Fn(Message),
    workspaces: BTreeMap<PathBuf, Workspace>,
    open: BTreeMap<Uri, OpenDocument>,
    /// The diagnostics that the editor shows.
    published: BTreeMap<Uri, Vec<Diagnostic>>,
    stale: bool,
}

/// Why a request has no result.
enum RequestFailure {
    /// The text belongs to no site; the result is `null`.
    OutsideSite,
    Error(ErrorCode, String),
}

impl From<String> for RequestFailure {
    fn from(message: String) -> Self {
        RequestFailure::Error(ErrorCode::RequestFailed, message)
    }
}

impl<'s> LanguageServer<'s> {
    pub(super) fn new(
        capabilities: EditorCapabilities,
        today: &'s dyn Fn() -> Date,
        send: &'s dyn Fn(Message),
    ) -> Self {
        LanguageServer {
            capabilities,
            today,
            send,
            workspaces: BTreeMap::new(),
            open: BTreeMap::new(),
            published: BTreeMap::new(),
            stale: false,
        }
    }

    /// Opens the sites of the editor's folders and registers for changed files.
    pub(super) fn start(&mut self, folders: &[PathBuf]) {
        if let Some(params) = self.capabilities.watch_registration() {
            let id = "agon-files".to_string().into();
            let method = "client/registerCapability".into();
            (self.send)(lsp_server::Request::new(id, method, params).into());
        }
        for folder in folders {
            if let Some(root) = load::root_of(folder) {
                self.workspace(root);
            }
        }
        self.stale = true;
    }

    /// Whether something changed since the last refresh.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// The number of texts of the largest site.
    pub(super) fn size(&self) -> usize {
        self.workspaces.values().map(|w| w.linked().files.len()).max().unwrap_or(0)
    }

    /// Checks all sites and publishes the diagnostics of the texts where they changed.
    pub(super) fn refresh(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let today = (self.today)();
        let mut current = BTreeMap::new();
        for workspace in self.workspaces.values_mut() {
            workspace.refresh(today);
            let snapshot =
                WorkspaceSnapshot { workspace, capabilities: self.capabilities, open: &self.open };
            let (files, report) = (&workspace.linked().files, &workspace.linked().report);
            for list in report.as_slice().chunk_by(|a, b| a.file(files) == b.file(files)) {
                if let Some(p) = to_proto::diagnostics(&snapshot, list[0].file(files), list) {
                    current.insert(p.uri, p.diagnostics);
                }
            }
        }
        for uri in self.published.keys().filter(|uri| !current.contains_key(*uri)) {
            self.publish(uri, Vec::new());
        }
        for (uri, diagnostics) in &current {
            if self.published.get(uri) != Some(diagnostics) {
                self.publish(uri, diagnostics.clone());
            }
        }
        self.published = current;
    }

    fn publish(&self, uri: &Uri, diagnostics: Vec<Diagnostic>) {
        let params = PublishDiagnosticsParams { uri: uri.clone(), version: None, diagnostics };
        let method = "textDocument/publishDiagnostics".into();
        (self.send)(lsp_server::Notification::new(method, params).into());
    }

    pub(super) fn handle_notification(&mut self, n: lsp_server::Notification) {
        match n.method.as_str() {
            "textDocument/didOpen" => {
                let Ok(p) = read::<DidOpenTextDocumentParams>(n.params) else { return };
                let uri = p.text_document.uri;
                let document = OpenDocument { text: p.text_document.text, place: None };
                self.open.insert(uri.clone(), document);
                self.update(&uri);
            }
            "textDocument/didChange" => {
                let Ok(p) = read::<DidChangeTextDocumentParams>(n.params) else { return };
                let uri = p.text_document.text_document_identifier.uri;
                let Some(document) = self.open.get_mut(&uri) else { return };
                for change in p.content_changes {
                    apply(&mut document.text, change, self.capabilities);
                }
                self.update(&uri);
            }
            "textDocument/didClose" => {
                let Ok(p) = read::<DidCloseTextDocumentParams>(n.params) else { return };
                let Some(document) = self.open.remove(&p.text_document.uri) else { return };
                let Some((root, path)) = document.place else { return };
                if let Some(workspace) = self.workspaces.get_mut(&root) {
                    workspace.close(&path);
                    self.stale = true;
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.reload(),
            _ => {}
        }
    }

    /// Reads the disk again: files may have changed, and folders may have become sites.
    fn reload(&mut self) {
        for workspace in self.workspaces.values_mut() {
            workspace.reload();
        }
        let uris: Vec<Uri> = self.open.keys().cloned().collect();
        for uri in uris {
            self.update(&uri);
        }
        self.stale = true;
    }

    /// Passes an open text to the workspace of its site.
    fn update(&mut self, uri: &Uri) {
        let Some(place) = self.place(uri) else { return };
        let Some(document) = self.open.get_mut(uri) else { return };
        if let Some(workspace) = self.workspaces.get_mut(&place.0) {
            workspace.set_open(&place.1, document.text.clone());
            document.place = Some(place);
            self.stale = true;
        }
    }

    /// The root of a text's site, opened if necessary, and the path from there.
    fn place(&mut self, uri: &Uri) -> Option<(PathBuf, String)> {
        if let Some(OpenDocument { place: Some(place), .. }) = self.open.get(uri) {
            return Some(place.clone());
        }
        let file = uri.to_file_path().ok()?;
        let root = match load::root_of(&file) {
            Some(root) => root,
            // its site.yaml may be missing for a moment
            None => self.workspaces.keys().rfind(|root| file.starts_with(root))?.clone(),
        };
        let path = self.workspace(root.clone())?.path_of(&file)?;
        Some((root, path))
    }

    fn workspace(&mut self, root: PathBuf) -> Option<&Workspace> {
        if !self.workspaces.contains_key(&root) {
            let workspace = Workspace::new(root.clone(), (self.today)()).ok()?;
            self.workspaces.insert(root.clone(), workspace);
            self.stale = true;
        }
        self.workspaces.get(&root)
    }

    pub(super) fn handle_request(&mut self, request: lsp_server::Request) -> Response {
        let (id, method) = (request.id.clone(), request.method.clone());
        // a bug must not end the server with the texts that it holds
        match catch_unwind(AssertUnwindSafe(|| self.result(&method, request.params))) {
            Ok(Ok(value)) => Response::new_ok(id, value),
            Ok(Err(RequestFailure::OutsideSite)) => Response::new_ok(id, Value::Null),
            Ok(Err(RequestFailure::Error(code, message))) => {
                Response::new_err(id, code as i32, message)
            }
            Err(_) => {
                let message = format!("agon failed to answer {method}; its log has the reason");
                Response::new_err(id, ErrorCode::InternalError as i32, message)
            }
        }
    }

    fn result(&mut self, method: &str, params: Value) -> Result<Value, RequestFailure> {
        match method {
            "textDocument/completion" => {
                let p: CompletionParams = read(params)?;
                let at = p.text_document_position_params;
                let (snapshot, path) = self.snapshot(&at.text_document.uri)?;
                to_value(complete::complete(&snapshot, &path, at.position))
            }
            "textDocument/hover" => {
                let p: HoverParams = read(params)?;
                let at = p.text_document_position_params;
                let (snapshot, path) = self.fresh_snapshot(&at.text_document.uri)?;
                to_value(to_proto::hover(&snapshot, &path, at.position))
            }
            "textDocument/definition" => {
                let p: DefinitionParams = read(params)?;
                let at = p.text_document_position_params;
                let (snapshot, path) = self.fresh_snapshot(&at.text_document.uri)?;
                to_value(to_proto::definition(&snapshot, &path, at.position))
            }
            "textDocument/references" => {
                let p: ReferenceParams = read(params)?;
                let at = p.text_document_position_params;
                let (snapshot, path) = self.fresh_snapshot(&at.text_document.uri)?;
                let include = p.context.include_declaration;
                to_value(to_proto::references(&snapshot, &path, at.position, include))
            }
            "textDocument/documentSymbol" => {
                let p: DocumentSymbolParams = read(params)?;
                let (snapshot, path) = self.fresh_snapshot(&p.text_document.uri)?;
                to_value(symbols::of_document(&snapshot, &path))
            }
            "workspace/symbol" => {
                let p: WorkspaceSymbolParams = read(params)?;
                self.refresh();
                let mut list = Vec::new();
                for root in self.workspaces.keys() {
                    list.extend(symbols::of_site(&self.snapshot_of(root)?, &p.query));
                }
                to_value(list)
            }
            "textDocument/codeAction" => {
                let p: CodeActionParams = read(params)?;
                let (snapshot, path) = self.fresh_snapshot(&p.text_document.uri)?;
                to_value(to_proto::fixes(&snapshot, &path, p.range, &p.context))
            }
            "textDocument/formatting" => {
                let p: DocumentFormattingParams = read(params)?;
                let (snapshot, path) = self.fresh_snapshot(&p.text_document.uri)?;
                to_value(formatting::format(&snapshot, &path))
            }
            "textDocument/prepareRename" => {
                let p: PrepareRenameParams = read(params)?;
                let at = p.text_document_position_params;
                let (snapshot, path) = self.fresh_snapshot(&at.text_document.uri)?;
                to_value(to_proto::prepare_rename(&snapshot, &path, at.position)?)
            }
            "textDocument/rename" => self.rename(read(params)?),
            other => {
                let message = format!("agon does not answer {other}");
                Err(RequestFailure::Error(ErrorCode::MethodNotFound, message))
            }
        }
    }

    fn rename(&mut self, p: RenameParams) -> Result<Value, RequestFailure> {
        let at = p.text_document_position_params;
        let (snapshot, path) = self.fresh_snapshot(&at.text_document.uri)?;
        let plan = to_proto::plan_rename(&snapshot, &path, at.position, &p.new_name)?;
        let edit = to_proto::workspace_edit(&snapshot, &plan)?;
        let root = snapshot.workspace.root().to_path_buf();
        let today = (self.today)();
        if let Some(workspace) = self.workspaces.get_mut(&root)
            && let Some(problem) = workspace.dry_run(&plan, today)
        {
            return Err(format!("with that name, {problem}").into());
        }
        to_value(edit)
    }

    /// The state of a text's site at the last refresh, and the path of the text.
    fn snapshot(&mut self, uri: &Uri) -> Result<(WorkspaceSnapshot<'_>, String), RequestFailure> {
        let (root, path) = self.place(uri).ok_or(RequestFailure::OutsideSite)?;
        Ok((self.snapshot_of(&root)?, path))
    }

    /// The present state of a text's site, and the path of the text.
    fn fresh_snapshot(
        &mut self,
        uri: &Uri,
    ) -> Result<(WorkspaceSnapshot<'_>, String), RequestFailure> {
        self.refresh();
        self.snapshot(uri)
    }

    fn snapshot_of(&self, root: &Path) -> Result<WorkspaceSnapshot<'_>, RequestFailure> {
        let workspace = self.workspaces.get(root).ok_or(RequestFailure::OutsideSite)?;
        Ok(WorkspaceSnapshot { workspace, capabilities: self.capabilities, open: &self.open })
    }
}

fn read<P: DeserializeOwned>(params: Value) -> Result<P, RequestFailure> {
    serde_json::from_value(params)
        .map_err(|e| RequestFailure::Error(ErrorCode::InvalidParams, e.to_string()))
}

fn to_value(result: impl Serialize) -> Result<Value, RequestFailure> {
    serde_json::to_value(result)
        .map_err(|e| RequestFailure::Error(ErrorCode::InternalError, e.to_string()))
}

/// Applies a change of a range or of the whole text.
fn apply(
    text: &mut String,
    change: TextDocumentContentChangeEvent,
    capabilities: EditorCapabilities,
) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let lines = LineIndex::new(text, capabilities.columns);
            let (start, end) = (lines.byte(part.range.start), lines.byte(part.range.end));
            text.replace_range(start..end.max(start), &part.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
            *text = whole.text;
        }
    }
}
