use crate::span::{CodePoints, Span, pairs};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name and version of the contract, as it stands in [`Record::schema`].
pub const SCHEMA: &str = "dateline-record/1";

/// Everything that dateline says about one page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Record {
    /// [`SCHEMA`].
    pub schema: String,
    /// Where the page came from.
    pub source: Source,
    /// The page's visible text in reading order; plain-text input character for character.
    pub text: String,
    /// The text cut into labelled blocks, in order, without overlap; only white space lies between them.
    pub blocks: Vec<Block>,
    /// What the page says of itself.
    pub article: Article,
    /// Sentences of the reporting.
    pub sentences: Vec<Span>,
    /// People, organizations, places and other named things, each with its mentions.
    pub entities: Vec<Entity>,
    /// Time expressions.
    pub times: Vec<Time>,
    /// Who says what.
    pub statements: Vec<Statement>,
    /// What happened, will happen, or did not.
    pub events: Vec<Event>,
    /// Lasting ties between entities.
    pub relations: Vec<Relation>,
    /// What was not read or looks wrong, said plainly.
    pub notes: Vec<Note>,
}

/// Where a page came from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Source {
    /// The input's own identifier: a file's path, or the `id` of a JSON line.
    pub id: String,
    /// The page's address, if known.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub uri: Option<String>,
    /// `text/html` or `text/plain`.
    pub media_type: String,
    /// SHA-256 of the page's bytes as they were given (after decompression), in hexadecimal.
    pub sha256: String,
    /// When the page was fetched (RFC 3339), if the input says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub retrieved: Option<String>,
}

/// A stretch of text with one purpose.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Block {
    /// Where it stands.
    #[serde(flatten)]
    pub span: Span,
    /// What it is for.
    pub kind: BlockKind,
}

/// What a block is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum BlockKind {
    /// The article's title.
    Headline,
    /// A deck under the headline, or a heading within the body.
    Subheading,
    /// Who wrote it and when it was published or changed.
    Byline,
    /// Place (and agency) before the first sentence, where it stands alone.
    Dateline,
    /// The reporting itself.
    Body,
    /// Words that explain a picture, video or chart.
    Caption,
    /// Who else contributed, which agency supplied it, whose picture it is.
    Credit,
    /// A correction, clarification or editor's note.
    Correction,
    /// A link to, or teaser of, another story.
    Related,
    /// The site's own: navigation, advertising, forms, notices, readers' comments.
    Furniture,
}

impl BlockKind {
    /// Whether facts are read out of such a block.
    pub fn is_reporting(self) -> bool {
        !matches!(self, BlockKind::Related | BlockKind::Furniture)
    }

    /// The name that the record uses.
    pub fn name(self) -> &'static str {
        match self {
            BlockKind::Headline => "headline",
            BlockKind::Subheading => "subheading",
            BlockKind::Byline => "byline",
            BlockKind::Dateline => "dateline",
            BlockKind::Body => "body",
            BlockKind::Caption => "caption",
            BlockKind::Credit => "credit",
            BlockKind::Correction => "correction",
            BlockKind::Related => "related",
            BlockKind::Furniture => "furniture",
        }
    }
}

/// What the page says of itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Article {
    /// The headline, without the site's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// The page's own summary.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// BCP 47 primary subtag, `en` for English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub language: Option<String>,
    /// The address that the page names as its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub canonical_url: Option<String>,
    /// The section of the site.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub section: Option<String>,
    /// Keywords given by the page.
    pub tags: Vec<String>,
    /// People who wrote it.
    pub authors: Vec<Author>,
    /// People who contributed to it, with the place they worked from where told.
    pub contributors: Vec<Author>,
    /// Who published the page.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// Whom a republished page took the text from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origin: Option<Origin>,
    /// Place and agency before the first sentence.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub dateline: Option<Dateline>,
    /// When it was first published.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub published: Option<PageDate>,
    /// When it was last changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub modified: Option<PageDate>,
}

