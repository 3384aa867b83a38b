//! What an editor says and asks, handed to the site that it is about.

use super::capabilities::EditorCapabilities;
use super::complete;
use super::line_index::LineIndex;
use super::symbols;
use super::to_proto::{self, OpenDocument, RequestError, WorkspaceSnapshot};
use super::workspace::Workspace;
use crate::content::load;
use crate::model::Date;
use gen_lsp_types::*;
use lsp_server::{ErrorCode, Message, Response};
use serde::de::DeserializeOwned;
use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};

pub(super) struct LanguageServer<'s> {
    can: EditorCapabilities,
    today: &'s dyn Fn() -> Date,
    send: &'s dyn Fn(Message),
    desks: BTreeMap<PathBuf, Workspace>,
    open: BTreeMap<Uri, OpenDocument>,
    stale: bool,
}

impl<'s> LanguageServer<'s> {
    pub(super) fn new(
        can: EditorCapabilities,
        today: &'s dyn Fn() -> Date,
        send: &'s dyn Fn(Message),
    ) -> Self {
        LanguageServer {
            can,
            today,
            send,
            desks: BTreeMap::new(),
            open: BTreeMap::new(),
            stale: false,
        }
    }

    /// Opens the sites that the editor's folders are in, and asks to be told of changes.
    pub(super) fn start(&mut self, folders: &[PathBuf]) {
        if let Some(asked) = self.can.watch_registration() {
            let request = lsp_server::Request::new(
                "agon-files".to_string().into(),
                "client/registerCapability".into(),
                asked,
            );
            (self.send)(request.into());
        }
        for folder in folders {
            if let Some(root) = load::root_of(folder) {
                self.desk(root);
            }
        }
        self.stale = true;
    }

    /// Whether something changed that the editor was not told of.
    pub(super) fn is_stale(&self) -> bool {
        self.stale
    }

    /// How many texts the largest site has.
    pub(super) fn size(&self) -> usize {
        self.desks.values().map(|desk| desk.linked().files.len()).max().unwrap_or(0)
    }

    /// Finds everything that is wrong and tells the editor what is new and what is gone.
    pub(super) fn refresh(&mut self) {
        if !std::mem::take(&mut self.stale) {
            return;
        }
        let today = (self.today)();
        for desk in self.desks.values_mut() {
            desk.refresh(today);
            let news = desk.unpublished();
            let shown = WorkspaceSnapshot { desk, can: self.can, open: &self.open };
            news.iter()
                .filter_map(|(path, list)| to_proto::diagnostics(&shown, path, list))
                .for_each(|p| publish(self.send, p));
        }
    }

    /// A text has another address from now on, since the editor opened or closed it: what was said under the old one is
    /// taken back and said under the new one.
    fn readdress(&self, old: Option<Uri>, root: &Path, path: &str) {
        let Some(desk) = self.desks.get(root) else { return };
        let shown = WorkspaceSnapshot { desk, can: self.can, open: &self.open };
        let (Some(old), Some(new)) = (old, shown.uri(path)) else { return };
        if old != new {
            publish(
                self.send,
                PublishDiagnosticsParams { uri: old, version: None, diagnostics: Vec::new() },
            );
            to_proto::diagnostics(&shown, path, &desk.diagnostics_of(path))
                .into_iter()
                .for_each(|p| publish(self.send, p));
        }
    }

    pub(super) fn handle_notification(&mut self, n: lsp_server::Notification) {
        match n.method.as_str() {
            "textDocument/didOpen" => {
                let Some(p) = read::<DidOpenTextDocumentParams>(n.params) else { return };
                self.open.insert(
                    p.text_document.uri.clone(),
                    OpenDocument { text: p.text_document.text, place: None },
                );
                self.place(&p.text_document.uri);
            }
            "textDocument/didChange" => {
                let Some(p) = read::<DidChangeTextDocumentParams>(n.params) else { return };
                let uri = p.text_document.text_document_identifier.uri;
                let Some(open) = self.open.get_mut(&uri) else { return };
                p.content_changes
                    .into_iter()
                    .for_each(|change| apply(&mut open.text, change, self.can));
                self.place(&uri);
            }
            "textDocument/didClose" => {
                let Some(p) = read::<DidCloseTextDocumentParams>(n.params) else { return };
                let closed = self.open.remove(&p.text_document.uri).and_then(|o| o.place);
                let Some((root, path)) = closed else { return };
                self.readdress(Some(p.text_document.uri), &root, &path);
                if let Some(desk) = self.desks.get_mut(&root) {
                    desk.close(&path);
                    self.stale = true;
                }
            }
            "textDocument/didSave" | "workspace/didChangeWatchedFiles" => self.read_again(),
            _ => {}
        }
    }

