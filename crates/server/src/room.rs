//! The room: who may come in, how many at once, how long they may ask, and what goes out with every answer.

use crate::address::{Address, Format};
use crate::assets;
use crate::cache::{Answer, Cache};
use crate::db::{Db, LONGEST, Pool};
use crate::reader::{self, Reader};
use crate::view::Route;
use crate::{Fault, layout, openapi, routes};
use axum::Router;
use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Path, Request, State};
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, Response, StatusCode, Uri};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::IntoResponse;
use axum::routing::{any, get};
use sha2::{Digest, Sha256};
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Semaphore;
use tokio::time::timeout;

/// Nothing from outside, no script or style but our files, no frame around us, forms to us alone.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; \
                      base-uri 'none'; frame-ancestors 'none'";

/// Bytes of answers that are kept.
const KEPT: usize = 32 << 20;
/// Questions that wait for a connection at most; those that come then are turned away.
const WAITING: usize = 512;
/// Pages that are read at once for `POST /api/v1/read`.
const READERS: usize = 1;
/// Questions that are answered at once: one a processor, each with a connection of its own.
fn connections() -> usize {
    std::thread::available_parallelism().map_or(2, usize::from).clamp(2, 16)
}

/// Threads that questions and readings take at once. Few and lasting: each keeps memory of its own.
pub fn threads() -> usize {
    connections() + READERS
}

/// Bytes of a page that is sent to be read.
pub const MOST_SENT: usize = 4 << 20;
/// How long sending and reading may take.
const READING: Duration = Duration::from_secs(60);

/// What all requests share.
pub struct Room {
    pool: Pool,
    cache: Cache,
    /// One permit a question that is at the threads: a few more than those, so that none has to wait for the next to be woken.
    asking: Semaphore,
    /// One permit a question that waits or is answered.
    waiting: Semaphore,
    reading: Arc<Semaphore>,
    reader: Option<Arc<dyn Reader>>,
    /// Digest of the token, if one is needed.
    token: Option<[u8; 32]>,
}

impl Room {
    /// A room over an archive. With a token, only those who know it come in. Without a reader, no pages are read.
    pub fn new(pool: Pool, token: Option<&str>, reader: Option<Arc<dyn Reader>>) -> Room {
        Room {
            pool,
            cache: Cache::new(KEPT),
            asking: Semaphore::new(4 * connections()),
            waiting: Semaphore::new(WAITING),
            reading: Arc::new(Semaphore::new(READERS)),
            reader,
            token: token.map(|token| Sha256::digest(token).into()),
        }
    }

    /// Asks the archive, when it is this question's turn. Blocks a thread of its own.
    async fn ask(
        self: &Arc<Self>,
        question: impl FnOnce(&Db) -> Result<Answer, Fault> + Send + 'static,
    ) -> Result<Answer, Fault> {
        let _waits = self.waiting.try_acquire().map_err(|_| Fault::Busy)?;
        let turn = timeout(LONGEST, self.asking.acquire()).await;
        let _turn = turn.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)?;
        let room = Arc::clone(self);
        let answer = tokio::task::spawn_blocking(move || room.pool.ask(question));
        answer.await.map_err(|_| Fault::Failed("a bug in dateline: the question panicked".into()))?
    }

    /// The answer to a view's address, from the cache or the archive.
    async fn answer(self: &Arc<Self>, route: &'static Route, address: Address) -> Result<Arc<Answer>, Fault> {
        let version = self.pool.version()?;
        if !route.about.kept {
            return Ok(Arc::new(self.ask(move |db| (route.answer)(db, &address)).await?));
        }
        let key = format!("{} {:?}", address.href(), address.format);
        if let Some(answer) = self.cache.get(version, &key) {
            return Ok(answer);
        }
        let answer = Arc::new(self.ask(move |db| (route.answer)(db, &address)).await?);
        self.cache.put(version, key, &answer);
        Ok(answer)
    }

    /// Whether a request shows the token. Digests are compared, so the time that it takes tells nothing.
    fn may_enter(&self, headers: &HeaderMap) -> bool {
        let Some(token) = &self.token else { return true };
        let text = |name| headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let bearer = text(header::AUTHORIZATION).strip_prefix("Bearer ");
        let cookies = text(header::COOKIE).split(';').filter_map(|c| c.trim().strip_prefix("dateline_token="));
        cookies.chain(bearer).any(|shown| same(token, &Sha256::digest(shown).into()))
    }
}

/// Whether two digests are the same, in time that does not depend on where they differ.
fn same(a: &[u8; 32], b: &[u8; 32]) -> bool {
    a.iter().zip(b).fold(0, |all, (x, y)| all | (x ^ y)) == 0
}

