//! The message loop of one connection: answers requests, publishes diagnostics in pauses.

use super::capabilities::EditorCapabilities;
use super::server::LanguageServer;
use crate::model::Date;
use gen_lsp_types::{InitializeParams, WorkspaceFolders};
use lsp_server::{Connection, ErrorCode, Message, Response};
use std::path::PathBuf;
use std::time::Duration;

/// How the connection ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShutdownKind {
    /// With a `shutdown` request, as the protocol demands.
    Asked,
    /// Without one.
    Gone,
}

/// Diagnostics are published after a pause in the typing, longer in large sites …
const PAUSE: Duration = Duration::from_millis(40);
const PAUSE_PER_TEXT: Duration = Duration::from_micros(10);
/// … or after this many messages without a pause.
const MAX_PENDING: usize = 12;

/// Answers one editor. `today` is called each time, since a server may run for days.
///
/// # Errors
/// If the editor violates the protocol.
pub fn run(connection: &Connection, today: &dyn Fn() -> Date) -> anyhow::Result<ShutdownKind> {
    let Ok((id, params)) = connection.initialize_start() else { return Ok(ShutdownKind::Gone) };
    let params: InitializeParams = serde_json::from_value(params)?;
    let capabilities = EditorCapabilities::of(&params.capabilities);
    let result = serde_json::to_value(capabilities.initialize_result())?;
    if connection.initialize_finish(id, result).is_err() {
        return Ok(ShutdownKind::Gone);
    }
    let send = |message| drop(connection.sender.send(message));
    let mut server = LanguageServer::new(capabilities, today, &send);
    server.start(&folders(&params));
    let mut pending = 0;
    let mut ended = ShutdownKind::Gone;
    loop {
        if !server.is_stale() || pending == MAX_PENDING {
            server.refresh();
            pending = 0;
        }
        let message = if server.is_stale() {
            let pause = PAUSE + PAUSE_PER_TEXT * server.size() as u32;
            match connection.receiver.recv_timeout(pause) {
                Err(e) if e.is_timeout() => {
                    server.refresh();
                    continue;
                }
                message => message.ok(),
            }
        } else {
            connection.receiver.recv().ok()
        };
        match message {
            None => return Ok(ended),
            Some(Message::Notification(n)) if n.method == "exit" => return Ok(ended),
            Some(Message::Notification(n)) => server.handle_notification(n),
            Some(Message::Request(request)) if request.method == "shutdown" => {
                ended = ShutdownKind::Asked;
                send(Response::new_ok(request.id, ()).into());
            }
            Some(Message::Request(request)) if ended == ShutdownKind::Asked => {
                let message = "the server is shutting down".to_string();
                let code = ErrorCode::InvalidRequest as i32;
                send(Response::new_err(request.id, code, message).into());
            }
            Some(Message::Request(request)) => send(server.handle_request(request).into()),
            Some(Message::Response(_)) => {}
        }
        pending += 1;
    }
}

/// The folders that are open in the editor.
#[allow(deprecated, reason = "editors without workspace folders send rootUri alone")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let mut uris = Vec::new();
    if let Some(WorkspaceFolders::WorkspaceFolderList(list)) =
        &params.workspace_folders_initialize_params.workspace_folders
    {
        uris.extend(list.iter().map(|folder| folder.uri.clone()));
    }
    if uris.is_empty() {
        uris.extend(params.root_uri.clone());
    }
    uris.iter().filter_map(|uri| uri.to_file_path().ok()).collect()
}
