-- Version 3: what pages tell together, who vouches for it, and whom copies were taken from. Worked out from the pages of a story by the rule
-- of docs/corroboration.md; a story that `told` more or fewer pages than it has is worked out again.
ALTER TABLE stories ADD COLUMN told INTEGER NOT NULL DEFAULT 0;  -- pages that its claims were worked out from; negative: they have changed since
CREATE INDEX stories_untold ON stories(id) WHERE told <> pages;

-- Rows of `shingles` and `story_terms` that have come lately. Their keys are spread over the whole table: put in a few at a time, each would write
-- a page of the file anew. So they are gathered here, and put in in order, many at once.
CREATE TABLE shingles_new (
    hash INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    PRIMARY KEY (hash, page)
) WITHOUT ROWID;
CREATE INDEX shingles_new_page ON shingles_new(page);

CREATE TABLE story_terms_new (
    term INTEGER NOT NULL,
    story INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    PRIMARY KEY (term, story)
) WITHOUT ROWID;
CREATE INDEX story_terms_new_story ON story_terms_new(story);

CREATE TABLE claims (                   -- an event, statement or figure that pages of a story tell alike
    id INTEGER PRIMARY KEY,             -- stays as the story grows, and is given once
    story INTEGER NOT NULL REFERENCES stories(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,          -- within the story: what most reports tell comes first
    words TEXT NOT NULL,                -- the first sentence that tells it
    type TEXT,                          -- of the event in it that most reports tell; so the next ones
    lemma TEXT,
    status TEXT,
    earliest TEXT,
    latest TEXT,
    place TEXT,
    actors TEXT,                        -- joined by '; '
    recipients TEXT,
    types TEXT,                         -- of all events in it, joined by '; '
    named INTEGER NOT NULL,             -- named sources, each once
    anonymous_least INTEGER NOT NULL,
    anonymous_most INTEGER NOT NULL,
    unattributed INTEGER NOT NULL,      -- outlets on their own word
    reports INTEGER NOT NULL,           -- pages, copies folded
    pages INTEGER NOT NULL,
    differences INTEGER NOT NULL,       -- slots in which the reports disagree
    first TEXT,                         -- publication of its first page
    last TEXT
);
CREATE INDEX claims_story ON claims(story, position);
CREATE INDEX claims_named ON claims(named);

CREATE TABLE voices (                   -- who vouches for a claim
    claim INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    name TEXT NOT NULL,                 -- or description; the outlet for its own word
    kind TEXT NOT NULL,                 -- named, anonymous, unattributed
    tellings INTEGER NOT NULL,
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;

CREATE TABLE tellings (                 -- the sentences of a voice
    claim INTEGER NOT NULL,
    voice INTEGER NOT NULL,             -- position of the voice
    position INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    statement INTEGER REFERENCES statements(id) ON DELETE CASCADE,
    said_by TEXT,                       -- how the page names the source
    via TEXT,                           -- carriers, nearest first, joined by '; '
    because TEXT,                       -- why it counts with this voice, where that is not plain
    PRIMARY KEY (claim, voice, position),
    FOREIGN KEY (claim, voice) REFERENCES voices(claim, position) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX tellings_page ON tellings(page, start);
CREATE INDEX tellings_statement ON tellings(statement);

CREATE TABLE claim_events (             -- the events of pages that are one
    event INTEGER PRIMARY KEY REFERENCES events(id) ON DELETE CASCADE,
    claim INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE
);
CREATE INDEX claim_events_claim ON claim_events(claim);

CREATE TABLE differences (              -- slots in which the tellings of a claim disagree
    claim INTEGER NOT NULL REFERENCES claims(id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    slot TEXT NOT NULL,
    series INTEGER NOT NULL,            -- 1: the numbers moved with time, no contradiction
    PRIMARY KEY (claim, position)
) WITHOUT ROWID;

CREATE TABLE difference_values (
    claim INTEGER NOT NULL,
    difference INTEGER NOT NULL,        -- position of the difference
    position INTEGER NOT NULL,
    value TEXT NOT NULL,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (claim, difference, position),
    FOREIGN KEY (claim, difference) REFERENCES differences(claim, position) ON DELETE CASCADE
) WITHOUT ROWID;
CREATE INDEX difference_values_page ON difference_values(page);

CREATE TABLE reports (                  -- groups of two or more copies
    id INTEGER PRIMARY KEY,             -- pages.report
    pages INTEGER NOT NULL,
    page INTEGER NOT NULL REFERENCES pages(id) ON DELETE CASCADE,   -- that it was most likely first told by
    origin TEXT,                        -- whom it most likely comes from: an agency, an outlet
    chance REAL NOT NULL,               -- share of the weight of all evidence, in (0, 1]
    evidence TEXT NOT NULL              -- what speaks for it, joined by '; '
);
CREATE INDEX reports_page ON reports(page);

CREATE VIEW v_claims AS
    SELECT c.id, c.named + c.anonymous_least AS independent, c.named, c.anonymous_least, c.anonymous_most, c.unattributed, c.reports, c.pages,
           c.type, c.lemma, c.status, c.earliest, c.latest, c.place, c.actors, c.recipients, c.words,
           (SELECT group_concat(name, '; ') FROM voices WHERE claim = c.id AND kind <> 'unattributed') AS voices,
           c.differences, c.first, c.last, c.story, s.title AS story_title, s.told <> s.pages AS stale
    FROM claims c JOIN stories s ON s.id = c.story;

CREATE VIEW v_voices AS
    SELECT v.claim, v.name, v.kind, g.outlet, g.published, substr(g.text, t.start + 1, t."end" - t.start) AS sentence, t.said_by, t.via, t.because,
           t.page, t.start, t."end", g.report, g.uri, c.story
    FROM voices v JOIN claims c ON c.id = v.claim JOIN tellings t ON t.claim = v.claim AND t.voice = v.position JOIN pages g ON g.id = t.page;

CREATE VIEW v_differences AS
    SELECT d.claim, d.slot, d.series, x.value, g.outlet, g.published, substr(g.text, x.start + 1, x."end" - x.start) AS sentence, x.page, x.start,
           x."end", g.uri, c.story
    FROM differences d JOIN claims c ON c.id = d.claim JOIN difference_values x ON x.claim = d.claim AND x.difference = d.position
    JOIN pages g ON g.id = x.page;

CREATE VIEW v_quoted AS                 -- words of a source that several outlets quote
    SELECT c.id AS claim, v.name, count(DISTINCT g.outlet) AS outlets, count(DISTINCT g.report) AS reports, count(DISTINCT t.page) AS pages,
           min(s.words) AS words, min(g.published) AS first, max(g.published) AS last, c.story
    FROM tellings t JOIN voices v ON v.claim = t.claim AND v.position = t.voice JOIN claims c ON c.id = t.claim
    JOIN statements s ON s.id = t.statement JOIN pages g ON g.id = t.page
    WHERE s.form <> 'indirect' AND v.kind = 'named' GROUP BY t.claim, t.voice HAVING count(DISTINCT t.page) > 1;

-- Joined events as POLECAT lays out its table (codebook of the POLECAT dataverse, 2023), a row for each pair of actor and recipient; a column that
-- dateline has nothing for is empty. The last five columns are dateline's own.
CREATE VIEW v_polecat AS
    SELECT strftime('%Y%m%d', coalesce(c.earliest, substr(g.published, 1, 10))) || '-' || c.id AS "Event ID",
           coalesce(c.earliest, substr(g.published, 1, 10)) AS "Event Date", c.type AS "Event Type", v.mode AS "Event Mode", v.intensity AS "Intensity",
           CASE WHEN c.type IN ('AGREE', 'CONSULT', 'SUPPORT', 'CONCEDE') THEN 'VERBAL COOPERATION'
                WHEN c.type IN ('COOPERATE', 'AID', 'RETREAT') THEN 'MATERIAL COOPERATION'
                WHEN c.type IN ('REQUEST', 'ACCUSE', 'REJECT', 'THREATEN') THEN 'VERBAL CONFLICT' ELSE 'MATERIAL CONFLICT' END AS "Quad Code",
           v.contexts AS "Contexts",
           a.name AS "Actor Name", a.country AS "Actor Country", NULL AS "Actor COW", a.sector AS "Primary Actor Sector", a.sector AS "Actor Sectors",
           ae.roles AS "Actor Title", substr(g.text, a.start + 1, a."end" - a.start) AS "Actor Name Raw", NULL AS "Wikipedia Actor ID",
           r.name AS "Recipient Name", r.country AS "Recipient Country", NULL AS "Recipient COW", r.sector AS "Primary Recipient Sector",
           r.sector AS "Recipient Sectors", re.roles AS "Recipient Title", substr(g.text, r.start + 1, r."end" - r.start) AS "Recipient Name Raw",
           NULL AS "Wikipedia Recipient ID",
           pe.name AS "Placename", CASE WHEN pe.kind = 'place' THEN pe.name END AS "City", NULL AS "District", NULL AS "Province", pe.country AS "Country",
           pe.lat AS "Latitude", pe.lon AS "Longitude", pe.geonames AS "GeoNames ID", pe.name AS "Raw Placename", pe.kind AS "Feature Type",
           g.outlet AS "Source", substr(g.published, 1, 10) AS "Publication Date",
           (SELECT group_concat(name, '; ') FROM entities WHERE page = g.id AND kind = 'person') AS "Story People",
           (SELECT group_concat(name, '; ') FROM entities WHERE page = g.id AND kind = 'organization') AS "Story Organizations",
           (SELECT group_concat(name, '; ') FROM entities WHERE page = g.id AND kind IN ('place', 'country', 'facility')) AS "Story Locations",
           g.language AS "Language", NULL AS "Version",
           c.status AS "Status", c.named + c.anonymous_least AS "Independent Sources",
           (SELECT group_concat(name, '; ') FROM voices WHERE claim = c.id AND kind <> 'unattributed') AS "According To", c.pages AS "Pages", c.id AS "Claim"
    FROM claims c
    JOIN events v ON v.id = (SELECT min(e.id) FROM claim_events ce JOIN events e ON e.id = ce.event WHERE ce.claim = c.id AND e.type = c.type)
    JOIN pages g ON g.id = v.page
    LEFT JOIN event_parties a ON a.event = v.id AND a.role = 'actor' LEFT JOIN entities ae ON ae.id = a.entity
    LEFT JOIN event_parties r ON r.event = v.id AND r.role = 'recipient' LEFT JOIN entities re ON re.id = r.entity
    LEFT JOIN entities pe ON pe.id = v.place
    WHERE c.type IS NOT NULL ORDER BY c.id, a.position, r.position;
