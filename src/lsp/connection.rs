//! The loop of one connection: reads messages, answers requests, publishes diagnostics in pauses.

use super::capabilities::EditorCapabilities;
use super::server::LanguageServer;
use crate::model::Date;
use gen_lsp_types::{InitializeParams, WorkspaceFolders};
use lsp_server::{Connection, ErrorCode, Message, Response};
use std::path::PathBuf;
use std::time::Duration;

/// How the editor ended it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ShutdownKind {
    /// It said so first, as the protocol asks.
    Asked,
    /// It went away.
    Gone,
}

/// Who types is told when they pause for this long, and in a large site a little longer …
const PAUSE: Duration = Duration::from_millis(40);
const PAUSE_PER_TEXT: Duration = Duration::from_micros(10);
/// … or after so many messages without a pause.
const MOST_WAITING: usize = 12;

/// Answers one editor. `today` is asked each time, since a server may run for days.
///
/// # Errors
/// Where the other side does not keep to the protocol.
pub fn run(connection: &Connection, today: &dyn Fn() -> Date) -> anyhow::Result<ShutdownKind> {
    let Ok((id, params)) = connection.initialize_start() else { return Ok(ShutdownKind::Gone) };
    let params: InitializeParams = serde_json::from_value(params)?;
    let can = EditorCapabilities::of(&params.capabilities);
    let started = serde_json::to_value(can.initialize_result())?;
    if connection.initialize_finish(id, started).is_err() {
        return Ok(ShutdownKind::Gone);
    }
    let send = |message| drop(connection.sender.send(message));
    let mut server = LanguageServer::new(can, today, &send);
    server.start(&folders(&params));
    let mut waiting = 0;
    let mut ended = ShutdownKind::Gone;
    loop {
        if !server.is_stale() || waiting == MOST_WAITING {
            server.refresh();
            waiting = 0;
        }
        let pause = PAUSE + PAUSE_PER_TEXT * server.size() as u32;
        let received = match server.is_stale() {
            true => connection.receiver.recv_timeout(pause).map_err(|e| e.is_timeout()),
            false => connection.receiver.recv().map_err(|_| false),
        };
        match received {
            Err(true) => server.refresh(),
            Err(false) => return Ok(ended),
            Ok(Message::Notification(n)) if n.method == "exit" => return Ok(ended),
            Ok(Message::Notification(n)) => server.handle_notification(n),
            Ok(Message::Request(request)) if request.method == "shutdown" => {
                ended = ShutdownKind::Asked;
                send(Response::new_ok(request.id, ()).into());
            }
            Ok(Message::Request(request)) if ended == ShutdownKind::Asked => {
                let message = "the editor has asked to end it".to_string();
                send(
                    Response::new_err(request.id, ErrorCode::InvalidRequest as i32, message).into(),
                );
            }
            Ok(Message::Request(request)) => send(server.handle_request(request).into()),
            Ok(Message::Response(_)) => {}
        }
        waiting += 1;
    }
}

/// The folders that are open in the editor.
#[allow(deprecated, reason = "editors that know no workspace folders send rootUri alone")]
fn folders(params: &InitializeParams) -> Vec<PathBuf> {
    let listed = match &params.workspace_folders_initialize_params.workspace_folders {
        Some(WorkspaceFolders::WorkspaceFolderList(list)) => {
            list.iter().map(|f| f.uri.clone()).collect()
        }
        _ => Vec::new(),
    };
    let all = if listed.is_empty() { params.root_uri.iter().cloned().collect() } else { listed };
    all.iter().filter_map(|uri| uri.to_file_path().ok()).collect()
}
