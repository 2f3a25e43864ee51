//! The room, asked in-process: what is shown, what is refused, what goes out with every answer.

#![allow(clippy::unwrap_used, reason = "a test may fail")]

use axum::body::{Body, to_bytes};
use axum::http::{HeaderMap, Request, StatusCode};
use dateline_archive::{Archive, Origin, Prepared, Unread};
use dateline_page::{Given, Page};
use dateline_reading::Resources;
use dateline_server::{Closed, Options, Pool, Reader, Room, router, serve};
use serde_json::Value;
use std::path::{Path, PathBuf};
use std::sync::{Arc, LazyLock};
use tower::ServiceExt;

/// An archive of its own for one test, removed at the end.
struct File(PathBuf);

impl Drop for File {
    fn drop(&mut self) {
        for end in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{end}", self.0.display()));
        }
    }
}

/// A page whose every word tries to be markup.
const HOSTILE: &str = "<html><head><title>&lt;script&gt;alert(1)&lt;/script&gt;</title></head><body><article>\
    <h1>&lt;script&gt;alert(1)&lt;/script&gt; sinks</h1>\
    <p>OSLO (&lt;img src=x onerror=alert(2)&gt;) &mdash; The ferry \"&gt;&lt;script&gt;alert(3)&lt;/script&gt; sank off Oslo on Monday, Ann \
    &lt;b onclick=alert(4)&gt;Roe&lt;/b&gt;, the mayor of Oslo, said in a long and careful statement.</p>\
    <p>“&lt;/script&gt;&lt;svg onload=alert(5)&gt;,” said Bob Doe, a sailor who had been on the quay that morning.</p></article></body></html>";

const SAMPLES: [&str; 5] = [
    "summit-agency.html",
    "summit-fjord-courier.html",
    "summit-harbour-post.html",
    "flood-evening-observer.html",
    "hafen-bremerhaven.html",
];

fn read(page: &Page) -> Result<dateline_record::Record, String> {
    static RESOURCES: LazyLock<Resources<'static>> = LazyLock::new(|| Resources::bundled().unwrap());
    dateline_reading::read(page, &RESOURCES).map_err(|e| e.to_string())
}

fn add(archive: &mut Archive, name: &str, bytes: &[u8]) {
    let given = Given { id: name.into(), url: Some(format!("https://{name}.example/")), ..Given::default() };
    let record = read(&dateline_page::html(bytes, &given).unwrap()).unwrap();
    let origin = Origin { name: name.into(), file: name.into(), position: None, digest: name.into() };
    archive.add(&origin, Some(&Prepared::new(record)), None).unwrap();
}

fn file(name: &str) -> File {
    File(std::env::temp_dir().join(format!("dateline-server-{}-{name}.db", std::process::id())))
}

/// An archive of samples and a hostile page, made once and copied for each test.
fn archive(name: &str) -> File {
    static MADE: LazyLock<Vec<u8>> = LazyLock::new(|| {
        let file = file("made");
        let mut archive = Archive::open(&file.0).unwrap();
        archive.begin().unwrap();
        let samples = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples");
        for sample in SAMPLES {
            add(&mut archive, sample, &std::fs::read(samples.join(sample)).unwrap());
        }
        add(&mut archive, "hostile", HOSTILE.as_bytes());
        let origin = Origin { name: "<b>broken</b>.pdf".into(), file: "broken.pdf".into(), ..Origin::default() };
        let unread = Unread { reason: "this is not text: PDF".into(), help: None };
        archive.add(&origin, None, Some(&unread)).unwrap();
        archive.commit().unwrap();
        drop(archive); // the last to close writes everything into the one file
        std::fs::read(&file.0).unwrap()
    });
    let copy = file(name);
    std::fs::write(&copy.0, &*MADE).unwrap();
    copy
}

fn room(file: &File, token: Option<&str>) -> axum::Router {
    let reader: Arc<dyn Reader> = Arc::new(read);
    router(Arc::new(Room::new(Pool::open(&file.0).unwrap(), token, Some(reader))))
}

/// What came back.
struct Got {
    status: StatusCode,
    headers: HeaderMap,
    body: String,
}