/// A person who wrote or contributed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Author {
    /// The name as the page gives it, without "By".
    pub name: String,
    /// Where they reported from.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// Who published a page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Publisher {
    /// The outlet's name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// The outlet's registrable domain or host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub domain: Option<String>,
}

/// Whom a republished page took its text from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Origin {
    /// The agency or outlet.
    pub name: String,
    /// What says so.
    pub basis: OriginBasis,
}

/// What tells whom a republished page took its text from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum OriginBasis {
    /// A credit line.
    Credit,
    /// A canonical address on another site.
    Canonical,
    /// The agency of the dateline.
    Dateline,
    /// The byline.
    Byline,
    /// Another page with the same text.
    Duplicate,
}

/// Place and agency before the first sentence: "SEOUL (Reuters) —".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Dateline {
    /// The place, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The agency, as written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub agency: Option<String>,
    /// Place and agency, without the dash that follows.
    #[serde(flatten)]
    pub span: Span,
}

/// A publication or modification date with its basis.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct PageDate {
    /// ISO 8601: a day, or a day and time, with the offset from UTC where the page tells it.
    pub value: String,
    /// What says so.
    pub basis: DateBasis,
}

/// What tells a page's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum DateBasis {
    /// Given to the program with the page.
    Given,
    /// A meta tag or a `time` element's machine-readable attribute.
    Meta,
    /// schema.org data in the page.
    JsonLd,
    /// The page's address.
    Url,
    /// Visible text.
    Text,
}

/// A person, organization, place or other thing, with all its mentions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Entity {
    /// `e1`, `e2`, … by first mention.
    pub id: String,
    /// What it is.
    pub kind: EntityKind,
    /// The fullest form of its name on the page, without titles; of somebody who is never named, the first description.
    pub name: String,
    /// Identifiers elsewhere.
    pub links: Links,
    /// Where the page speaks of it.
    pub mentions: Vec<Mention>,
    /// Titles and offices that the page states.
    pub roles: Vec<Role>,
    /// Where it lies, for what has a place on the map.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub location: Option<Location>,
    /// How sure the grouping or the link is, in (0, 1], where it is a guess.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub confidence: Option<f32>,
}

/// Kinds of entities.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum EntityKind {
    Person,
    Organization,
    Country,
    Place,
    Facility,
    Vehicle,
    Weapon,
    Product,
    Work,
    Event,
    /// A nationality, faith or other group of people.
    Group,
    Other,
}

impl EntityKind {
    /// Whether it is somewhere: a country, a place, a facility.
    pub fn is_place(self) -> bool {
        matches!(self, EntityKind::Country | EntityKind::Place | EntityKind::Facility)
    }
}

/// Identifiers of an entity in other collections.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Links {
    /// ISO 3166-1 alpha-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub iso3166: Option<String>,
    /// GeoNames id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub geonames: Option<u32>,
    /// Wikidata id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wikidata: Option<String>,
}

/// One mention of an entity.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Mention {
    /// The words.
    #[serde(flatten)]
    pub span: Span,
    /// How it is spoken of.
    pub form: MentionForm,
    /// What is meant here in its stead: the government, where the page says "Moscow denies".
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub stands_for: Option<StandsFor>,
}

impl Mention {
    /// A mention that means what it names.
    pub fn new(span: Span, form: MentionForm) -> Mention {
        Mention { span, form, stands_for: None }
    }
}

/// What a name may be used for beside its bearer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StandsFor {
    /// Those who govern the place.
    Government,
}

/// How an entity is spoken of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum MentionForm {
    /// By a name or part of one.
    Name,
    /// By a description: "the reclusive leader".
    Nominal,
    /// By a pronoun.
    Pronoun,
}

/// A title or office.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Role {
    /// The title, as written.
    pub title: String,
    /// Id of the organization or place that it is an office of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub of: Option<String>,
    /// The words that say so.
    #[serde(flatten)]
    pub span: Span,
    /// Whether the page speaks of it as past ("former").
    #[serde(skip_serializing_if = "std::ops::Not::not", default)]
    pub past: bool,
}

