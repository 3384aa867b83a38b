//! An S3-compatible store: get, put, delete and list, with retries where the store is busy.
//!
//! Messages never contain a signed address, and of a store's answer only its code and its message.

use super::error::PublishError;
use crate::model::DestinationKind;
use crate::source::media;
pub use rusty_s3::Credentials;
use rusty_s3::actions::ListObjectsV2;
use rusty_s3::{Bucket, S3Action, UrlStyle};
use std::io::ErrorKind;
use std::thread::sleep;
use std::time::Duration;
use ureq::http::Response;
use ureq::{Agent, Body};

/// How long a signed address is valid, so that one that leaks is soon useless.
const SIGNATURE_LIFETIME: Duration = Duration::from_secs(300);
const RETRY_DELAYS: [Duration; 3] =
    [Duration::from_millis(200), Duration::from_secs(1), Duration::from_secs(4)];
/// A store that is silent for so long does not answer. With all retries this is two minutes.
const TIMEOUT: Duration = Duration::from_secs(30);
/// The largest answer that is read: a manifest of some hundred thousand files.
const MAX_ANSWER: u64 = 64 * 1024 * 1024;
/// Stores other than AWS accept any region.
const DEFAULT_REGION: &str = "us-east-1";

pub(super) struct ObjectStore {
    agent: Agent,
    bucket: Bucket,
    credentials: Credentials,
    prefix: String,
}

impl ObjectStore {
    /// # Errors
    /// If `place` is not a bucket with a valid name and endpoint.
    pub(super) fn new(
        place: &DestinationKind,
        credentials: Credentials,
    ) -> Result<ObjectStore, PublishError> {
        let DestinationKind::Bucket { bucket: name, prefix, endpoint, region } = place else {
            return Err(PublishError::BadBucket(place.to_string(), "it is not a bucket".into()));
        };
        let bad = |reason: String| PublishError::BadBucket(name.clone(), reason);
        if name.is_empty() {
            return Err(bad("it has no name".into()));
        }
        let region = region.as_deref().unwrap_or(DEFAULT_REGION).to_string();
        // A name with a dot does not fit the certificate of AWS; other stores all know the path style, and some no other.
        let style = match endpoint {
            None if !name.contains('.') => UrlStyle::VirtualHost,
            _ => UrlStyle::Path,
        };
        let endpoint = match endpoint {
            Some(endpoint) => endpoint.clone(),
            None => format!("https://s3.{region}.amazonaws.com"),
        };
        let endpoint = endpoint
            .parse()
            .map_err(|e| bad(format!("the endpoint {endpoint} is not an address ({e})")))?;
        let bucket =
            Bucket::new(endpoint, style, name.clone(), region).map_err(|e| bad(e.to_string()))?;
        let config = Agent::config_builder()
            .http_status_as_error(false)
            .user_agent(concat!("agon/", env!("CARGO_PKG_VERSION")))
            .timeout_connect(Some(Duration::from_secs(15)))
            .timeout_recv_response(Some(TIMEOUT))
            .timeout_per_read(Some(TIMEOUT))
            .timeout_per_write(Some(TIMEOUT))
            .max_idle_connections_per_host(16)
            // a redirect means another region, where the signature is not valid
            .max_redirects(0)
            .build();
        Ok(ObjectStore { agent: config.into(), bucket, credentials, prefix: prefix.clone() })
    }

    /// The bytes of an object; `None` if there is none.
    pub(super) fn get(&self, path: &str) -> Result<Option<Vec<u8>>, PublishError> {
        let key = self.key(path);
        self.request(&format!("read {path} from"), || {
            let action = self.bucket.get_object(Some(&self.credentials), &key);
            self.agent.get(action.sign(SIGNATURE_LIFETIME).as_str()).call()
        })
    }

    /// Puts an object with the headers for its name.
    pub(super) fn put(&self, path: &str, bytes: &[u8]) -> Result<(), PublishError> {
        let key = self.key(path);
        let headers = [("content-type", media::kind(path)), ("cache-control", media::cache(path))];
        let action = format!("put {path} into");
        let answer = self.request(&action, || {
            let mut put = self.bucket.put_object(Some(&self.credentials), &key);
            for (name, value) in headers {
                put.headers_mut().insert(name, value);
            }
            let mut request = self.agent.put(put.sign(SIGNATURE_LIFETIME).as_str());
            for (name, value) in headers {
                request = request.header(name, value);
            }
            request.send(bytes)
        })?;
        match answer {
            Some(_) => Ok(()),
            None => Err(self.no_bucket(&action)),
        }
    }