impl Got {
    fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|e| panic!("{e}: {}", self.body))
    }

    fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |v| v.to_str().unwrap())
    }
}

fn ask(room: &axum::Router, request: Request<Body>) -> Got {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(async {
        let response = room.clone().oneshot(request).await.unwrap();
        let (status, headers) = (response.status(), response.headers().clone());
        let bytes = to_bytes(response.into_body(), usize::MAX).await.unwrap();
        Got { status, headers, body: String::from_utf8(bytes.to_vec()).unwrap() }
    })
}

fn get(room: &axum::Router, path: &str) -> Got {
    ask(room, Request::get(path).header("host", "localhost:4747").body(Body::empty()).unwrap())
}

/// Every kind of page.
const PAGES: [&str; 15] = [
    "/claims",
    "/claim/1",
    "/",
    "/search",
    "/article/1",
    "/stories",
    "/story/1",
    "/event/1",
    "/statement/1",
    "/names",
    "/name/1",
    "/timeline",
    "/map",
    "/network",
    "/unread",
];

#[test]
fn every_page_opens_and_has_its_twins() {
    let file = archive("twins");
    let room = room(&file, None);
    for path in PAGES {
        let page = get(&room, path);
        assert_eq!(page.status, StatusCode::OK, "{path}: {}", page.body);
        assert_eq!(page.header("content-type"), "text/html; charset=utf-8");
        assert_eq!(page.body.matches("<h1").count(), 1, "{path} has one heading");
        let twin = get(&room, &format!("{}.json", if path == "/" { "/index" } else { path }));
        assert_eq!((twin.status, twin.header("content-type")), (StatusCode::OK, "application/json"), "{path}");
        assert!(twin.json().is_object(), "{path}");
        if page.body.contains(">CSV</a>") {
            let rows = get(&room, &format!("{path}.csv"));
            assert_eq!(
                (rows.status, rows.header("content-type")),
                (StatusCode::OK, "text/csv; charset=utf-8"),
                "{path}"
            );
            assert!(
                rows.body.contains("\r\n") && rows.body.lines().next().unwrap().contains(','),
                "{path}: {}",
                rows.body
            );
        } else {
            assert!(path == "/" || path == "/article/1", "{path} is a list, and has no CSV");
        }
    }
}

#[test]
fn words_of_pages_are_never_markup() {
    let file = archive("hostile");
    let room = room(&file, None);
    let hostile = get(&room, "/search.json?q=sinks").json()["pages"][0].clone();
    let (page, story) = (&hostile["page"], &hostile["story"]);
    let mut shown = 0;
    let others = [
        "/",
        "/search",
        "/search?q=%3Cscript%3Ealert(1)",
        "/stories",
        "/names",
        "/timeline",
        "/map",
        "/network",
        "/unread",
        "/%3Cscript%3E",
    ];
    let own =
        [format!("/article/{page}"), format!("/story/{story}"), "/search?person=%22%3E%3Cscript%3Ealert(9)".into()];
    for path in others.iter().map(|p| (*p).to_owned()).chain(own) {
        let got = get(&room, &path);
        shown += got.body.matches("&lt;script").count();
        for bad in ["<script>alert", "<img", "<svg onload", "<b onclick", "<b>broken"] {
            assert!(!got.body.contains(bad), "{bad} in {path}");
        }
        assert_eq!(
            got.body.matches("<script").count(),
            got.body.matches("<script src=\"/assets/room.").count(),
            "{path}"
        );
    }
    assert!(shown >= 5, "the words are shown, as words: {shown}");
}

#[test]
fn every_answer_is_guarded() {
    let file = archive("guarded");
    let room = room(&file, None);
    for path in PAGES.into_iter().chain([
        "/nowhere",
        "/api/v1/openapi.json",
        "/story/x",
        "/assets/none.js",
        "/api/v1/search?from=x",
    ]) {
        let got = get(&room, path);
        let policy = got.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
        assert!(policy.contains("script-src 'self'") && policy.contains("frame-ancestors 'none'"), "{policy}");
        assert_eq!(
            (got.header("x-content-type-options"), got.header("referrer-policy")),
            ("nosniff", "no-referrer"),
            "{path}"
        );
        for inline in [" style=\"", " onclick=\"", " onload=\"", "<style"] {
            assert!(!got.body.contains(inline), "{inline} in {path} would be refused by the policy");
        }
    }
}

