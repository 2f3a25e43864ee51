-- Version 4: when and where events happened where no words say so outright, apart from what words do say.
ALTER TABLE events ADD COLUMN inferred_earliest TEXT;            -- the interval that it lies in, where no words date it; one end may be open
ALTER TABLE events ADD COLUMN inferred_latest TEXT;
ALTER TABLE events ADD COLUMN time_basis TEXT;                   -- what tells that interval: clause, sentence, statement, tense
ALTER TABLE events ADD COLUMN inferred_on INTEGER REFERENCES times(id);      -- the time that it rests on; none: the page's date
ALTER TABLE events ADD COLUMN inferred_place INTEGER REFERENCES entities(id);
ALTER TABLE events ADD COLUMN place_basis TEXT;                  -- what tells that place: sentence, dateline
ALTER TABLE events ADD COLUMN day TEXT;                          -- that it is found by: the first of its time or else of the interval; none where an end is open or tense alone tells it
ALTER TABLE events ADD COLUMN class TEXT;                        -- TimeML: occurrence, state, i_action, …
CREATE INDEX events_day ON events(day) WHERE day IS NOT NULL;
CREATE INDEX events_inferred_on ON events(inferred_on) WHERE inferred_on IS NOT NULL;
CREATE INDEX events_inferred_place ON events(inferred_place) WHERE inferred_place IS NOT NULL;

ALTER TABLE claims ADD COLUMN inferred_earliest TEXT;            -- where no report tells a day: what most infer, both ends or none
ALTER TABLE claims ADD COLUMN inferred_latest TEXT;
ALTER TABLE claims ADD COLUMN inferred_place TEXT;               -- where none tells a place

DROP VIEW v_events;
CREATE VIEW v_events AS
    SELECT v.id, v.type, v.mode, v.lemma, v.class,
           (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'actor') AS actors,
           (SELECT group_concat(name, '; ') FROM event_parties WHERE event = v.id AND role = 'recipient') AS recipients,
           e.name AS place, v.earliest, v.latest, v.status,
           (SELECT group_concat(coalesce(s.speaker, 'unnamed'), '; ') FROM event_statements es JOIN statements s
                ON s.id = es.statement WHERE es.event = v.id) AS according_to,
           v.day, CASE WHEN v.earliest IS NOT NULL OR v.latest IS NOT NULL THEN 'told' WHEN v.day IS NOT NULL THEN 'inferred' END AS dated,
           v.inferred_earliest, v.inferred_latest, v.time_basis, i.name AS inferred_place, v.place_basis,
           substr(g.text, v.start + 1, v."end" - v.start) AS sentence, g.published, g.outlet, g.title, g.uri, v.page, v.ref,
           v.start, v."end", g.report, g.story
    FROM events v JOIN pages g ON g.id = v.page LEFT JOIN entities e ON e.id = v.place LEFT JOIN entities i ON i.id = v.inferred_place;

-- Those who have a name: "he" or "officials" on different pages are not one source.
DROP VIEW v_sources;
CREATE VIEW v_sources AS
    SELECT n.name, n.kind, p.type, count(*) AS statements, count(DISTINCT s.page) AS pages,
           count(DISTINCT g.report) AS reports, count(DISTINCT g.outlet) AS outlets, min(g.published) AS first, max(g.published) AS last
    FROM parties p JOIN statements s ON s.id = p.statement JOIN pages g ON g.id = s.page JOIN names n ON n.id = p.named
    WHERE p.role = 'source' AND (n.kind <> 'person' OR unicode(n.name) NOT BETWEEN 97 AND 122) GROUP BY p.named;

DROP VIEW v_claims;
CREATE VIEW v_claims AS
    SELECT c.id, c.named + c.anonymous_least AS independent, c.named, c.anonymous_least, c.anonymous_most, c.unattributed, c.reports, c.pages,
           c.type, c.lemma, c.status, c.earliest, c.latest, c.place, c.inferred_earliest, c.inferred_latest, c.inferred_place,
           c.actors, c.recipients, c.words,
           (SELECT group_concat(name, '; ') FROM voices WHERE claim = c.id AND kind <> 'unattributed') AS voices,
           c.differences, c.first, c.last, c.story, s.title AS story_title, s.told <> s.pages AS stale
    FROM claims c JOIN stories s ON s.id = c.story;

-- As version 3 made it; what is inferred fills Event Date and the columns of the place where nothing is told, and Date Basis and Place Basis, at the end, say so.
DROP VIEW v_polecat;
CREATE VIEW v_polecat AS
    SELECT strftime('%Y%m%d', coalesce(c.earliest, c.inferred_earliest, substr(g.published, 1, 10))) || '-' || c.id AS "Event ID",
           coalesce(c.earliest, c.inferred_earliest, substr(g.published, 1, 10)) AS "Event Date", c.type AS "Event Type", v.mode AS "Event Mode", v.intensity AS "Intensity",
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
           (SELECT group_concat(name, '; ') FROM voices WHERE claim = c.id AND kind <> 'unattributed') AS "According To", c.pages AS "Pages", c.id AS "Claim",
           CASE WHEN c.earliest IS NOT NULL THEN 'told' WHEN c.inferred_earliest IS NOT NULL THEN 'inferred'
                WHEN g.published IS NOT NULL THEN 'published' END AS "Date Basis",
           CASE WHEN v.place IS NOT NULL THEN 'told' WHEN v.inferred_place IS NOT NULL THEN 'inferred' END AS "Place Basis"
    FROM claims c
    JOIN events v ON v.id = (SELECT min(e.id) FROM claim_events ce JOIN events e ON e.id = ce.event WHERE ce.claim = c.id AND e.type = c.type)
    JOIN pages g ON g.id = v.page
    LEFT JOIN event_parties a ON a.event = v.id AND a.role = 'actor' LEFT JOIN entities ae ON ae.id = a.entity
    LEFT JOIN event_parties r ON r.event = v.id AND r.role = 'recipient' LEFT JOIN entities re ON re.id = r.entity
    LEFT JOIN entities pe ON pe.id = coalesce(v.place, v.inferred_place)
    WHERE c.type IS NOT NULL ORDER BY c.id, a.position, r.position;
