//! What the editor supports and what the server offers.

use super::line_index::ColumnEncoding;
use gen_lsp_types::*;

/// Editors request completion by themselves after these.
const TRIGGERS: [&str; 6] = ["[", "@", "#", "^", "(", "*"];

/// The capabilities of an editor that the server depends on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct EditorCapabilities {
    pub columns: ColumnEncoding,
    /// Hover texts may be Markdown.
    pub markdown: bool,
    /// An edit may rename a file.
    pub moves: bool,
    /// The editor reports changed files, if asked to.
    pub watches: bool,
}

impl EditorCapabilities {
    pub(super) fn of(client: &ClientCapabilities) -> EditorCapabilities {
        let mut capabilities = EditorCapabilities {
            columns: ColumnEncoding::Utf16,
            markdown: false,
            moves: false,
            watches: false,
        };
        if let Some(general) = &client.general {
            let encodings = general.position_encodings.as_deref().unwrap_or_default();
            capabilities.columns = ColumnEncoding::of(encodings);
        }
        if let Some(document) = &client.text_document
            && let Some(hover) = &document.hover
        {
            let formats = hover.content_format.as_deref().unwrap_or_default();
            capabilities.markdown = formats.contains(&MarkupKind::Markdown);
        }
        let Some(workspace) = &client.workspace else { return capabilities };
        if let Some(edit) = &workspace.workspace_edit {
            let operations = edit.resource_operations.as_deref().unwrap_or_default();
            capabilities.moves = edit.document_changes == Some(true)
                && operations.contains(&ResourceOperationKind::Rename);
        }
        if let Some(watched) = &workspace.did_change_watched_files {
            capabilities.watches = watched.dynamic_registration == Some(true);
        }
        capabilities
    }

    /// The server's answer to `initialize`.
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
            document_formatting_provider: Some(DocumentFormattingProvider::Bool(true)),
            ..ServerCapabilities::default()
        };
        let server_info =
            ServerInfo { name: "agon".into(), version: Some(env!("CARGO_PKG_VERSION").into()) };
        InitializeResult { capabilities, server_info: Some(server_info) }
    }

    /// The request to report changed files, for editors that do.
    pub(super) fn watch_registration(self) -> Option<RegistrationParams> {
        if !self.watches {
            return None;
        }
        let options = serde_json::json!({
            "watchers": [{"globPattern": "**/content/**"}, {"globPattern": "**/static/**"}],
        });
        let registration = Registration {
            id: "agon-files".into(),
            method: "workspace/didChangeWatchedFiles".into(),
            register_options: Some(options),
        };
        Some(RegistrationParams { registrations: vec![registration] })
    }
}