    /// The disk changed: sites may have changed, come or gone.
    fn read_again(&mut self) {
        self.desks.values_mut().for_each(Workspace::reload);
        let homeless: Vec<Uri> =
            self.open.iter().filter(|(_, o)| o.place.is_none()).map(|(u, _)| u.clone()).collect();
        homeless.iter().for_each(|uri| self.place(uri));
        self.stale = true;
    }

    /// Lays an open text on the workspace of its site.
    fn place(&mut self, uri: &Uri) {
        let Some(open) = self.open.get(uri) else { return };
        let place = match &open.place {
            Some(place) => Some(place.clone()),
            None => uri.to_file_path().ok().and_then(|file| self.site_of(&file)),
        };
        if let (Some((root, path)), Some(open)) = (place, self.open.get_mut(uri)) {
            if let Some(desk) = self.desks.get_mut(&root) {
                desk.set_open(&path, open.text.clone());
                self.stale = true;
            }
            if open.place.replace((root.clone(), path.clone())).is_none() {
                self.readdress(Uri::from_file_path(root.join(&path)).ok(), &root, &path);
            }
        }
    }

    /// The site of a file, opened if it was not yet, and the file's path in it.
    fn site_of(&mut self, file: &Path) -> Option<(PathBuf, String)> {
        let root = match load::root_of(file) {
            Some(root) => root,
            // its site.yaml may be gone for a moment
            None => self.desks.keys().rfind(|root| file.starts_with(root))?.clone(),
        };
        let path = self.desk(root.clone())?.path_of(file)?;
        Some((root, path))
    }

    fn desk(&mut self, root: PathBuf) -> Option<&mut Workspace> {
        if !self.desks.contains_key(&root) {
            let desk = Workspace::new(root.clone(), (self.today)()).ok()?;
            self.desks.insert(root.clone(), desk);
            self.stale = true;
        }
        self.desks.get_mut(&root)
    }

    pub(super) fn handle_request(&mut self, request: lsp_server::Request) -> Response {
        let (id, method) = (request.id.clone(), request.method.clone());
        // A mistake of ours must not take the server down with all that it was told; the editor shows it.
        let answered = catch_unwind(AssertUnwindSafe(|| self.dispatch(request)));
        let problem = match answered {
            Ok(Ok(value)) => return Response::new_ok(id, value),
            Ok(Err((code, message))) => (code, message),
            Err(_) => (
                ErrorCode::InternalError,
                format!("agon failed to answer {method}; its log says why"),
            ),
        };
        Response::new_err(id, problem.0 as i32, problem.1)
    }

    fn dispatch(
        &mut self,
        request: lsp_server::Request,
    ) -> Result<serde_json::Value, (ErrorCode, String)> {
        let params = request.params;
        match request.method.as_str() {
            "textDocument/completion" => self.of::<CompletionRequest>(params, |server, p| {
                let at = p.text_document_position_params;
                server.at(&at.text_document.uri, |shown, path| {
                    complete::complete(shown, path, at.position)
                })
            }),
            "textDocument/hover" => self.of::<HoverRequest>(params, |server, p| {
                let at = p.text_document_position_params;
                server.fresh(&at.text_document.uri, |shown, path| {
                    to_proto::hover(shown, path, at.position)
                })
            }),
            "textDocument/definition" => self.of::<DefinitionRequest>(params, |server, p| {
                let at = p.text_document_position_params;
                server.fresh(&at.text_document.uri, |shown, path| {
                    to_proto::definition(shown, path, at.position)
                })
            }),
            "textDocument/references" => self.of::<ReferencesRequest>(params, |server, p| {
                let at = p.text_document_position_params;
                server.fresh(&at.text_document.uri, |shown, path| {
                    to_proto::references(shown, path, at.position, p.context.include_declaration)
                })
            }),
            "textDocument/documentSymbol" => self
                .of::<DocumentSymbolRequest>(params, |server, p| {
                    server.fresh(&p.text_document.uri, symbols::of_document)
                }),
            "workspace/symbol" => self.of::<WorkspaceSymbolRequest>(params, |server, p| {
                server.refresh();
                let found = server.desks.values().flat_map(|desk| {
                    symbols::of_site(
                        &WorkspaceSnapshot { desk, can: server.can, open: &server.open },
                        &p.query,
                    )
                });
                Ok(Some(WorkspaceSymbolResponse::SymbolInformationList(found.collect())))
            }),
            "textDocument/codeAction" => self.of::<CodeActionRequest>(params, |server, p| {
                server.fresh(&p.text_document.uri, |shown, path| {
                    to_proto::fixes(shown, path, p.range, &p.context)
                })
            }),
            "textDocument/prepareRename" => self.of::<PrepareRenameRequest>(params, |server, p| {
                let at = p.text_document_position_params;
                server.fresh_or(&at.text_document.uri, |shown, path| {
                    to_proto::prepare_rename(shown, path, at.position)
                })
            }),
            "textDocument/rename" => self.of::<RenameRequest>(params, |server, p| {
                let at = &p.text_document_position_params;
                let planned = server.fresh_or(&at.text_document.uri, |shown, path| {
                    to_proto::plan_rename(shown, path, at.position, &p.new_name).map(Some)
                })?;
                let Some(planned) = planned else { return Ok(None) };
                let today = (server.today)();
                let uri = at.text_document.uri.clone();
                if let Some((root, _)) = server.find(&uri)
                    && let Some(desk) = server.desks.get_mut(&root)
                    && let Some(wrong) = desk.dry_run(&planned, today)
                {
                    return Err(format!("with that name, {wrong}"));
                }
                server
                    .fresh_or(&uri, |shown, _| to_proto::workspace_edit(shown, &planned).map(Some))
            }),
            other => Err((ErrorCode::MethodNotFound, format!("agon does not answer {other}"))),
        }
    }

