//! Asks one address: HEAD first, GET where that is not understood, redirects followed one by one.
//!
//! Takes an address and whose turn it is, gives an [`LinkAnswer`]. Reads no more of a page than it must.

use super::answer::{LinkAnswer, RequestLimits};
use super::turns::HostTurns;
use std::collections::HashSet;
use std::io::Read;
use ureq::http::Response;
use ureq::{Agent, Body, Error};
use url::Url;

pub(super) fn agent(limits: RequestLimits) -> Agent {
    let config = Agent::config_builder()
        .http_status_as_error(false)
        .max_redirects(0)
        .timeout_global(Some(limits.timeout))
        // some servers refuse unknown programs
        .user_agent(concat!("agon/", env!("CARGO_PKG_VERSION"), " (link checker of a static site)"))
        .accept("text/html,application/xhtml+xml,application/pdf,*/*;q=0.8");
    config.build().into()
}

enum RequestStep {
    Done(LinkAnswer),
    /// Status and where it leads.
    Redirect(u16, String),
}

/// Asks an address in the turns of the hosts on its way.
pub(super) fn ask(
    agent: &Agent,
    address: &str,
    limits: RequestLimits,
    turns: &HostTurns,
) -> LinkAnswer {
    let Ok(mut url) = Url::parse(address) else {
        return LinkAnswer::Failed("it is not an address".into());
    };
    let mut seen = HashSet::from([url.clone()]);
    let mut is_permanent = true;
    loop {
        let host = url.host_str().unwrap_or_default();
        match turns.wait(host, || request(agent, &url, limits)) {
            RequestStep::Done(LinkAnswer::Alive { .. }) if seen.len() > 1 && is_permanent => {
                return LinkAnswer::Alive { moved: Some(url.to_string()) };
            }
            RequestStep::Done(answer) => return answer,
            RequestStep::Redirect(status, to) => {
                is_permanent &= matches!(status, 301 | 308);
                let Ok(mut next) = url.join(&to) else {
                    return LinkAnswer::Failed(format!(
                        "it leads to \"{to}\", which is not an address"
                    ));
                };
                next.set_fragment(None);
                if !matches!(next.scheme(), "http" | "https") {
                    return LinkAnswer::Failed(format!(
                        "it leads to {next}, which is not on the web"
                    ));
                }
                if seen.len() > limits.redirects || !seen.insert(next.clone()) {
                    return LinkAnswer::Failed("its redirects go round in a circle".into());
                }
                url = next;
            }
        }
    }
}

fn request(agent: &Agent, url: &Url, limits: RequestLimits) -> RequestStep {
    let head = agent.head(url.as_str()).call();
    match head {
        Ok(answer) if answer.status().is_success() => {
            return RequestStep::Done(LinkAnswer::Alive { moved: None });
        }
        Ok(answer) if location(&answer).is_some() => return read(answer, limits),
        // many servers answer HEAD with an error, and some not at all
        Ok(_) | Err(Error::Protocol(_) | Error::Io(_)) => {}
        Err(e) => return RequestStep::Done(failure(&e)),
    }
    match agent.get(url.as_str()).call() {
        Ok(answer) => read(answer, limits),
        Err(e) => RequestStep::Done(failure(&e)),
    }
}

/// The target of a redirect.
fn location(answer: &Response<Body>) -> Option<String> {
    if !matches!(answer.status().as_u16(), 301 | 302 | 303 | 307 | 308) {
        return None;
    }
    let target = answer.headers().get("location")?;
    Some(String::from_utf8_lossy(target.as_bytes()).into_owned())
}

fn read(answer: Response<Body>, limits: RequestLimits) -> RequestStep {
    let status = answer.status();
    if let Some(to) = location(&answer) {
        return RequestStep::Redirect(status.as_u16(), to);
    }
    let reason = status.to_string().trim_end_matches(" <unknown status code>").to_string();
    RequestStep::Done(match status.as_u16() {
        200..=299 => {
            let mut page = answer.into_body().into_reader().take(limits.largest);
            match std::io::copy(&mut page, &mut std::io::sink()) {
                Ok(_) => LinkAnswer::Alive { moved: None },
                Err(e) => LinkAnswer::Failed(format!("its answer breaks off ({e})")),
            }
        }
        429 => LinkAnswer::Busy,
        503 if answer.headers().contains_key("retry-after") => LinkAnswer::Busy,
        // there is something, and it wants a browser, a subscription or another country
        401 | 402 | 403 | 405 | 406 | 407 | 451 | 999 => LinkAnswer::Closed(reason),
        _ => LinkAnswer::Failed(reason),
    })
}

const UNKNOWN_HOST: &str = "its host is not known";

fn failure(error: &Error) -> LinkAnswer {
    match error {
        Error::HostNotFound => LinkAnswer::Unreachable(UNKNOWN_HOST.into()),
        // the system says it in words alone
        Error::Io(e) if e.to_string().contains("failed to lookup address") => {
            LinkAnswer::Unreachable(UNKNOWN_HOST.into())
        }
        Error::Timeout(_) => LinkAnswer::Unreachable("it did not answer in time".into()),
        Error::Io(e) => LinkAnswer::Unreachable(e.to_string()),
        Error::ConnectionFailed => LinkAnswer::Unreachable("the connection failed".into()),
        Error::Protocol(e) => LinkAnswer::Failed(format!("its answer is not HTTP ({e})")),
        e => LinkAnswer::Failed(e.to_string()),
    }
}
