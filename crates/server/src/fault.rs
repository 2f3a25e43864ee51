//! What goes wrong, told in one shape to programs and to people.

use axum::http::StatusCode;
use schemars::JsonSchema;
use serde::Serialize;

/// Why a question was not answered.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// There is nothing by this address, number or name.
    #[error("there is no {0}")]
    Unknown(String),
    /// The address, or what was sent, makes no sense.
    #[error("{0}")]
    Wrong(String),
    /// The token is missing or wrong.
    #[error("this room is locked")]
    Locked,
    /// The request names a host that the room does not go by.
    #[error("the room does not answer to this host name")]
    Misdirected,
    /// This address does not take this method.
    #[error("this address does not take this method")]
    Method,
    /// What was sent is too large.
    #[error("more was sent than the {0} bytes that are read")]
    TooLarge(usize),
    /// What was sent is no page.
    #[error("{0}")]
    Unreadable(String),
    /// Too many ask at once.
    #[error("too many questions at once")]
    Busy,
    /// It took too long.
    #[error("the answer took too long")]
    Late,
    /// The archive, or the program, failed.
    #[error("{0}")]
    Failed(String),
}

/// The body of every error.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorBody {
    /// What went wrong.
    pub error: ErrorDetail,
}

/// What went wrong.
#[derive(Debug, Serialize, JsonSchema)]
pub struct ErrorDetail {
    /// A short code for programs.
    pub code: &'static str,
    /// A sentence for people.
    pub message: String,
    /// What to do about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub help: Option<&'static str>,
}

impl Fault {
    /// Status of the answer.
    pub fn status(&self) -> StatusCode {
        match self {
            Fault::Unknown(_) => StatusCode::NOT_FOUND,
            Fault::Wrong(_) => StatusCode::BAD_REQUEST,
            Fault::Locked => StatusCode::UNAUTHORIZED,
            Fault::Misdirected => StatusCode::MISDIRECTED_REQUEST,
            Fault::Method => StatusCode::METHOD_NOT_ALLOWED,
            Fault::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            Fault::Unreadable(_) => StatusCode::UNPROCESSABLE_ENTITY,
            Fault::Busy => StatusCode::SERVICE_UNAVAILABLE,
            Fault::Late => StatusCode::GATEWAY_TIMEOUT,
            Fault::Failed(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The error in the shape that programs get.
    pub fn body(&self) -> ErrorBody {
        let (code, help) = match self {
            Fault::Unknown(_) => ("not-found", Some("search for it, or start at the first page")),
            Fault::Wrong(_) => ("bad-request", Some("/api/v1/openapi.json says what each address takes")),
            Fault::Locked => (
                "token-needed",
                Some("send `Authorization: Bearer TOKEN`, or enter the token that the server was started with"),
            ),
            Fault::Misdirected => {
                ("wrong-host", Some("use the address that the server printed, or start it with --token"))
            }
            Fault::Method => ("method-not-allowed", Some("pages are asked for by GET; /api/v1/read takes POST")),
            Fault::TooLarge(_) => ("too-large", None),
            Fault::Unreadable(_) => ("unreadable", Some("send HTML or plain text")),
            Fault::Busy => ("busy", Some("try again in a moment")),
            Fault::Late => ("too-slow", Some("ask for less: fewer days, rarer words")),
            Fault::Failed(_) => ("failed", None),
        };
        ErrorBody { error: ErrorDetail { code, message: self.to_string(), help } }
    }
}

impl From<dateline_archive::Error> for Fault {
    fn from(e: dateline_archive::Error) -> Fault {
        match e {
            dateline_archive::Error::Unknown { what, id } => Fault::Unknown(format!("{what} {id}")),
            dateline_archive::Error::Unclaimed { what, id, .. } => Fault::Unknown(format!("claim of {what} {id}")),
            dateline_archive::Error::Busy => Fault::Busy,
            other => Fault::Failed(other.to_string()),
        }
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(e: rusqlite::Error) -> Fault {
        match e.sqlite_error_code() {
            Some(rusqlite::ErrorCode::OperationInterrupted) => Fault::Late,
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Fault::Busy,
            _ => Fault::Failed(e.to_string()),
        }
    }
}
