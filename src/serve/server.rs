//! The HTTP server, on a thread of its own.

use super::answer::{self, Answer};
use super::problem::Problem;
use super::served_site::ServedSite;
use crate::build::pipeline::LazySite;
use axum::Router;
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

struct Shared {
    now: RwLock<ServedSite>,
    news: broadcast::Sender<()>,
}

/// A running server; it runs until the process ends.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// Begins to serve nothing yet.
    ///
    /// # Errors
    /// Where the address is taken or not this machine's.
    pub fn start(address: SocketAddr) -> io::Result<Server> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { now: RwLock::default(), news: broadcast::channel(4).0 });
        let state = Arc::clone(&shared);
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(8)
            .build()?;
        std::thread::Builder::new().name("serve".into()).spawn(move || {
            runtime.block_on(async {
                let listener = tokio::net::TcpListener::from_std(listener)?;
                axum::serve(listener, Router::new().fallback(handle).with_state(state)).await
            })
        })?;
        Ok(Server { address, shared })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Shows this from now on, and tells every open page. `None` leaves the site that is shown.
    pub fn show(&self, site: Option<Arc<LazySite>>, problems: Vec<Problem>) {
        let old = {
            let mut now = self.now();
            now.problems = Arc::new(problems);
            site.and_then(|site| now.site.replace(site))
        };
        self.tell();
        // a large site takes a while to be forgotten
        drop(old);
    }

    /// The site that is shown could make all its pages.
    pub fn settle(&self) {
        let old = {
            let mut now = self.now();
            let site = now.site.clone();
            std::mem::replace(&mut now.good, site)
        };
        drop(old);
    }

    /// Goes back to the last site that could make all its pages.
    pub fn unsettle(&self, problems: Vec<Problem>) {
        let old = {
            let mut now = self.now();
            now.problems = Arc::new(problems);
            let good = now.good.clone();
            std::mem::replace(&mut now.site, good)
        };
        self.tell();
        drop(old);
    }

    fn now(&self) -> RwLockWriteGuard<'_, ServedSite> {
        self.shared.now.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn tell(&self) {
        // nobody looks: no page is open
        let _ = self.shared.news.send(());
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if !is_own_host(request.headers()) {
        let why = "this server answers to localhost and to addresses in numbers only\n";
        return (StatusCode::MISDIRECTED_REQUEST, why).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        return (StatusCode::METHOD_NOT_ALLOWED, allowed, "this server only shows pages\n")
            .into_response();
    }
    let uri = request.uri();
    if uri.path() == "/_agon/events" {
        let news = BroadcastStream::new(shared.news.subscribe());
        // a page that was too slow to hear of each change hears of the last
        let events = news.map(|_| Ok::<_, Infallible>(Event::default().data("changed")));
        return Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    }
    let range = request.headers().get(header::RANGE).and_then(|r| r.to_str().ok());
    let range = range.map(String::from);
    let (path, query) = (uri.path().to_string(), uri.query().unwrap_or_default().to_string());
    let now = shared.now.read().unwrap_or_else(PoisonError::into_inner).clone();
    // a page takes a while to be made, and others are asked for meanwhile
    let made = tokio::task::spawn_blocking(move || {
        answer::answer(&now, &path, &query).cut(range.as_deref())
    });
    match made.await {
        Ok(answer) => send(answer),
        Err(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "agon could not make this page\n").into_response()
        }
    }
}

fn send(answer: Answer) -> Response {
    let mut response = Response::builder()
        .status(answer.status)
        .header(header::CONTENT_TYPE, answer.kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::ACCEPT_RANGES, "bytes")
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff");
    if let Some((name, value)) = answer.header {
        response = response.header(name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Whether the browser asked for this machine and not for a name: a page elsewhere could have its own name lead here
/// and read the unpublished site.
fn is_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|h| h.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_localhost_and_numbers_are_this_machine() {
        let own = |host: &str| {
            is_own_host(&HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]))
        };
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4600", "[::1]:4600", "192.168.0.7"] {
            assert!(own(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:4600",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        ] {
            assert!(!own(host), "{host}");
        }
        assert!(!is_own_host(&HeaderMap::new()));
    }
}
