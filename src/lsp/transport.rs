//! Messages over standard input and output, framed as the protocol's base part says.
//!
//! A message that cannot be read is reported to the editor and skipped: reading continues at the next header, so that one
//! wrong length or header costs one message and not the server with the texts that it holds.

use lsp_server::{Connection, ErrorCode, Message, Notification, RequestId, Response};
use serde_json::{Value, json};
use std::io::{self, Read, Write};
use std::thread::{self, JoinHandle};

const HEADER: &[u8] = b"content-length:";
/// The longest header block and the longest message that are waited for.
const MAX_HEADERS: usize = 8 << 10;
const MAX_LENGTH: usize = 256 << 20;
const CHUNK: usize = 64 << 10;

/// The threads that read and write; they end with the connection.
pub struct TransportThreads {
    reader: JoinHandle<io::Result<()>>,
    writer: JoinHandle<io::Result<()>>,
}

impl TransportThreads {
    /// Waits for both.
    ///
    /// # Errors
    /// If a stream failed.
    ///
    /// # Panics
    /// If one of the threads did.
    pub fn join(self) -> io::Result<()> {
        self.reader.join().expect("the reader does not panic")?;
        self.writer.join().expect("the writer does not panic")
    }
}

/// A connection over the standard streams of this process.
pub fn stdio() -> (Connection, TransportThreads) {
    let (connection, editor) = Connection::memory();
    let Connection { sender: incoming, receiver: outgoing } = editor;
    let answers = connection.sender.clone();
    let reader = thread::spawn(move || {
        let mut messages = MessageReader::new(io::stdin().lock());
        while let Some(read) = messages.next()? {
            let message = match read {
                Incoming::Message(message) => message,
                Incoming::Unreadable(answer) => {
                    let _ = answers.send(answer);
                    continue;
                }
            };
            let is_exit = matches!(&message, Message::Notification(n) if n.method == "exit");
            if incoming.send(message).is_err() || is_exit {
                break;
            }
        }
        Ok(())
    });
    let writer = thread::spawn(move || {
        let mut stdout = io::stdout().lock();
        for message in outgoing {
            message.write(&mut stdout)?;
            stdout.flush()?;
        }
        Ok(())
    });
    (connection, TransportThreads { reader, writer })
}

/// What was read.
#[derive(Debug)]
enum Incoming {
    Message(Message),
    /// The reply to one that could not be read.
    Unreadable(Message),
}

/// Reads framed messages from a stream, skipping anything between them.
struct MessageReader<R> {
    stream: R,
    buffer: Vec<u8>,
    is_ended: bool,
}

impl<R: Read> MessageReader<R> {
    fn new(stream: R) -> Self {
        MessageReader { stream, buffer: Vec::new(), is_ended: false }
    }

    /// The next message; `None` at the end of the stream.
    fn next(&mut self) -> io::Result<Option<Incoming>> {
        loop {
            let Some(start) = find_header(&self.buffer) else {
                // The start of a header may be at the end of what was read so far.
                let kept = self.buffer.len().min(HEADER.len() - 1);
                self.buffer.drain(..self.buffer.len() - kept);
                if !self.fill()? {
                    return Ok(None);
                }
                continue;
            };
            self.buffer.drain(..start);
            let Some(body) = headers_end(&self.buffer) else {
                if self.buffer.len() > MAX_HEADERS {
                    self.buffer.drain(..HEADER.len());
                    return Ok(Some(unreadable("its headers do not end")));
                }
                if !self.fill()? {
                    return Ok(None);
                }
                continue;
            };
            let Some(length) = content_length(&self.buffer).filter(|n| *n <= MAX_LENGTH) else {
                self.buffer.drain(..HEADER.len());
                return Ok(Some(unreadable("its Content-Length is not the length of a message")));
            };
            self.buffer.drain(..body);
            return self.body(length);
        }
    }

    /// The message of a length. One that is longer or shorter than its header says is read where its JSON ends.
    fn body(&mut self, length: usize) -> io::Result<Option<Incoming>> {
        while self.buffer.len() < length {
            if let Some(message) = self.whole() {
                return Ok(Some(message));
            }
            if !self.fill()? {
                return Ok(None);
            }
        }
        let error = match serde_json::from_slice::<Value>(&self.buffer[..length]) {
            Ok(value) => {
                self.buffer.drain(..length);
                return Ok(Some(message(value)));
            }
            Err(error) => error,
        };
        loop {
            if let Some(message) = self.whole() {
                return Ok(Some(message));
            }
            // The rest of a message that is longer than its header says comes before the next header.
            let is_over = !error.is_eof() || find_header(&self.buffer).is_some();
            if is_over || !self.fill()? {
                return Ok(Some(unreadable(&error.to_string())));
            }
        }
    }

    /// The message that the buffer starts with, if it ends where the buffer or the next header does.
    fn whole(&mut self) -> Option<Incoming> {
        let end = find_header(&self.buffer).unwrap_or(self.buffer.len());
        let text = self.buffer[..end].trim_ascii_end();
        if !text.ends_with(b"}") {
            return None;
        }
        let value = serde_json::from_slice(text).ok()?;
        self.buffer.drain(..end);
        Some(message(value))
    }

    /// Reads more; `false` at the end of the stream.
    fn fill(&mut self) -> io::Result<bool> {
        if self.is_ended {
            return Ok(false);
        }
        let old = self.buffer.len();
        self.buffer.resize(old + CHUNK, 0);
        let read = loop {
            match self.stream.read(&mut self.buffer[old..]) {
                Err(e) if e.kind() == io::ErrorKind::Interrupted => {}
                read => break read,
            }
        };
        self.buffer.truncate(old + *read.as_ref().unwrap_or(&0));
        self.is_ended = matches!(read, Ok(0));
        read.map(|read| read > 0)
    }
}

