//! What the editor can do and what it is offered.

use super::line_index::ColumnEncoding;
use gen_lsp_types::*;

/// After these an editor asks by itself.
const TRIGGERS: [&str; 6] = ["[", "@", "#", "^", "(", "*"];

/// What matters of an editor's abilities.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EditorCapabilities {
    pub columns: ColumnEncoding,
    /// Whether texts on hovering may be Markdown.
    pub markdown: bool,
    /// Whether a change may move a file.
    pub moves: bool,
    /// Whether the editor tells of files that changed without it, if it is asked to.
    pub watches: bool,
}

impl EditorCapabilities {
    pub(super) fn of(said: &ClientCapabilities) -> EditorCapabilities {
        let offered =
            said.general.as_ref().and_then(|g| g.position_encodings.as_deref()).unwrap_or_default();
        let workspace = said.workspace.as_ref();
        let edit = workspace.and_then(|w| w.workspace_edit.as_ref());
        let hover = said.text_document.as_ref().and_then(|t| t.hover.as_ref());
        EditorCapabilities {
            columns: ColumnEncoding::of(offered),
            markdown: hover
                .and_then(|h| h.content_format.as_ref())
                .is_some_and(|f| f.contains(&MarkupKind::Markdown)),
            moves: edit.is_some_and(|e| {
                let kinds = e.resource_operations.as_deref().unwrap_or_default();
                e.document_changes == Some(true) && kinds.contains(&ResourceOperationKind::Rename)
            }),
            watches: workspace
                .and_then(|w| w.did_change_watched_files.as_ref())
                .is_some_and(|w| w.dynamic_registration == Some(true)),
        }
    }

    /// What this server says about itself.
    pub(super) fn initialize_result(self) -> InitializeResult {
        let sync = TextDocumentSyncOptions {
            open_close: Some(true),
            change: Some(TextDocumentSyncKind::Incremental),
            save: Some(Save::Bool(true)),
            ..TextDocumentSyncOptions::default()
        };
        let completion = CompletionOptions {
            trigger_characters: Some(TRIGGERS.map(String::from).to_vec()),
            ..CompletionOptions::default()
        };
        let fixes = CodeActionOptions {
            code_action_kinds: Some(vec![CodeActionKind::QuickFix]),
            ..CodeActionOptions::default()
        };
        let rename = RenameOptions { prepare_provider: Some(true), ..RenameOptions::default() };
        let capabilities = ServerCapabilities {
            position_encoding: Some(self.columns.kind()),
            text_document_sync: Some(TextDocumentSync::Options(sync)),
            completion_provider: Some(completion),
            hover_provider: Some(HoverProvider::Bool(true)),
            definition_provider: Some(DefinitionProvider::Bool(true)),
            references_provider: Some(ReferencesProvider::Bool(true)),
            document_symbol_provider: Some(DocumentSymbolProvider::Bool(true)),
            workspace_symbol_provider: Some(WorkspaceSymbolProvider::Bool(true)),
            code_action_provider: Some(CodeActionProvider::CodeActionOptions(fixes)),
            rename_provider: Some(RenameProvider::RenameOptions(rename)),
            ..ServerCapabilities::default()
        };
        let server_info =
            ServerInfo { name: "agon".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        InitializeResult { capabilities, server_info: Some(server_info) }
    }

    /// The request to be told of files that changed, for editors that tell.
    pub(super) fn watch_registration(self) -> Option<RegistrationParams> {
        let watcher = |pattern: &str| FileSystemWatcher {
            glob_pattern: GlobPattern::Pattern(pattern.into()),
            kind: None,
        };
        let options = DidChangeWatchedFilesRegistrationOptions {
            watchers: ["**/content/**", "**/static/**"].map(watcher).to_vec(),
        };
        self.watches.then(|| RegistrationParams {
            registrations: vec![Registration {
                id: "agon-files".into(),
                method: "workspace/didChangeWatchedFiles".into(),
                register_options: serde_json::to_value(options).ok(),
            }],
        })
    }
}