#[test]
fn errors_have_one_shape() {
    let file = archive("errors");
    let room = room(&file, None);
    for (path, status, code) in [
        ("/api/v1/stories/999", 404, "not-found"),
        ("/api/v1/stories/x", 404, "not-found"),
        ("/api/v1/nothing", 404, "not-found"),
        ("/story/999.json", 404, "not-found"),
        ("/article/1.csv", 404, "not-found"),
        ("/api/v1/search?from=yesterday", 400, "bad-request"),
        ("/api/v1/search?page=0", 400, "bad-request"),
        ("/search.json?limit=-1", 400, "bad-request"),
        ("/api/v1/read", 405, "method-not-allowed"),
        ("/assets/room.js", 404, "not-found"),
    ] {
        let got = get(&room, path);
        assert_eq!(got.status.as_u16(), status, "{path}: {}", got.body);
        let error = &got.json()["error"];
        assert_eq!(error["code"], code, "{path}");
        assert!(error["message"].as_str().is_some_and(|m| !m.is_empty()), "{path}");
    }
    let page = get(&room, "/story/999");
    assert_eq!((page.status, page.header("content-type")), (StatusCode::NOT_FOUND, "text/html; charset=utf-8"));
    assert!(page.body.contains("There is no story 999"), "{}", page.body);
    let posted = ask(&room, Request::post("/search").header("host", "localhost").body(Body::empty()).unwrap());
    assert_eq!(posted.status, StatusCode::METHOD_NOT_ALLOWED);
}

#[test]
fn what_has_not_changed_is_not_sent_again() {
    let file = archive("tags");
    let room = room(&file, None);
    let first = get(&room, "/search?q=cod");
    let tag = first.header("etag").to_owned();
    let again = |tag: &str| {
        let request = Request::get("/search?q=cod").header("host", "localhost").header("if-none-match", tag);
        ask(&room, request.body(Body::empty()).unwrap())
    };
    let same = again(&format!("\"x\", {tag}"));
    assert_eq!((same.status, same.body.as_str()), (StatusCode::NOT_MODIFIED, ""));
    assert_eq!(again("\"x\"").status, StatusCode::OK);
    let mut writer = Archive::open(&file.0).unwrap();
    writer.begin().unwrap();
    add(&mut writer, "later", b"<html><body><h1>More cod</h1><p>Cod was landed in Tromso on Friday, the harbour master of the town said.</p></body></html>");
    writer.commit().unwrap();
    let changed = again(&tag);
    assert_eq!(changed.status, StatusCode::OK, "the archive has changed");
    assert!(changed.body.contains("More cod"));
    let asset =
        first.body.split("href=\"/assets/room").nth(1).and_then(|rest| rest.split('"').next()).unwrap().to_owned();
    let asset = get(&room, &format!("/assets/room{asset}"));
    assert!(
        asset.header("cache-control").contains("immutable") && asset.header("content-type").starts_with("text/css")
    );
}

#[test]
fn search_narrows_and_is_paged() {
    let file = archive("narrow");
    let room = room(&file, None);
    let total = |query: &str| get(&room, &format!("/api/v1/search?{query}")).json()["total"].as_u64().unwrap();
    assert_eq!(total(""), 6);
    assert_eq!(total("q=cod"), 3);
    assert_eq!(total("q=cod&outlet=Harbour+Post"), 1);
    assert_eq!(total("q=cod&outlet=Harbour+Post&outlet=Meridian+Press"), 2, "of several outlets, any");
    assert!(total("person=Solheim") >= 3, "by surname");
    assert_eq!(total("person=Solheim&from=2026-03-13"), 0);
    assert_eq!(total("language=de"), 1);
    assert_eq!(total("q=%22cod+catch%22+NOT+(x*"), 0, "no operators");
    let facets = get(&room, "/search.json?q=cod").json()["facets"].clone();
    for facet in facets.as_array().unwrap() {
        let name = facet["name"].as_str().unwrap();
        for value in facet["values"].as_array().unwrap() {
            let of: String = form_urlencoded::byte_serialize(value["value"].as_str().unwrap().as_bytes()).collect();
            assert_eq!(total(&format!("q=cod&{name}={of}")), value["pages"].as_u64().unwrap(), "{name} {value}");
        }
    }
    let one = get(&room, "/search.json?limit=4").json();
    let next = one["next"].as_str().unwrap();
    let two = get(&room, next).json();
    assert_eq!((one["pages"].as_array().unwrap().len(), two["pages"].as_array().unwrap().len()), (4, 2));
    assert!(two["next"].is_null());
    let numbers = |list: &Value| {
        list["pages"].as_array().unwrap().iter().map(|p| p["page"].as_i64().unwrap()).collect::<Vec<_>>()
    };
    assert!(numbers(&one).iter().all(|n| !numbers(&two).contains(n)));
}

