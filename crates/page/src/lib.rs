//! What on this page is reporting? From bytes to a [`Page`]: visible text, labelled blocks, article metadata.
//!
//! Knows nothing of language beyond which one it is. Spans count bytes of [`Page::text`].

pub mod decode;
pub mod dumps;
pub mod forms;
pub mod html;
pub mod language;
pub mod meta;

use dateline_record::{Article, Block, Note, Source};
use sha2::{Digest, Sha256};

/// A page taken apart: the input of everything that reads it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Page {
    /// Where it came from.
    pub source: Source,
    /// Visible text in reading order; plain text character for character.
    pub text: String,
    /// The text cut into labelled blocks; spans in bytes.
    pub blocks: Vec<Block>,
    /// What the page says of itself.
    pub article: Article,
    /// What was not read or looks wrong.
    pub notes: Vec<Note>,
}

/// What is known of a page besides its bytes. All of it may be absent.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Given {
    /// The input's identifier: a file's path, or the `id` of a JSON line.
    pub id: String,
    /// The page's address.
    pub url: Option<String>,
    /// Publication date, ISO 8601.
    pub date: Option<String>,
    /// Title.
    pub title: Option<String>,
    /// When it was fetched, RFC 3339.
    pub retrieved: Option<String>,
    /// Character set named by the transport (a `Content-Type` header).
    pub charset: Option<String>,
}

/// Why bytes gave no page.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum PageError {
    /// Nothing but white space.
    #[error("the page is empty")]
    Empty,
    /// A picture, an archive or the like.
    #[error("this is not text: {0}")]
    NotText(&'static str),
    /// More bytes than one page may have.
    #[error("the page has {bytes} bytes; at most {limit} are read")]
    TooLarge {
        /// Size found.
        bytes: usize,
        /// Size allowed.
        limit: usize,
    },
}

/// Reads an HTML page in any encoding.
pub fn html(bytes: &[u8], given: &Given) -> Result<Page, PageError> {
    html::page(bytes, given)
}

/// Reads a plain-text dump of a page in any encoding; the text is kept character for character.
pub fn text(bytes: &[u8], given: &Given) -> Result<Page, PageError> {
    dumps::page(bytes, given)
}

/// SHA-256 in hexadecimal.
fn digest(bytes: &[u8]) -> String {
    Sha256::digest(bytes).iter().map(|b| format!("{b:02x}")).collect()
}
