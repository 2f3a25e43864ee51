//! Who speaks about whom, and through whom.

use super::choose::{Facet, LOOKED_AT, choose, of_the_latest};
use crate::address::Address;
use crate::db::Db;
use crate::draw::flow;
use crate::view::{About, CHOOSE, Shown, View};
use crate::{Fault, layout};
use dateline_archive::Table;
use maud::html;
use schemars::JsonSchema;
use serde::Serialize;
use serde_json::json;

/// Ties between those who speak, those through whom they are quoted, and those they speak about.
#[derive(Debug, Serialize, JsonSchema)]
pub struct Network {
    /// The ties, the strongest first.
    pub ties: Vec<Tie>,
    /// Whether older pages are left out.
    pub more: bool,
    /// In what the pages can be narrowed.
    pub facets: Vec<Facet>,
}

/// One speaks through, or about, another.
#[derive(Clone, Debug, Serialize, JsonSchema)]
pub struct Tie {
    /// Who speaks.
    pub speaker: String,
    /// Number of the speaker's name.
    pub speaker_id: i64,
    /// through, about.
    pub how: String,
    /// The other.
    pub other: String,
    /// Number of the other's name, if it has one.
    pub other_id: Option<i64>,
    /// Statements.
    pub statements: u64,
}

/// Ties of each kind.
const MOST: u32 = 40;

impl View for Network {
    const ABOUT: About = About {
        page: "/network",
        api: "/network",
        summary: "Who speaks about whom, and through whom, on the chosen pages",
        parameters: CHOOSE,
        csv: true,
        kept: true,
    };

    fn ask(db: &Db, address: &Address) -> Result<Network, Fault> {
        let chosen = choose(db, address)?;
        let ids = chosen.ids();
        let through = format!(
            "SELECT n.name, n.id, 'through', v.name, v.named, count(*) AS c FROM json_each(?1) h CROSS JOIN statements s ON s.page = h.value
             CROSS JOIN parties p ON p.statement = s.id AND p.role = 'source' JOIN parties v ON v.statement = s.id AND v.role = 'via'
             JOIN names n ON n.id = p.named WHERE v.named IS NOT p.named GROUP BY n.id, coalesce(v.named, v.name) ORDER BY c DESC, n.id LIMIT {MOST}"
        );
        // Whom a statement is about: the parties of the events that it vouches for.
        let about = format!(
            "SELECT n.name, n.id, 'about', o.name, o.id, count(DISTINCT s.id) AS c FROM json_each(?1) h CROSS JOIN statements s ON s.page = h.value
             CROSS JOIN parties p ON p.statement = s.id AND p.role = 'source' JOIN event_statements es ON es.statement = s.id
             JOIN event_parties ep ON ep.event = es.event JOIN names n ON n.id = p.named JOIN names o ON o.id = ep.named
             WHERE ep.named <> p.named GROUP BY n.id, o.id ORDER BY c DESC, n.id, o.id LIMIT {MOST}"
        );
        let mut ties = Vec::new();
        for sql in [&through, &about] {
            ties.extend(db.all(sql, [&ids], |row| {
                Ok(Tie {
                    speaker: row.get(0)?,
                    speaker_id: row.get(1)?,
                    how: row.get(2)?,
                    other: row.get(3)?,
                    other_id: row.get(4)?,
                    statements: row.get::<_, i64>(5)?.cast_unsigned(),
                })
            })?);
        }
        let more = chosen.total > LOOKED_AT as u64 || chosen.more;
        Ok(Network { ties, more, facets: chosen.facets(db, address)? })
    }

    fn shown(&self, address: &Address) -> Shown {
        Shown {
            title: "Network".into(),
            main: html! {
                h1.quiet { "Network" }
                (layout::ask_again(address, "/network"))
                (layout::conditions(address))
                p.count { "Who speaks, through whom their words came, and about whom." @if self.more { " " (layout::capital(&of_the_latest())) "." } }
                @if self.ties.is_empty() { p.none { "Nobody on these pages speaks through or about another who is named." } }
                (flow::of(&self.ties))
                div.results {
                    div.list {
                        @for (how, heading) in [("through", "Through whom"), ("about", "About whom")] {
                            @let ties: Vec<&Tie> = self.ties.iter().filter(|t| t.how == how).collect();
                            @if !ties.is_empty() {
                                section {
                                    h2.rule { (heading) }
                                    table.grid {
                                        thead { tr { th scope="col" { "Speaker" } th scope="col" { (layout::capital(how)) } th.n scope="col" { "Statements" } } }
                                        tbody {
                                            @for t in ties {
                                                tr {
                                                    td { a.go href=(format!("/name/{}", t.speaker_id)) dir="auto" { (t.speaker) } }
                                                    td { @if let Some(id) = t.other_id { a href=(format!("/name/{id}")) dir="auto" { (t.other) } } @else { span dir="auto" { (t.other) } } }
                                                    td.n { (t.statements) }
                                                }
                                            }
                                        }
                                    }
                                }
                            }
                        }
                    }
                    (super::search::facets(&self.facets, address))
                }
            },
        }
    }

    fn table(&self) -> Table {
        let row = |t: &Tie| {
            vec![
                json!(t.speaker),
                json!(t.speaker_id),
                json!(t.how),
                json!(t.other),
                json!(t.other_id),
                json!(t.statements),
            ]
        };
        layout::table(&["speaker", "speaker_id", "how", "other", "other_id", "statements"], self.ties.iter().map(row))
    }
}