#[test]
fn a_story_counts_voices_instead_of_pages() {
    let file = archive("story");
    let room = room(&file, None);
    let story = get(&room, "/search.json?q=cod").json()["pages"][0]["story"].clone();
    let data = get(&room, &format!("/api/v1/stories/{story}")).json();
    assert_eq!(
        (&data["pages"][0]["report"], data["pages"].as_array().unwrap().len()),
        (&data["pages"][1]["report"], 3)
    );
    assert_eq!(
        (&data["origins"][0]["report"], &data["origins"][0]["origin"]),
        (&data["pages"][0]["report"], &"Meridian Press".into())
    );
    let page = get(&room, &format!("/story/{story}")).body;
    assert!(page.contains("Most likely from") && page.contains("of the evidence"), "{page}");
    assert!(page.contains("3 pages, 3 outlets, 2 independent reports"), "{page}");
    assert!(page.contains("1 page carries the same report") && page.contains("words in the same runs"), "{page}");
    assert!(page.contains("3 pages, 3 outlets, 2 independent sources: "), "{page}");
    assert!(page.contains("36,000") && page.contains("38,000") && page.contains("reports differ"), "{page}");
}

#[test]
fn a_page_is_read_and_not_stored() {
    let file = archive("read");
    let room = room(&file, None);
    let send = |kind: &str, body: Vec<u8>| {
        let request =
            Request::post("/api/v1/read?date=2026-03-14&url=https%3A%2F%2Fa.example%2F").header("host", "localhost");
        ask(&room, request.header("content-type", kind).body(Body::from(body)).unwrap())
    };
    let got = send("text/html", b"<html><body><h1>Ferry late</h1><p>The ferry was late on Friday, said Ann Roe, the mayor of Oslo.</p></body></html>".to_vec());
    assert_eq!(got.status, StatusCode::OK, "{}", got.body);
    let record = got.json();
    assert_eq!(
        (&record["source"]["uri"], &record["article"]["published"]["value"]),
        (&"https://a.example/".into(), &"2026-03-14".into())
    );
    assert_eq!(
        send("text/plain; charset=utf-8", b"Ferry late\n\nThe ferry was late.".to_vec()).json()["source"]["media_type"],
        "text/plain"
    );
    assert_eq!(send("application/pdf", b"%PDF".to_vec()).status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(send("text/html", Vec::new()).json()["error"]["code"], "unreadable");
    assert_eq!(send("text/html", vec![b'x'; (4 << 20) + 1]).status, StatusCode::PAYLOAD_TOO_LARGE);
    assert_eq!(get(&room, "/api/v1/search").json()["total"], 6, "nothing was stored");
}

#[test]
fn a_token_locks_everything_but_the_door() {
    let file = archive("token");
    let token = "correct horse battery".replace(' ', "-");
    let room = room(&file, Some(&token));
    let with = |path: &str, name: &str, value: &str| {
        ask(&room, Request::get(path).header("host", "news.example").header(name, value).body(Body::empty()).unwrap())
    };
    for path in PAGES.into_iter().chain(["/api/v1/search", "/search.csv", "/api/v1/openapi.json", "/nowhere"]) {
        let got = get(&room, path);
        assert_eq!(
            (got.status, got.header("www-authenticate")),
            (StatusCode::UNAUTHORIZED, if path.contains('.') || path.contains("api") { "Bearer" } else { "" }),
            "{path}"
        );
        assert!(!got.body.contains("Solheim"), "{path}");
    }
    assert_eq!(get(&room, "/api/v1/search").json()["error"]["code"], "token-needed");
    assert_eq!(with("/search", "authorization", &format!("Bearer {token}")).status, StatusCode::OK);
    for wrong in ["Bearer correct-horse", "Bearer ", "", "Basic correct-horse-battery"] {
        assert_eq!(with("/search", "authorization", wrong).status, StatusCode::UNAUTHORIZED, "{wrong}");
    }
    let enter = |token: &str| {
        let request = Request::post("/token").header("host", "news.example").body(Body::from(format!("token={token}")));
        ask(&room, request.unwrap())
    };
    let opened = enter(&token);
    let cookie = opened.header("set-cookie").to_owned();
    assert!(
        opened.status == StatusCode::SEE_OTHER && cookie.contains("HttpOnly") && cookie.contains("SameSite=Strict")
    );
    assert_eq!(with("/search", "cookie", cookie.split(';').next().unwrap()).status, StatusCode::OK);
    assert_eq!(enter("wrong").status, StatusCode::UNAUTHORIZED);
}

#[test]
fn without_a_token_only_this_machine_is_answered() {
    let file = archive("bind");
    for address in ["0.0.0.0:0", "192.0.2.1:0", "[::]:0"] {
        let options = Options { archive: &file.0, listen: address.parse().unwrap(), token: None, reader: None };
        let refused = serve(options, |_| panic!("it must not open"));
        assert!(matches!(refused, Err(Closed::Open(_))), "{address}");
    }
    let options =
        Options { archive: &file.0, listen: "127.0.0.1:0".parse().unwrap(), token: Some("short"), reader: None };
    assert!(matches!(serve(options, |_| ()), Err(Closed::Token)));
    // A page elsewhere can make its own name point at this machine; its questions name that host.
    let room = room(&file, None);
    for (host, status) in [
        ("localhost:4747", 200),
        ("127.0.0.1", 200),
        ("[::1]:4747", 200),
        ("evil.example", 421),
        ("127.0.0.1.evil.example", 421),
        ("", 421),
    ] {
        let got = ask(&room, Request::get("/").header("host", host).body(Body::empty()).unwrap());
        assert_eq!(got.status.as_u16(), status, "{host}");
    }
}

#[test]
fn the_openapi_document_lists_every_address_and_tells_the_truth() {
    let file = archive("openapi");
    let room = room(&file, None);
    let document = get(&room, "/api/v1/openapi.json").json();
    let paths = document["paths"].as_object().unwrap();
    assert_eq!(paths.len(), PAGES.len() + 2, "all views, the reader, and itself");
    let mut schemas = document["components"]["schemas"].as_object().unwrap().clone();
    schemas.retain(|_, schema| schema.is_object());
    for (path, operations) in paths {
        let Some(operation) = operations.get("get") else { continue };
        let got = get(&room, &path.replace("{id}", "1"));
        assert_eq!(got.status, StatusCode::OK, "{path}");
        // What is required is there, and what is there is described.
        let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
        let Some(name) = schema["$ref"].as_str().and_then(|r| r.strip_prefix("#/components/schemas/")) else {
            continue;
        };
        let (schema, answer) = (&schemas[name], got.json());
        for field in schema["required"].as_array().into_iter().flatten() {
            assert!(answer.get(field.as_str().unwrap()).is_some(), "{path} lacks {field}");
        }
        for field in answer.as_object().unwrap().keys() {
            assert!(schema["properties"].get(field).is_some(), "{path}: {field} is not described");
        }
    }
    for (name, schema) in &schemas {
        let required: Vec<&Value> = schema["required"].as_array().into_iter().flatten().collect();
        assert!(
            required.iter().enumerate().all(|(i, field)| !required[..i].contains(field)),
            "{name} has a field twice"
        );
    }
    let text = document.to_string();
    for reference in text.split("\"$ref\":\"#/components/schemas/").skip(1) {
        let name = reference.split('"').next().unwrap();
        assert!(schemas.contains_key(name), "{name} is referred to, and is not there");
    }
}
