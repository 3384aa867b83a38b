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
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::service::TowerToHyperService;
use std::convert::Infallible;
use std::io;
use std::net::{IpAddr, SocketAddr, TcpListener};
use std::sync::{Arc, PoisonError, RwLock, RwLockWriteGuard};
use std::time::Duration;
use tokio::sync::broadcast;
use tokio_stream::StreamExt;
use tokio_stream::wrappers::BroadcastStream;

struct Shared {
    now: RwLock<ServedSite>,
    changes: broadcast::Sender<()>,
}

/// A running server; it runs until the process ends.
pub struct Server {
    address: SocketAddr,
    shared: Arc<Shared>,
}

impl Server {
    /// How long a connection may wait for the rest of a request's headers, or for the next request.
    pub const IDLE_LIMIT: Duration = Duration::from_secs(20);

    /// Starts to listen. Until [`Server::show`] there is no site.
    ///
    /// # Errors
    /// If the address is in use or does not belong to this machine.
    pub fn start(address: SocketAddr, idle_limit: Duration) -> io::Result<Server> {
        let listener = TcpListener::bind(address)?;
        listener.set_nonblocking(true)?;
        let address = listener.local_addr()?;
        let shared = Arc::new(Shared { now: RwLock::default(), changes: broadcast::channel(4).0 });
        let router = Router::new().fallback(handle).with_state(Arc::clone(&shared));
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .max_blocking_threads(8)
            .build()?;
        std::thread::Builder::new()
            .name("serve".into())
            .spawn(move || runtime.block_on(accept(listener, router, idle_limit)))?;
        Ok(Server { address, shared })
    }

    pub fn address(&self) -> SocketAddr {
        self.address
    }

    /// Serves a new site and updates every open page. `None` keeps the present site.
    pub fn show(&self, site: Option<Arc<LazySite>>, problems: Vec<Problem>) {
        let mut now = self.now();
        now.problems = Arc::new(problems);
        let old = match site {
            Some(site) => now.site.replace(site),
            None => None,
        };
        self.notify(now);
        free(old);
    }

    /// Marks the present site as good: all its pages could be rendered.
    pub fn settle(&self) {
        let mut now = self.now();
        let site = now.site.clone();
        let old = std::mem::replace(&mut now.good, site);
        drop(now);
        free(old);
    }

    /// Returns to the last good site.
    pub fn unsettle(&self, problems: Vec<Problem>) {
        let mut now = self.now();
        now.problems = Arc::new(problems);
        let good = now.good.clone();
        let old = std::mem::replace(&mut now.site, good);
        self.notify(now);
        free(old);
    }

    fn now(&self) -> RwLockWriteGuard<'_, ServedSite> {
        self.shared.now.write().unwrap_or_else(PoisonError::into_inner)
    }

    fn notify(&self, now: RwLockWriteGuard<'_, ServedSite>) {
        drop(now);
        // an error means that no page is open
        let _ = self.shared.changes.send(());
    }
}

/// Frees a site on a thread of its own: a large one takes a while, and the next change must not wait for it.
fn free(old: Option<Arc<LazySite>>) {
    if old.as_ref().is_some_and(|site| Arc::strong_count(site) == 1) {
        std::thread::spawn(move || drop(old));
    }
}

/// Accepts connections; each is closed when it is idle for too long.
async fn accept(listener: TcpListener, router: Router, idle_limit: Duration) -> io::Result<()> {
    let listener = tokio::net::TcpListener::from_std(listener)?;
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(idle_limit);
    loop {
        let Ok((stream, _)) = listener.accept().await else {
            // too many open files
            tokio::time::sleep(Duration::from_millis(50)).await;
            continue;
        };
        let service = TowerToHyperService::new(router.clone());
        tokio::spawn(http.serve_connection(TokioIo::new(stream), service));
    }
}