/// A point on the map.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Location {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// ISO 3166-1 alpha-2.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// Name of the first-level division.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub admin1: Option<String>,
    /// GeoNames feature code.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub feature: Option<String>,
}

/// A time expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Time {
    /// `t1`, `t2`, … by position.
    pub id: String,
    /// The words.
    #[serde(flatten)]
    pub span: Span,
    /// TIMEX3 type.
    #[serde(rename = "type")]
    pub kind: TimeKind,
    /// TIMEX3 value.
    pub value: String,
    /// TIMEX3 modifier: `START`, `MID`, `END`, `APPROX`, `MORE_THAN`, `LESS_THAN`, `EQUAL_OR_MORE`, `EQUAL_OR_LESS`, `BEFORE`, `AFTER`, …
    #[serde(rename = "mod", skip_serializing_if = "Option::is_none")]
    pub modifier: Option<String>,
    /// TIMEX3 quantifier of a set: `EVERY`, `EACH`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quant: Option<String>,
    /// TIMEX3 frequency of a set: `1W`, `3X`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub freq: Option<String>,
    /// First day or moment of the calendar interval, if the expression has one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day or moment of the calendar interval.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
}

/// TIMEX3 types.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "UPPERCASE")]
#[allow(missing_docs)]
pub enum TimeKind {
    Date,
    Time,
    Duration,
    Set,
}

/// Something that somebody says, thinks, asks, promises or shows.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Statement {
    /// `s1`, `s2`, … by position.
    pub id: String,
    /// How it is told.
    pub form: StatementForm,
    /// What is said; several pieces where the cue stands between.
    #[serde(with = "pairs")]
    #[schemars(with = "Vec<[u32; 2]>")]
    pub content: Vec<Span>,
    /// The words that report it.
    #[serde(with = "pairs")]
    #[schemars(with = "Vec<[u32; 2]>")]
    pub cue: Vec<Span>,
    /// Who says it.
    pub source: Vec<Party>,
    /// To whom.
    pub to: Vec<Party>,
    /// Through whom it reached this page, nearest first.
    pub via: Vec<Party>,
    /// In what it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub medium: Option<Medium>,
    /// What kind of speech act the cue names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub act: Option<Act>,
    /// Id of the time at which it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// Id of the place at which it was said.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Id of the statement that reports this one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub within: Option<String>,
    /// How sure the attribution is, in (0, 1].
    pub confidence: f32,
}

/// How a statement is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum StatementForm {
    /// In quotation marks, or as a turn of an interview or transcript.
    Direct,
    /// In the reporter's words.
    Indirect,
    /// Partly each.
    Mixed,
}

/// What a statement came in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Medium {
    Video,
    Interview,
    Remarks,
    Statement,
    Report,
    Document,
    Photo,
    Social,
}

/// Kinds of speech acts.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Act {
    Say,
    Ask,
    Deny,
    Accuse,
    Pledge,
    Threaten,
    Request,
    Confirm,
    Believe,
    Expect,
    Show,
}

/// Somebody who takes part in a statement.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Party {
    /// Id of the entity, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The words that name it here.
    #[serde(flatten)]
    pub span: Span,
    /// What kind of source it is.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<PartyKind>,
    /// The country whose government it is, by that word, by its seat, or by the name of the country or its capital: ISO 3166-1
    /// alpha-3. A ministry is part of one and has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub government: Option<String>,
}

/// Kinds of sources.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum PartyKind {
    Person,
    Organization,
    OfficialAnonymous,
    Anonymous,
    Document,
    ImageOrData,
    Agency,
    Media,
}

