//! An S3-compatible store: get, put, delete and list, each tried again where the store is busy.
//!
//! Takes keys and bytes. Requests are signed by rusty-s3 and sent by ureq. Never shows an address that was signed, nor
//! what a store says of signatures: only its code and its message.

use super::{Address, Credentials};
use crate::publish::PublishError;
use crate::source::media;
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, S3Action, UrlStyle};
use std::io::ErrorKind;
use std::thread::sleep;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// How long a signed address holds, so that one that leaks soon means nothing.
const VALID: Duration = Duration::from_secs(300);
/// Waits between tries.
const WAITS: [Duration; 3] =
    [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(4)];
/// A store that says nothing for so long does not answer. With all tries this is two minutes.
const SILENCE: Duration = Duration::from_secs(30);
/// The largest answer that is read: a manifest of some hundred thousand files.
const LARGEST: u64 = 64 * 1024 * 1024;
/// The region where none is named; stores of other makers take any.
const REGION: &str = "us-east-1";

pub struct Store {
    agent: Agent,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
}

/// What became of a request.
type Answer = Result<Option<Vec<u8>>, PublishError>;

impl Store {
    pub fn new(place: &Address<'_>, credentials: Credentials) -> Result<Store, PublishError> {
        let region = place.region.unwrap_or(REGION).to_string();
        let aws = format!("https://s3.{region}.amazonaws.com");
        // A name with a dot fits into no certificate of AWS; other stores all know the path style, and some no other.
        let style = match place.endpoint {
            None if !place.bucket.contains('.') => UrlStyle::VirtualHost,
            _ => UrlStyle::Path,
        };
        let bad = |why: String| PublishError::BadBucket(place.bucket.to_string(), why);
        if place.bucket.is_empty() {
            return Err(bad("it has no name".into()));
        }
        let endpoint = place.endpoint.unwrap_or(&aws);
        let endpoint = endpoint
            .parse()
            .map_err(|e| bad(format!("the endpoint {endpoint} is no address ({e})")))?;
        let bucket = Bucket::new(endpoint, style, place.bucket.to_string(), region)
            .map_err(|e| bad(e.to_string()))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .user_agent(concat!("agon/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(SILENCE))
            .timeout_per_read(Some(SILENCE))
            .timeout_per_write(Some(SILENCE))
            .max_idle_connections_per_host(16)
            // a store that sends its clients elsewhere means another region; the signature would not hold there
            .max_redirects(0)
            .build();
        Ok(Store { agent: config.into(), bucket, credentials, prefix: place.prefix.to_string() })
    }

    /// The bytes of an object; `None` where there is none.
    pub fn get(&self, path: &str) -> Answer {
        let key = self.key(path);
        self.again(&format!("read {path} from"), || {
            self.agent
                .get(self.bucket.get_object(Some(&self.credentials), &key).sign(VALID).as_str())
                .call()
        })
    }

    /// Puts an object with the headers that its name asks for.
    pub fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let key = self.key(path);
        let headers = [("content-type", media::kind(path)), ("cache-control", media::cache(path))];
        let sent = self.again(&format!("put {path} into"), || {
            let mut action = self.bucket.put_object(Some(&self.credentials), &key);
            for (name, value) in headers {
                action.headers_mut().insert(name, value);
            }
            let request = self.agent.put(action.sign(VALID).as_str());
            headers
                .iter()
                .fold(request, |request, (name, value)| request.header(*name, *value))
                .send(bytes)
        });
        match sent? {
            Some(_) => Ok(()),
            None => Err(self.failed(
                &format!("put {path} into"),
                "there is no such bucket".into(),
                NEXT_BUCKET,
            )),
        }
    }

    /// Deletes an object; one that is not there is no error.
    pub fn delete(&self, path: &str) -> Result<(), PublishError> {
        let key = self.key(path);
        let action = || {
            self.agent
                .delete(
                    self.bucket.delete_object(Some(&self.credentials), &key).sign(VALID).as_str(),
                )
                .call()
        };
        self.again(&format!("delete {path} from"), action).map(|_| ())
    }

    /// The paths of all objects under the prefix, without it.
    pub fn list(&self) -> Result<Vec<String>, PublishError> {
        let mut paths = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let answer = self.again("list", || {
                let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
                if !self.prefix.is_empty() {
                    list.with_prefix(self.prefix.as_str());
                }
                if let Some(token) = &token {
                    list.with_continuation_token(token.as_str());
                }
                self.agent.get(list.sign(VALID).as_str()).call()
            })?;
            let Some(bytes) = answer else {
                return Err(self.failed("list", "there is no such bucket".into(), NEXT_BUCKET));
            };
            let text = String::from_utf8_lossy(&bytes);
            let page = ListObjectsV2::parse_response(&text).map_err(|e| {
                self.failed("list", format!("the answer is no listing ({e})"), NEXT_ENDPOINT)
            })?;
            paths.extend(
                page.contents
                    .iter()
                    .filter_map(|o| o.key.strip_prefix(&self.prefix))
                    .map(String::from),
            );
            match page.next_continuation_token {
                Some(next) => token = Some(next),
                None => return Ok(paths),
            }
        }
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Sends a request until there is an answer that holds. What is not there gives `None`.
    fn again(&self, doing: &str, send: impl Fn() -> Result<Response<Body>, ureq::Error>) -> Answer {
        let mut waits = WAITS.iter();
        loop {
            let trouble = match send() {
                Ok(mut answer) => {
                    let status = answer.status().as_u16();
                    let body = answer.body_mut().with_config().limit(LARGEST).read_to_vec();
                    match (status, body) {
                        (200..=299, Ok(body)) => return Ok(Some(body)),
                        (200..=299, Err(e)) => e.to_string(),
                        (404, Ok(body)) if code(&body) != "NoSuchBucket" => return Ok(None),
                        (500.. | 429 | 408, body) => said(status, &body.unwrap_or_default()),
                        (_, body) => {
                            let body = body.unwrap_or_default();
                            return Err(self.failed(
                                doing,
                                said(status, &body),
                                next_step(status, code(&body)),
                            ));
                        }
                    }
                }
                // an address could be in the words of this one, and with it a signature
                Err(ureq::Error::BadUri(_) | ureq::Error::Http(_)) => {
                    return Err(self.failed(
                        doing,
                        "its address cannot be asked".into(),
                        NEXT_ENDPOINT,
                    ));
                }
                Err(e) if is_unknown_host(&e) => {
                    return Err(self.failed(doing, "its host is not known".into(), NEXT_ENDPOINT));
                }
                // nobody is there, and waiting brings nobody
                Err(ureq::Error::Io(e)) if e.kind() == ErrorKind::ConnectionRefused => {
                    return Err(self.failed(
                        doing,
                        "the connection was refused".into(),
                        NEXT_ENDPOINT,
                    ));
                }
                Err(e) => e.to_string(),
            };
            match waits.next() {
                Some(wait) => sleep(*wait),
                None => {
                    return Err(self.failed(doing, trouble, "publish again to go on from here"));
                }
            }
        }
    }

    fn failed(&self, doing: &str, why: String, next: &'static str) -> PublishError {
        let host = self.bucket.base_url().host_str().unwrap_or_default();
        PublishError::Store {
            doing: format!("{doing} bucket {} at {host}", self.bucket.name()),
            why,
            next,
        }
    }
}

const NEXT_BUCKET: &str = "make the bucket first, or name another with --bucket";
const NEXT_ENDPOINT: &str = "check --endpoint (or AWS_ENDPOINT_URL) and publish again";

/// The system says it in words alone.
fn is_unknown_host(error: &ureq::Error) -> bool {
    match error {
        ureq::Error::HostNotFound => true,
        ureq::Error::Io(e) => e.to_string().contains("failed to lookup address"),
        _ => false,
    }
}

/// What the store said of itself: the code and the message of its XML, and nothing else of it.
fn said(status: u16, body: &[u8]) -> String {
    let text = String::from_utf8_lossy(body);
    match (code(body), element(&text, "Message")) {
        ("", _) => format!("the store answered {status}"),
        (code, None | Some("")) => format!("the store answered {status} {code}"),
        (code, Some(message)) => {
            format!("the store answered {status} {code}: {}", message.trim_end_matches('.'))
        }
    }
}

fn code(body: &[u8]) -> &str {
    std::str::from_utf8(body).ok().and_then(|text| element(text, "Code")).unwrap_or_default()
}

fn element<'t>(text: &'t str, name: &str) -> Option<&'t str> {
    let (_, after) = text.split_once(&format!("<{name}>"))?;
    after.split_once(&format!("</{name}>")).map(|(inside, _)| inside)
}

fn next_step(status: u16, code: &str) -> &'static str {
    match (status, code) {
        (_, "NoSuchBucket") => NEXT_BUCKET,
        (_, "RequestTimeTooSkewed") => "set this machine's clock",
        (_, "SignatureDoesNotMatch" | "InvalidAccessKeyId" | "ExpiredToken" | "InvalidToken") => {
            "check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
        }
        (
            _,
            "AuthorizationHeaderMalformed"
            | "PermanentRedirect"
            | "IllegalLocationConstraintException",
        )
        | (301 | 307, _) => "name the bucket's region with --region (or AWS_REGION)",
        (401 | 403, _) => {
            "check the credentials in AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, and that they may list, read, write and \
             delete in this bucket"
        }
        _ => NEXT_ENDPOINT,
    }
}