async fn handle(State(shared): State<Arc<Shared>>, request: Request) -> Response {
    if !is_own_host(request.headers()) {
        let message = "this server answers to localhost and to IP addresses only\n";
        return (StatusCode::MISDIRECTED_REQUEST, message).into_response();
    }
    if is_from_another_site(request.headers()) {
        let message = "this server answers to its own pages only\n";
        return (StatusCode::FORBIDDEN, message).into_response();
    }
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        let allowed = [(header::ALLOW, "GET, HEAD")];
        let message = "this server only shows pages\n";
        return (StatusCode::METHOD_NOT_ALLOWED, allowed, message).into_response();
    }
    let uri = request.uri();
    if uri.path() == "/_agon/events" {
        let changes = BroadcastStream::new(shared.changes.subscribe());
        // a page that missed some changes gets the last one
        let events = changes.map(|_| Ok::<_, Infallible>(Event::default().data("changed")));
        return Sse::new(events).keep_alive(KeepAlive::default()).into_response();
    }
    let range = request.headers().get(header::RANGE).and_then(|r| r.to_str().ok());
    let range = range.map(String::from);
    let (path, query) = (uri.path().to_string(), uri.query().unwrap_or_default().to_string());
    let now = shared.now.read().unwrap_or_else(PoisonError::into_inner).clone();
    // rendering takes a while, and other requests must not wait for it
    let answer = tokio::task::spawn_blocking(move || {
        answer::answer(&now, &path, &query).range(range.as_deref())
    });
    match answer.await {
        Ok(answer) => response(answer),
        Err(_) => {
            (StatusCode::INTERNAL_SERVER_ERROR, "agon failed to render this page\n").into_response()
        }
    }
}

fn response(answer: Answer) -> Response {
    let mut response = Response::builder()
        .status(answer.status)
        .header(header::CONTENT_TYPE, answer.kind)
        .header(header::CACHE_CONTROL, "no-store")
        .header(header::ACCEPT_RANGES, "bytes")
        // as in templates/hosting
        .header(header::X_CONTENT_TYPE_OPTIONS, "nosniff")
        .header(header::REFERRER_POLICY, "strict-origin-when-cross-origin")
        // no other site may read or open what is not published yet
        .header("cross-origin-resource-policy", "same-origin")
        .header("cross-origin-opener-policy", "same-origin");
    if let Some(policy) = answer.policy {
        let policy = policy.split_whitespace().collect::<Vec<_>>().join(" ");
        response = response.header(header::CONTENT_SECURITY_POLICY, policy);
    }
    if let Some((name, value)) = answer.header {
        response = response.header(name, value);
    }
    response
        .body(Body::from(answer.body))
        .unwrap_or_else(|_| StatusCode::INTERNAL_SERVER_ERROR.into_response())
}

/// Whether the host of a request is an address of this machine and not a domain name: another site could point its
/// own name here and read the unpublished site (DNS rebinding).
fn is_own_host(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|h| h.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name.eq_ignore_ascii_case("localhost") || bare.parse::<IpAddr>().is_ok()
}

/// Whether a page of another site embeds a file or requests it with a script (Fetch Metadata). Links are allowed, and
/// so are programs that send no such headers.
fn is_from_another_site(headers: &HeaderMap) -> bool {
    let value = |name: &str| headers.get(name).and_then(|value| value.to_str().ok());
    match value("sec-fetch-site") {
        None | Some("same-origin" | "none") => false,
        Some(_) => value("sec-fetch-dest") != Some("document"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_own(host: &str) -> bool {
        is_own_host(&HeaderMap::from_iter([(header::HOST, host.parse().unwrap())]))
    }

    #[test]
    fn own_hosts_are_localhost_and_ip_addresses() {
        for host in ["localhost", "LOCALHOST:80", "127.0.0.1:4600", "[::1]:4600", "192.168.0.7"] {
            assert!(is_own(host), "{host}");
        }
        for host in [
            "",
            "evil.example",
            "evil.example:4600",
            "localhost.evil.example",
            "127.0.0.1.evil.example",
        ] {
            assert!(!is_own(host), "{host}");
        }
        assert!(!is_own_host(&HeaderMap::new()));
    }
}
