-- Version 1: pages and what each of them says. Described in docs/archive.md.
CREATE TABLE about (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE pages (
    id INTEGER PRIMARY KEY,
    identity TEXT NOT NULL UNIQUE,      -- digest of its bytes, with its address or, failing that, its name
    source TEXT NOT NULL,               -- record: source.id
    uri TEXT,
    media_type TEXT NOT NULL,
    sha256 TEXT NOT NULL,
    retrieved TEXT,
    title TEXT,
    description TEXT,
    language TEXT,
    canonical_url TEXT,
    section TEXT,
    outlet TEXT,                        -- the publisher's name, or its domain
    domain TEXT,
    authors TEXT,                       -- joined by '; '
    published TEXT,
    published_basis TEXT,
    modified TEXT,
    day INTEGER,                        -- days since 1970-01-01 of publication
    origin TEXT,                        -- whom the page itself says that it took the text from
    origin_basis TEXT,
    dateline_place TEXT,
    dateline_agency TEXT,
    words INTEGER NOT NULL,             -- of the reporting
    text TEXT NOT NULL,                 -- all visible text: what spans count code points of
    reporting TEXT NOT NULL,            -- its reporting blocks alone: what is searched
    record BLOB NOT NULL                -- the whole record: JSON, deflated (zlib)
);
CREATE INDEX pages_day ON pages(day);
CREATE INDEX pages_outlet ON pages(outlet);

CREATE TABLE inputs (
    name TEXT PRIMARY KEY,              -- file, file:line, or file@offset of a WARC record
    file TEXT NOT NULL,
    position INTEGER,                   -- line of JSON lines, byte offset of a WARC record, row of a table
    digest TEXT NOT NULL,               -- of what was read and of what was given with it; empty where it could not be read
    page INTEGER REFERENCES pages(id) ON DELETE CASCADE,
    reason TEXT,                        -- why it could not be read, or not to its end
    help TEXT
) WITHOUT ROWID;
CREATE INDEX inputs_page ON inputs(page);

CREATE TABLE names (                    -- who and what is named, over all pages
    id INTEGER PRIMARY KEY,
    kind TEXT NOT NULL,
    folded TEXT NOT NULL,               -- lower case, without accents and points
    name TEXT NOT NULL,                 -- as first met
    UNIQUE (folded, kind)
);

CREATE TABLE entities (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    ref TEXT NOT NULL,                  -- the id within the record
    kind TEXT NOT NULL,
    name TEXT NOT NULL,
    named INTEGER NOT NULL REFERENCES names(id),
    roles TEXT,                         -- joined by '; '
    mentions INTEGER NOT NULL,
    country TEXT,
    geonames INTEGER,
    lat REAL,
    lon REAL
);
CREATE INDEX entities_page ON entities(page);
CREATE INDEX entities_named ON entities(named);

CREATE TABLE times (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    type TEXT NOT NULL,
    value TEXT NOT NULL,
    earliest TEXT,
    latest TEXT
);
CREATE INDEX times_page ON times(page);

CREATE TABLE statements (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    form TEXT NOT NULL,
    words TEXT NOT NULL,                -- the content; its pieces joined by ' … '
    cue TEXT NOT NULL,
    start INTEGER NOT NULL,             -- from the first to the last word of content, cue and source
    "end" INTEGER NOT NULL,
    speaker TEXT,                       -- names of the sources, joined by '; '
    via TEXT,                           -- names of the carriers, nearest first
    act TEXT,
    medium TEXT,
    time INTEGER REFERENCES times(id),
    place INTEGER REFERENCES entities(id),
    within TEXT,                        -- ref of the statement that reports this one
    confidence REAL NOT NULL
);
CREATE INDEX statements_page ON statements(page);
CREATE INDEX statements_time ON statements(time);
CREATE INDEX statements_place ON statements(place);

CREATE TABLE parties (
    statement INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    role TEXT NOT NULL,                 -- source, to, via
    position INTEGER NOT NULL,
    entity INTEGER REFERENCES entities(id) ON DELETE CASCADE,
    named INTEGER REFERENCES names(id),
    name TEXT NOT NULL,                 -- the entity's name, or the words
    type TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (statement, role, position)
) WITHOUT ROWID;
CREATE INDEX parties_named ON parties(named);
CREATE INDEX parties_entity ON parties(entity);

CREATE TABLE events (
    id INTEGER PRIMARY KEY,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    ref TEXT NOT NULL,
    type TEXT,
    mode TEXT,
    contexts TEXT,
    lemma TEXT NOT NULL,
    trigger TEXT NOT NULL,
    start INTEGER NOT NULL,             -- of the sentence that tells it
    "end" INTEGER NOT NULL,
    status TEXT NOT NULL,
    time INTEGER REFERENCES times(id),
    earliest TEXT,                      -- of its time
    latest TEXT,
    place INTEGER REFERENCES entities(id),
    intensity REAL
);
CREATE INDEX events_page ON events(page);
CREATE INDEX events_type ON events(type, earliest);
CREATE INDEX events_time ON events(time);
CREATE INDEX events_place ON events(place);

CREATE TABLE event_parties (
    event INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    role TEXT NOT NULL,                 -- actor, recipient
    position INTEGER NOT NULL,
    entity INTEGER REFERENCES entities(id) ON DELETE CASCADE,
    named INTEGER REFERENCES names(id),
    name TEXT NOT NULL,
    country TEXT,
    sector TEXT,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (event, role, position)
) WITHOUT ROWID;
CREATE INDEX event_parties_named ON event_parties(named);
CREATE INDEX event_parties_entity ON event_parties(entity);

CREATE TABLE event_statements (         -- who vouches for it; none: the page itself
    event INTEGER NOT NULL REFERENCES events(id) ON DELETE CASCADE,
    statement INTEGER NOT NULL REFERENCES statements(id) ON DELETE CASCADE,
    PRIMARY KEY (event, statement)
) WITHOUT ROWID;
CREATE INDEX event_statements_statement ON event_statements(statement);

CREATE TABLE relations (
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    subject INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    predicate TEXT NOT NULL,
    object INTEGER NOT NULL REFERENCES entities(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL
);
CREATE INDEX relations_page ON relations(page);
CREATE INDEX relations_subject ON relations(subject);
CREATE INDEX relations_object ON relations(object);

CREATE TABLE notes (
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    code TEXT NOT NULL,
    message TEXT NOT NULL
);
CREATE INDEX notes_page ON notes(page);

CREATE VIRTUAL TABLE pages_fts USING fts5(
    title, reporting, content='pages', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER pages_added AFTER INSERT ON pages BEGIN
    INSERT INTO pages_fts(rowid, title, reporting) VALUES (new.id, new.title, new.reporting);
END;
CREATE TRIGGER pages_removed AFTER DELETE ON pages BEGIN
    INSERT INTO pages_fts(pages_fts, rowid, title, reporting) VALUES ('delete', old.id, old.title, old.reporting);
END;

CREATE VIRTUAL TABLE statements_fts USING fts5(
    words, speaker, content='statements', content_rowid='id', tokenize='unicode61 remove_diacritics 2'
);
CREATE TRIGGER statements_added AFTER INSERT ON statements BEGIN
    INSERT INTO statements_fts(rowid, words, speaker) VALUES (new.id, new.words, new.speaker);
END;
CREATE TRIGGER statements_removed AFTER DELETE ON statements BEGIN
    INSERT INTO statements_fts(statements_fts, rowid, words, speaker) VALUES ('delete', old.id, old.words, old.speaker);
END;

CREATE VIEW unread AS SELECT name, file, position, reason, help FROM inputs WHERE reason IS NOT NULL;