fn find_header(bytes: &[u8]) -> Option<usize> {
    bytes.windows(HEADER.len()).position(|window| window.eq_ignore_ascii_case(HEADER))
}

/// Where the body starts: after the first empty line.
fn headers_end(bytes: &[u8]) -> Option<usize> {
    let mut line_start = 0;
    for (at, byte) in bytes.iter().enumerate() {
        if *byte == b'\n' {
            if bytes[line_start..at].trim_ascii().is_empty() {
                return Some(at + 1);
            }
            line_start = at + 1;
        }
    }
    None
}

fn content_length(headers: &[u8]) -> Option<usize> {
    let line = headers.split(|byte| *byte == b'\n').next()?;
    std::str::from_utf8(line.get(HEADER.len()..)?).ok()?.trim().parse().ok()
}

fn message(value: Value) -> Incoming {
    let id = value.get("id").cloned();
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(error) => match id.map(serde_json::from_value::<RequestId>) {
            Some(Ok(id)) => {
                let code = ErrorCode::InvalidRequest as i32;
                Incoming::Unreadable(Response::new_err(id, code, error.to_string()).into())
            }
            _ => unreadable(&error.to_string()),
        },
    }
}

/// A line for the editor's log: a response would need the id of the request.
fn unreadable(reason: &str) -> Incoming {
    let text = format!("agon could not read a message of the editor and skipped it: {reason}");
    let params = json!({"type": 1, "message": text});
    Incoming::Unreadable(Notification::new("window/logMessage".into(), params).into())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives its bytes a few at a time.
    struct Slow<'a>(&'a [u8], usize);

    impl Read for Slow<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let length = self.1.min(self.0.len()).min(buffer.len());
            buffer[..length].copy_from_slice(&self.0[..length]);
            self.0 = &self.0[length..];
            Ok(length)
        }
    }

    fn framed(length: usize, body: &str) -> String {
        format!("Content-Length: {length}\r\n\r\n{body}")
    }

    /// The methods that were read; `?` for what could not be read.
    fn methods(bytes: &str, chunk: usize) -> Vec<String> {
        let mut reader = MessageReader::new(Slow(bytes.as_bytes(), chunk));
        let mut found = Vec::new();
        while let Some(incoming) = reader.next().unwrap() {
            found.push(match incoming {
                Incoming::Message(Message::Notification(n)) => n.method,
                Incoming::Message(Message::Request(r)) => r.method,
                Incoming::Message(Message::Response(_)) => "response".to_string(),
                Incoming::Unreadable(_) => "?".to_string(),
            });
        }
        found
    }

    #[test]
    fn a_message_that_cannot_be_read_costs_no_other() {
        let a = r#"{"jsonrpc":"2.0","method":"a"}"#;
        let b = r#"{"jsonrpc":"2.0","method":"b","params":{"text":"Content-Length: 3"}}"#;
        let last = framed(a.len(), a);
        for (name, bytes, expected) in [
            ("plain", framed(b.len(), b), vec!["b"]),
            (
                "other headers",
                format!("X: y\r\nContent-Type: z\r\n{}", framed(b.len(), b)),
                vec!["b"],
            ),
            (
                "a header after it",
                format!("content-length:{}\r\nX: y\r\n\r\n{b}", b.len()),
                vec!["b"],
            ),
            ("line breaks of Unix", format!("Content-Length: {}\n\n{b}", b.len()), vec!["b"]),
            ("no length", format!("X: y\r\n\r\n{b}"), vec![]),
            ("a word for a length", format!("Content-Length: many\r\n\r\n{a}"), vec!["?"]),
            ("a length below zero", format!("Content-Length: -4\r\n\r\n{a}"), vec!["?"]),
            ("a length without end", format!("Content-Length: {}\r\n\r\n{a}", u64::MAX), vec!["?"]),
            ("too short a length", framed(a.len() - 5, a), vec!["a"]),
            ("too long a length", framed(a.len() + 900, a), vec!["a"]),
            ("no JSON", framed(9, "no JSON!!"), vec!["?"]),
            ("JSON of another kind", framed(9, "{\"x\": 11}"), vec!["?"]),
            ("a list", framed(4, "[11]"), vec!["?"]),
            ("a request without a method", framed(9, "{\"id\": 1}"), vec!["?"]),
        ] {
            for chunk in [1, 7, 1 << 20] {
                let mut expected = expected.clone();
                expected.push("a");
                // "no length" has the text of `b`, in which the words of a header are.
                let found = methods(&format!("{bytes}{last}"), chunk);
                let found: Vec<&str> = found.iter().map(String::as_str).collect();
                if name == "no length" {
                    assert_eq!(found.last(), Some(&"a"), "{name} by {chunk}");
                } else {
                    assert_eq!(found, expected, "{name} by {chunk}");
                }
            }
        }
    }

    #[test]
    fn the_end_of_the_stream_ends_reading_within_a_message_too() {
        let a = r#"{"jsonrpc":"2.0","method":"a"}"#;
        for end in ["", "Content-Le", "Content-Length: 12", "Content-Length: 12\r\n\r\n{\"a\":"] {
            assert_eq!(methods(&format!("{}{end}", framed(a.len(), a)), 5), ["a"], "{end}");
        }
    }
}
