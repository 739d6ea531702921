//! What is sent: a page, a table, or an error, each with its status.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::task::{Context, Poll};

use axum::body::{Body, Bytes, HttpBody};
use axum::http::{HeaderValue, Response, StatusCode, header};
use hyper::body::{Frame, SizeHint};
use tokio::sync::OwnedSemaphorePermit;

use crate::error::Error;
use crate::print::PrintError;

/// Maximum length of an answer, in bytes: it is made in memory.
const MAX_BYTES: usize = 32 << 20;

/// An answer that is ready to be sent.
#[derive(Debug)]
pub(super) struct Answer {
    pub(super) status: StatusCode,
    pub(super) content_type: &'static str,
    pub(super) content: Vec<u8>,
    /// The name under which a browser keeps it, where it is no page.
    pub(super) file_name: Option<String>,
    /// What is held until it is sent.
    pub(super) permit: Option<OwnedSemaphorePermit>,
    /// Whether a browser may keep it for ever: its address changes with its content.
    pub(super) is_fixed: bool,
}

impl Answer {
    /// A page.
    pub(super) fn page(content: String) -> Answer {
        Answer::of("text/html; charset=utf-8", content.into_bytes())
    }

    /// Anything else.
    pub(super) fn of(content_type: &'static str, content: Vec<u8>) -> Answer {
        Answer {
            status: StatusCode::OK,
            content_type,
            content,
            file_name: None,
            permit: None,
            is_fixed: false,
        }
    }

    /// What the server sends.
    pub(super) fn into_response(self) -> Response<Body> {
        let body = Body::from(self.content);
        let mut response = Response::new(match self.permit {
            None => body,
            Some(permit) => Body::new(Held {
                body,
                _permit: permit,
            }),
        });
        *response.status_mut() = self.status;
        let kept = if self.is_fixed {
            "public, max-age=31536000, immutable"
        } else {
            "no-cache"
        };
        let headers = response.headers_mut();
        let content_type = HeaderValue::from_static(self.content_type);
        headers.insert(header::CONTENT_TYPE, content_type);
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(kept));
        let disposition = (self.file_name.as_deref())
            .and_then(|name| HeaderValue::try_from(format!("inline; filename=\"{name}\"")).ok());
        if let Some(disposition) = disposition {
            headers.insert(header::CONTENT_DISPOSITION, disposition);
        }
        response
    }
}

/// A body with a permit, which is given back when the body is sent or nobody reads it any more.
struct Held {
    body: Body,
    _permit: OwnedSemaphorePermit,
}

impl HttpBody for Held {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}

/// Why there is no answer, in words for a person.
#[derive(Debug)]
pub(super) enum Failure {
    /// The library's error.
    Dragnet(Box<Error>),
    /// Another one, with its status.
    Other(StatusCode, String),
}

impl Failure {
    /// There is no such page.
    pub(super) fn no_page(path: &str) -> Failure {
        Failure::Other(StatusCode::NOT_FOUND, format!("there is no page `{path}`"))
    }

    /// The request asks for what cannot be.
    pub(super) fn bad(message: impl Into<String>) -> Failure {
        Failure::Other(StatusCode::BAD_REQUEST, message.into())
    }

    /// Whose mistake it is, as HTTP says it.
    pub(super) fn status(&self) -> StatusCode {
        match self {
            Failure::Other(status, _) => *status,
            Failure::Dragnet(error) => match **error {
                Error::NoSuchRelease { .. } => StatusCode::NOT_FOUND,
                Error::BadValue { .. } | Error::NoSuchField { .. } => StatusCode::BAD_REQUEST,
                _ => StatusCode::INTERNAL_SERVER_ERROR,
            },
        }
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Failure::Dragnet(Box::new(error))
    }
}

impl From<askama::Error> for Failure {
    fn from(error: askama::Error) -> Self {
        Failure::Other(StatusCode::INTERNAL_SERVER_ERROR, error.to_string())
    }
}

impl From<PrintError> for Failure {
    fn from(error: PrintError) -> Self {
        match error {
            PrintError::Search(error) => error.into(),
            PrintError::Output(error) => error.into(),
        }
    }
}

impl From<std::io::Error> for Failure {
    /// The only output is [`Bounded`].
    fn from(_: std::io::Error) -> Self {
        let most = MAX_BYTES >> 20;
        Failure::bad(format!(
            "the answer is longer than {most} MiB: ask for fewer with `limit`, or run the command"
        ))
    }
}

/// An answer that is being written, and cannot grow without end.
#[derive(Debug)]
pub(super) struct Bounded {
    pub(super) bytes: Vec<u8>,
    /// Whether nobody waits for it any more.
    pub(super) is_abandoned: Arc<AtomicBool>,
}

impl std::io::Write for Bounded {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        let is_abandoned = self.is_abandoned.load(Ordering::Relaxed);
        if is_abandoned || self.bytes.len() + bytes.len() > MAX_BYTES {
            return Err(std::io::Error::other("too long"));
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}