/// Something that people or organizations did, or that befell them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Event {
    /// `v1`, `v2`, … by position.
    pub id: String,
    /// The words that name it; several where the page speaks of it again.
    #[serde(with = "pairs")]
    #[schemars(with = "Vec<[u32; 2]>")]
    pub trigger: Vec<Span>,
    /// PLOVER event type; absent for an event outside the ontology.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub kind: Option<String>,
    /// PLOVER mode.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub mode: Option<String>,
    /// PLOVER contexts.
    pub contexts: Vec<String>,
    /// Dictionary form of the trigger.
    pub lemma: String,
    /// What sort of event the word tells of, by TimeML; absent where the network takes it for none and only the tables know it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub class: Option<EventClass>,
    /// True of what is told in passing: a state, an act of speech, a purpose, a habit, what nobody named does or suffers. Lists of what
    /// happened leave it out; see [`Record::main_events`].
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub aside: bool,
    /// Who did it.
    pub actors: Vec<Actor>,
    /// To whom.
    pub recipients: Vec<Actor>,
    /// Id of the place.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// Id of the time.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub time: Option<String>,
    /// When it happened, where no words say so outright; absent where `time` is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub time_inferred: Option<InferredTime>,
    /// Where it happened, where no words say so outright; absent where `place` is there.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub place_inferred: Option<InferredPlace>,
    /// Whether it is said to have happened. That is the page's or its source's claim.
    pub status: Status,
    /// The words that tell the status: "failed", "will", "not"; none where nothing but the verb's own form does.
    #[serde(with = "pairs", default)]
    #[schemars(with = "Vec<[u32; 2]>")]
    pub status_cue: Vec<Span>,
    /// Ids of the statements that vouch for it; empty: the page itself.
    pub according_to: Vec<String>,
    /// How many were killed or gathered, how much was paid.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quantities: Vec<Quantity>,
    /// Goldstein-style intensity from the ontology's table, from -10 (conflict) to 10 (cooperation).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub intensity: Option<f32>,
}

/// An interval that an event lies in, worked out from what stands around it. One end may be open.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InferredTime {
    /// First day or moment on which it can have happened or begun.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub earliest: Option<String>,
    /// Last day or moment on which it can have happened.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub latest: Option<String>,
    /// What tells it.
    pub basis: InferredTimeBasis,
    /// Id of the time that it rests on; absent: the page's date.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on: Option<String>,
}

/// What tells the time of an event that no words date outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InferredTimeBasis {
    /// A clause or noun that is tied to it by "after", "before", "during", …, and dated itself.
    Clause,
    /// The only date of its sentence.
    Sentence,
    /// The date of the statement that tells it, and its tense.
    Statement,
    /// Its tense, and the page's date.
    Tense,
}

/// A place that an event lies in or near, worked out from what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct InferredPlace {
    /// Id of the place.
    pub entity: String,
    /// What tells it.
    pub basis: InferredPlaceBasis,
}

/// What tells the place of an event that no words place outright.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum InferredPlaceBasis {
    /// The only place that its sentence names with "in", "at" or the like.
    Sentence,
    /// The dateline, for what the first sentences tell.
    Dateline,
}

/// A number tied to an event.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Quantity {
    /// What is counted.
    pub kind: QuantityKind,
    /// The number, where the page gives one without "at least", "about" or the like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// The least that it can be: 12 of "at least 12", 24 of "dozens".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub low: Option<f64>,
    /// The most that it can be: 50 of "up to 50".
    #[serde(skip_serializing_if = "Option::is_none")]
    pub high: Option<f64>,
    /// ISO 4217 code of a currency, for money.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    /// The words.
    #[serde(flatten)]
    pub span: Span,
}

/// What is counted in an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum QuantityKind {
    Killed,
    Wounded,
    Missing,
    Detained,
    Displaced,
    Abducted,
    Released,
    Rescued,
    /// People who gathered.
    Crowd,
    /// Troops, police, ships.
    Forces,
    Money,
}

/// A party of an event.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Actor {
    /// Id of the entity, if it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entity: Option<String>,
    /// The words that name it here.
    #[serde(flatten)]
    pub span: Span,
    /// ISO 3166-1 alpha-3.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub country: Option<String>,
    /// PLOVER sector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sector: Option<String>,
}