    /// Deletes an object, if it exists.
    pub(super) fn delete(&self, path: &str) -> Result<(), PublishError> {
        let key = self.key(path);
        self.request(&format!("delete {path} from"), || {
            let action = self.bucket.delete_object(Some(&self.credentials), &key);
            self.agent.delete(action.sign(SIGNATURE_LIFETIME).as_str()).call()
        })?;
        Ok(())
    }

    /// The paths of all objects under the prefix, without it.
    pub(super) fn list(&self) -> Result<Vec<String>, PublishError> {
        let mut paths = Vec::new();
        let mut token: Option<String> = None;
        loop {
            let answer = self.request("list", || {
                let mut list = self.bucket.list_objects_v2(Some(&self.credentials));
                if !self.prefix.is_empty() {
                    list.with_prefix(self.prefix.as_str());
                }
                if let Some(token) = &token {
                    list.with_continuation_token(token.as_str());
                }
                self.agent.get(list.sign(SIGNATURE_LIFETIME).as_str()).call()
            })?;
            let Some(bytes) = answer else { return Err(self.no_bucket("list")) };
            let text = String::from_utf8_lossy(&bytes);
            let page = ListObjectsV2::parse_response(&text).map_err(|e| {
                self.error("list", format!("the answer is not a listing ({e})"), CHECK_ENDPOINT)
            })?;
            let keys = page.contents.iter().filter_map(|o| o.key.strip_prefix(&self.prefix));
            paths.extend(keys.map(String::from));
            token = page.next_continuation_token;
            if token.is_none() {
                return Ok(paths);
            }
        }
    }

    fn key(&self, path: &str) -> String {
        format!("{}{path}", self.prefix)
    }

    /// Sends a request, again where that can help. Returns the body, or `None` for a missing object.
    fn request(
        &self,
        action: &str,
        send: impl Fn() -> Result<Response<Body>, ureq::Error>,
    ) -> Result<Option<Vec<u8>>, PublishError> {
        let mut delays = RETRY_DELAYS.iter();
        loop {
            let reason = match send() {
                Ok(mut answer) => {
                    let status = answer.status().as_u16();
                    let body = answer.body_mut().with_config().limit(MAX_ANSWER).read_to_vec();
                    match (status, body) {
                        (200..=299, Ok(body)) => return Ok(Some(body)),
                        (200..=299, Err(e)) => e.to_string(),
                        (404, Ok(body)) if code(&body) != "NoSuchBucket" => return Ok(None),
                        (500.. | 429 | 408, body) => answer_text(status, &body.unwrap_or_default()),
                        (_, body) => {
                            let body = body.unwrap_or_default();
                            let next = next_step(status, code(&body));
                            return Err(self.error(action, answer_text(status, &body), next));
                        }
                    }
                }
                Err(e) => match final_reason(&e) {
                    Some(reason) => return Err(self.error(action, reason.into(), CHECK_ENDPOINT)),
                    None => e.to_string(),
                },
            };
            match delays.next() {
                Some(delay) => sleep(*delay),
                None => return Err(self.error(action, reason, "publish again to continue")),
            }
        }
    }

    fn error(&self, action: &str, reason: String, next: &'static str) -> PublishError {
        let host = self.bucket.base_url().host_str().unwrap_or_default();
        let action = format!("{action} bucket {} at {host}", self.bucket.name());
        PublishError::Store { action, reason, next }
    }

    fn no_bucket(&self, action: &str) -> PublishError {
        self.error(action, "there is no such bucket".into(), CREATE_BUCKET)
    }
}

/// Why a request failed, if sending it again cannot help.
fn final_reason(error: &ureq::Error) -> Option<&'static str> {
    match error {
        // the message of this one could contain the signed address
        ureq::Error::BadUri(_) | ureq::Error::Http(_) => Some("its address is not valid"),
        ureq::Error::HostNotFound => Some("its host is not known"),
        // the system says this in words only
        ureq::Error::Io(e) if e.to_string().contains("failed to lookup address") => {
            Some("its host is not known")
        }
        ureq::Error::Io(e) if e.kind() == ErrorKind::ConnectionRefused => {
            Some("the connection was refused")
        }
        _ => None,
    }
}

const CREATE_BUCKET: &str = "create the bucket first, or name another with --bucket";
const CHECK_ENDPOINT: &str = "check --endpoint (or AWS_ENDPOINT_URL) and publish again";

/// The code and the message of an error in XML.
fn answer_text(status: u16, body: &[u8]) -> String {
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
        (_, "NoSuchBucket") => CREATE_BUCKET,
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
        _ => CHECK_ENDPOINT,
    }
}