/// All addresses.
pub fn router(room: Arc<Room>) -> Router {
    let mut router = Router::new();
    for route in &routes::ALL {
        let handler = move |State(room): State<Arc<Room>>, id: Option<Path<String>>, uri: Uri, headers: HeaderMap| async move {
            page(&room, route, id.as_ref().map(|Path(id)| id.as_str()), &uri, &headers).await
        };
        let mut paths = vec![route.about.page.to_owned()];
        if route.about.page == "/" {
            paths.push("/index.json".into());
        } else if !route.about.page.contains('{') {
            paths.extend([".json", ".csv"].map(|ending| format!("{}{ending}", route.about.page)));
        }
        for path in paths {
            router = router.route(&path, get(handler));
        }
        let handler = move |State(room): State<Arc<Room>>, id: Option<Path<String>>, uri: Uri, headers: HeaderMap| async move {
            api(&room, route, id.as_ref().map(|Path(id)| id.as_str()), &uri, &headers).await
        };
        router = router.route(&format!("/api/v1{}", route.about.api), get(handler));
    }
    router
        .route("/api/v1/openapi.json", get(document))
        .route("/api/v1/read", axum::routing::post(read))
        .route("/token", get(door).post(enter))
        .route("/assets/{name}", get(asset))
        .fallback(any(nowhere))
        .method_not_allowed_fallback(wrong_method)
        .layer(from_fn_with_state(Arc::clone(&room), guard))
        .with_state(room)
}