    fn of<R: Request>(
        &mut self,
        params: serde_json::Value,
        run: impl FnOnce(&mut Self, R::Params) -> Result<R::Result, RequestError>,
    ) -> Result<serde_json::Value, (ErrorCode, String)> {
        let params = serde_json::from_value(params)
            .map_err(|e| (ErrorCode::InvalidParams, e.to_string()))?;
        let result = run(self, params).map_err(|message| (ErrorCode::RequestFailed, message))?;
        serde_json::to_value(result).map_err(|e| (ErrorCode::InternalError, e.to_string()))
    }

    fn find(&mut self, uri: &Uri) -> Option<(PathBuf, String)> {
        match self.open.get(uri).and_then(|o| o.place.clone()) {
            Some(place) => Some(place),
            None => self.site_of(&uri.to_file_path().ok()?),
        }
    }

    /// Runs a question on the site of a text, with what was known of it last; nothing outside of sites.
    fn at<T>(
        &mut self,
        uri: &Uri,
        run: impl FnOnce(&WorkspaceSnapshot<'_>, &str) -> Option<T>,
    ) -> Result<Option<T>, RequestError> {
        let Some((root, path)) = self.find(uri) else { return Ok(None) };
        let Some(desk) = self.desks.get(&root) else { return Ok(None) };
        Ok(run(&WorkspaceSnapshot { desk, can: self.can, open: &self.open }, &path))
    }

    /// The same with what is known of it now.
    fn fresh<T>(
        &mut self,
        uri: &Uri,
        run: impl FnOnce(&WorkspaceSnapshot<'_>, &str) -> Option<T>,
    ) -> Result<Option<T>, RequestError> {
        self.refresh();
        self.at(uri, run)
    }

    fn fresh_or<T>(
        &mut self,
        uri: &Uri,
        run: impl FnOnce(&WorkspaceSnapshot<'_>, &str) -> Result<Option<T>, RequestError>,
    ) -> Result<Option<T>, RequestError> {
        self.refresh();
        self.at(uri, |shown, path| Some(run(shown, path)))?.unwrap_or(Ok(None))
    }
}

fn publish(send: &dyn Fn(Message), found: PublishDiagnosticsParams) {
    send(lsp_server::Notification::new("textDocument/publishDiagnostics".into(), found).into());
}

fn read<P: DeserializeOwned>(params: serde_json::Value) -> Option<P> {
    serde_json::from_value(params).ok()
}

/// One change of an open text: a range of it, or the whole.
fn apply(text: &mut String, change: TextDocumentContentChangeEvent, can: EditorCapabilities) {
    match change {
        TextDocumentContentChangeEvent::TextDocumentContentChangePartial(part) => {
            let lines = LineIndex::new(text, can.columns);
            let (start, end) = (lines.byte(part.range.start), lines.byte(part.range.end));
            text.replace_range(start..end.max(start), &part.text);
        }
        TextDocumentContentChangeEvent::TextDocumentContentChangeWholeDocument(whole) => {
            *text = whole.text
        }
    }
}
