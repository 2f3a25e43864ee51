-- Version 2: what pages have to do with each other.
ALTER TABLE pages ADD COLUMN joined INTEGER NOT NULL DEFAULT 0;   -- whether it has been compared with the others
ALTER TABLE pages ADD COLUMN report INTEGER;                     -- the group of copies that it belongs to
ALTER TABLE pages ADD COLUMN story INTEGER;
CREATE INDEX pages_joined ON pages(id) WHERE joined = 0;
CREATE INDEX pages_report ON pages(report);
CREATE INDEX pages_story ON pages(story);

CREATE TABLE copies (                   -- pairs of pages that share words
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,    -- the one that came later
    other INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    kind TEXT NOT NULL,                 -- copy, partial, quotes
    shared INTEGER NOT NULL,            -- words in common runs
    page_share REAL NOT NULL,           -- of the words outside quotations of `page`, in [0, 1]
    other_share REAL NOT NULL,
    PRIMARY KEY (page, other)
) WITHOUT ROWID;
CREATE INDEX copies_other ON copies(other);

CREATE TABLE shingles (                 -- a sample of each page's runs of five words
    hash INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, page)
) WITHOUT ROWID;
CREATE INDEX shingles_page ON shingles(page);


CREATE TABLE stories (
    id INTEGER PRIMARY KEY,
    title TEXT,                         -- of its first page
    pages INTEGER NOT NULL,
    first INTEGER,                      -- days since 1970-01-01
    last INTEGER,
    middle BLOB NOT NULL                -- sum of its pages' vectors: term (i64), weight (f32), little-endian, by term
);
CREATE INDEX stories_last ON stories(last);

CREATE TABLE story_terms (              -- the terms that a story is found by
    term INTEGER NOT NULL,
    story INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    PRIMARY KEY (term, story)
) WITHOUT ROWID;
CREATE INDEX story_terms_story ON story_terms(story);

CREATE VIEW v_sources AS
    SELECT p.name, n.kind, p.type, count(*) AS statements, count(DISTINCT s.page) AS pages,
           count(DISTINCT g.outlet) AS outlets, min(g.published) AS first, max(g.published) AS last
    FROM parties p JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page LEFT JOIN names n ON n.id = p.named
    WHERE p.role = 'source' GROUP BY coalesce(p.named, p.name);

CREATE VIEW v_statements AS
    SELECT s.id, s.speaker, s.words, s.cue, s.via, s.form, s.act, s.medium, t.value AS said, g.published, g.outlet, g.title,
           g.uri, s.page, s.ref, s.start, s."end", g.report, g.story, s.confidence
    FROM statements s JOIN pages g ON g.id = s.page LEFT JOIN times t ON t.id = s.time;

CREATE VIEW v_events AS
    SELECT v.id, v.type, v.mode, v.lemma,
           (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'actor') AS actors,
           (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'recipient') AS recipients,
           e.name AS place, v.earliest, v.latest, v.status,
           (SELECT group_concat(coalesce(s.speaker, 'unnamed'), '; ') FROM event_statements es JOIN statements s
                ON s.id = es.statement WHERE es.event = v.id) AS according_to,
           substr(g.text, v.start + 1, v."end" - v.start) AS sentence, g.published, g.outlet, g.title, g.uri, v.page, v.ref,
           v.start, v."end", g.report, g.story
    FROM events v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place;