/// What holds for every request and every answer.
async fn guard(State(room): State<Arc<Room>>, request: Request, next: Next) -> Response<Body> {
    let path = request.uri().path().to_owned();
    let as_page = !path.starts_with("/api/") && !path.ends_with(".json") && !path.ends_with(".csv");
    let open = path.starts_with("/assets/") || path == "/token";
    let fault = if room.token.is_none() && !is_this_machine(request.headers()) {
        Some(Fault::Misdirected)
    } else if !open && !room.may_enter(request.headers()) {
        Some(Fault::Locked)
    } else {
        None
    };
    let mut response = match fault {
        Some(Fault::Locked) if as_page => {
            let page = layout::door(false);
            (StatusCode::UNAUTHORIZED, axum::response::Html(page.into_string())).into_response()
        }
        Some(fault) => refusal(&fault, as_page),
        None => next.run(request).await,
    };
    let headers = response.headers_mut();
    for (name, value) in [
        (header::CONTENT_SECURITY_POLICY, POLICY),
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::REFERRER_POLICY, "no-referrer"),
        (header::X_FRAME_OPTIONS, "DENY"),
        (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
        (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
    ] {
        headers.insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether a request names this machine as its host. A page elsewhere that makes its own name point here does not.
fn is_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => host,
    };
    let bare = name.trim_start_matches('[').trim_end_matches(']');
    name == "localhost" || bare.parse::<std::net::IpAddr>().is_ok_and(|ip| ip.is_loopback())
}

/// A page of the room.
async fn page(
    room: &Arc<Room>,
    route: &'static Route,
    id: Option<&str>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response<Body> {
    let path = uri.path();
    let (stem, format) = match path.rsplit_once('.') {
        Some((stem, "json")) => (stem, Format::Json),
        Some((stem, "csv")) => (stem, Format::Csv),
        _ => (path, Format::Page),
    };
    let stem = if stem == "/index" { "/" } else { stem };
    let id = id.map(|id| id.trim_end_matches(".json").trim_end_matches(".csv"));
    let address = Address::new(stem, id, format, uri.query().unwrap_or_default());
    answered(room, route, address, headers, format == Format::Page).await
}

/// The same as JSON, in the API.
async fn api(
    room: &Arc<Room>,
    route: &'static Route,
    id: Option<&str>,
    uri: &Uri,
    headers: &HeaderMap,
) -> Response<Body> {
    let path = match id {
        Some(id) => route.about.page.replace("{id}", id),
        None => route.about.page.to_owned(),
    };
    let address = Address::new(&path, id, Format::Json, uri.query().unwrap_or_default());
    answered(room, route, address, headers, false).await
}

/// The answer to an address, or what is wrong with either.
async fn answered(
    room: &Arc<Room>,
    route: &'static Route,
    address: Result<Address, Fault>,
    headers: &HeaderMap,
    as_page: bool,
) -> Response<Body> {
    let answer = match address {
        Ok(address) => room.answer(route, address).await,
        Err(fault) => Err(fault),
    };
    answer.map_or_else(|fault| refusal(&fault, as_page), |answer| send(&answer, headers))
}

/// An answer, or word that the reader has it already.
fn send(answer: &Answer, headers: &HeaderMap) -> Response<Body> {
    let known = headers.get(header::IF_NONE_MATCH).and_then(|v| v.to_str().ok()).is_some_and(|tags| {
        tags.split(',').any(|tag| tag.trim().trim_start_matches("W/") == answer.tag || tag.trim() == "*")
    });
    let mut response = match known {
        true => StatusCode::NOT_MODIFIED.into_response(),
        false => ([(header::CONTENT_TYPE, answer.media)], answer.body.clone()).into_response(),
    };
    let headers = response.headers_mut();
    if let Ok(tag) = HeaderValue::from_str(&answer.tag) {
        headers.insert(header::ETAG, tag);
    }
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    response
}

/// An error, in the one shape that programs get, or as a page.
fn refusal(fault: &Fault, as_page: bool) -> Response<Body> {
    let mut response = if as_page {
        (fault.status(), axum::response::Html(layout::fault(fault).into_string())).into_response()
    } else {
        let body = serde_json::to_vec(&fault.body()).unwrap_or_default();
        (fault.status(), [(header::CONTENT_TYPE, "application/json")], body).into_response()
    };
    if *fault == Fault::Locked {
        response.headers_mut().insert(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer"));
    }
    response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
    response
}

async fn nowhere(uri: Uri) -> Response<Body> {
    let path = uri.path();
    let as_page = !path.starts_with("/api/") && !path.ends_with(".json") && !path.ends_with(".csv");
    refusal(&Fault::Unknown(format!("page at {path}")), as_page)
}

async fn wrong_method(uri: Uri) -> Response<Body> {
    refusal(&Fault::Method, !uri.path().starts_with("/api/"))
}

async fn document() -> Response<Body> {
    let body = serde_json::to_vec(&openapi::document()).unwrap_or_default();
    ([(header::CONTENT_TYPE, "application/json")], body).into_response()
}

/// A file of the room. Its name holds a digest of its bytes, so it never changes.
async fn asset(Path(name): Path<String>) -> Response<Body> {
    match assets::find(&name) {
        Some(asset) => (
            [(header::CONTENT_TYPE, asset.media), (header::CACHE_CONTROL, "public, max-age=31536000, immutable")],
            Bytes::from_static(asset.bytes),
        )
            .into_response(),
        None => refusal(&Fault::Unknown(format!("file {name}")), false),
    }
}

async fn door() -> Response<Body> {
    axum::response::Html(layout::door(false).into_string()).into_response()
}

/// Takes the token from the form at the door, and gives a cookie for it.
async fn enter(State(room): State<Arc<Room>>, request: Request) -> Response<Body> {
    let Ok(body) = to_bytes(request.into_body(), 4096).await else { return refusal(&Fault::TooLarge(4096), true) };
    let token = form_urlencoded::parse(&body).find(|(name, _)| name == "token").map(|(_, value)| value.into_owned());
    let cookie = token.map(|token| format!("dateline_token={token}; HttpOnly; SameSite=Strict; Path=/"));
    let mut shown = HeaderMap::new();
    if let Some(cookie) = cookie.as_deref().and_then(|c| HeaderValue::from_str(c).ok()) {
        shown.insert(header::COOKIE, cookie);
    }
    match shown.remove(header::COOKIE) {
        Some(cookie) if room.may_enter(&HeaderMap::from_iter([(header::COOKIE, cookie.clone())])) => {
            (StatusCode::SEE_OTHER, [(header::LOCATION, HeaderValue::from_static("/")), (header::SET_COOKIE, cookie)])
                .into_response()
        }
        _ => (StatusCode::UNAUTHORIZED, axum::response::Html(layout::door(true).into_string())).into_response(),
    }
}

/// Reads the page that was sent, and gives its record. Nothing is kept.
async fn read(State(room): State<Arc<Room>>, request: Request) -> Response<Body> {
    let record = read_sent(&room, request).await;
    match record {
        Ok(bytes) => ([(header::CONTENT_TYPE, "application/json")], bytes).into_response(),
        Err(fault) => refusal(&fault, false),
    }
}

async fn read_sent(room: &Room, request: Request) -> Result<Vec<u8>, Fault> {
    let reader = room.reader.clone().ok_or_else(|| Fault::Unknown("reader here".into()))?;
    if *request.method() != Method::POST {
        return Err(Fault::Method);
    }
    let sent = reader::Sent::new(request.headers(), request.uri().query().unwrap_or_default())?;
    let permit = Arc::clone(&room.reading);
    let body = timeout(READING, to_bytes(request.into_body(), MOST_SENT)).await.map_err(|_| Fault::Late)?;
    let body = body.map_err(|_| Fault::TooLarge(MOST_SENT))?;
    let permit = timeout(READING, permit.acquire_owned()).await.map_err(|_| Fault::Busy)?.map_err(|_| Fault::Busy)?;
    // A page that takes too long is read to its end all the same, and nobody else meanwhile: the permit goes with it.
    let work = tokio::task::spawn_blocking(move || {
        let record = reader::read(reader.as_ref(), &body, &sent);
        drop(permit);
        record.and_then(|record| serde_json::to_vec(&record).map_err(|e| Fault::Failed(e.to_string())))
    });
    let done = timeout(READING, work).await.map_err(|_| Fault::Late)?;
    done.map_err(|_| Fault::Failed("a bug in dateline: reading this page panicked".into()))?
}