/// The event classes of TimeML (Pustejovsky et al. 2003).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EventClass {
    /// Something happens: "land", "crash", "talks".
    Occurrence,
    /// Somebody says, tells, announces.
    Reporting,
    /// Something holds: "own", "kidnapped" of one who still is.
    State,
    /// Beginning, going on, ending.
    Aspectual,
    /// An act that looks to another event: "try", "promise".
    IAction,
    /// A state of mind that looks to another event: "want", "believe".
    IState,
    /// Seeing, hearing.
    Perception,
}

/// Whether an event is said to have happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
#[allow(missing_docs)]
pub enum Status {
    Actual,
    Ongoing,
    Planned,
    Possible,
    Conditional,
    Negated,
    Failed,
}

/// A lasting tie between two entities.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Relation {
    /// Entity id.
    pub subject: String,
    /// The tie.
    pub predicate: Predicate,
    /// Entity id.
    pub object: String,
    /// The words that say so.
    #[serde(flatten)]
    pub span: Span,
}

/// Kinds of ties.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[allow(missing_docs)]
pub enum Predicate {
    SiblingOf,
    SpouseOf,
    ParentOf,
    Leads,
    SpokespersonFor,
    MemberOf,
    PartOf,
    BasedIn,
    LocatedIn,
    AlsoKnownAs,
}

/// What was not read, or looks wrong, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
pub struct Note {
    /// A short code for programs: `language-not-read`, `input-cut`, `encoding-doubtful`, …
    pub code: String,
    /// A sentence for people.
    pub message: String,
    /// Where in the text, if it has a place.
    #[serde(flatten)]
    pub span: Option<Span>,
}

impl Record {
    /// The events that are not told in passing: those of the ontology, and what somebody who can be told did or suffered in a clause of
    /// its own.
    pub fn main_events(&self) -> impl Iterator<Item = &Event> {
        self.events.iter().filter(|v| !v.aside)
    }

    /// Applies `f` to every span of the record.
    pub fn for_each_span(&mut self, mut f: impl FnMut(&mut Span)) {
        self.blocks.iter_mut().for_each(|b| f(&mut b.span));
        if let Some(d) = &mut self.article.dateline {
            f(&mut d.span);
        }
        self.sentences.iter_mut().for_each(&mut f);
        for e in &mut self.entities {
            e.mentions.iter_mut().for_each(|m| f(&mut m.span));
            e.roles.iter_mut().for_each(|r| f(&mut r.span));
        }
        self.times.iter_mut().for_each(|t| f(&mut t.span));
        for s in &mut self.statements {
            s.content.iter_mut().for_each(&mut f);
            s.cue.iter_mut().for_each(&mut f);
            for p in s.source.iter_mut().chain(&mut s.to).chain(&mut s.via) {
                f(&mut p.span);
            }
        }
        for v in &mut self.events {
            v.trigger.iter_mut().chain(&mut v.status_cue).for_each(&mut f);
            v.quantities.iter_mut().for_each(|q| f(&mut q.span));
            v.actors.iter_mut().chain(&mut v.recipients).for_each(|a| f(&mut a.span));
        }
        self.relations.iter_mut().for_each(|r| f(&mut r.span));
        self.notes.iter_mut().filter_map(|n| n.span.as_mut()).for_each(f);
    }

    /// Turns every span from bytes into code points of [`Record::text`]: the last step of reading.
    pub fn into_code_points(mut self) -> Record {
        let text = std::mem::take(&mut self.text);
        if !text.is_ascii() {
            let points = CodePoints::new(&text);
            self.for_each_span(|s| *s = points.span(*s));
        }
        self.text = text;
        self
    }

    /// Turns every span of a finished record back into bytes, for code that slices.
    pub fn into_bytes(mut self) -> Record {
        let text = std::mem::take(&mut self.text);
        if !text.is_ascii() {
            let points = CodePoints::new(&text);
            self.for_each_span(|s| *s = points.bytes(*s));
        }
        self.text = text;
        self
    }
}
