//! What schema.org data in a page says of the article.

use super::json;
use serde_json::{Map, Value};
use std::collections::BTreeMap;

/// The statements of the page's JSON-LD, all as written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Story {
    /// `headline`, else `name`.
    pub headline: Option<String>,
    /// `description`.
    pub description: Option<String>,
    /// `author`, else `creator`.
    pub authors: Vec<Agent>,
    /// `publisher`.
    pub publisher: Option<String>,
    /// Names of the site and of the organizations that stand for themselves.
    pub sites: Vec<String>,
    /// `datePublished` of the article.
    pub published: Option<String>,
    /// `datePublished` or `dateCreated` of the web page or of another work, where no article has one.
    pub page_published: Option<String>,
    /// `dateModified`.
    pub modified: Option<String>,
    /// `url` or `mainEntityOfPage`.
    pub url: Option<String>,
    /// `articleSection`, the first.
    pub section: Option<String>,
    /// `keywords`.
    pub keywords: Vec<String>,
    /// `inLanguage`.
    pub language: Option<String>,
    /// An article type was found, not only a web page.
    pub is_article: bool,
}

/// Somebody named as author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Agent {
    /// The name as written.
    pub name: String,
    /// Typed as an organization.
    pub organization: bool,
}

type Node = Map<String, Value>;

/// Reads all scripts of a page.
pub fn read<'a>(scripts: impl IntoIterator<Item = &'a str>) -> Story {
    let values: Vec<Value> = scripts.into_iter().flat_map(json::read).collect();
    let nodes = nodes(&values);
    let by_id: BTreeMap<&str, &Node> =
        nodes.iter().filter(|n| n.len() > 1).filter_map(|n| Some((n.get("@id")?.as_str()?, *n))).collect();
    // of several articles, the first that has a date or a headline: others are quoted or linked
    let told = |n: &&Node| n.contains_key("datePublished") || n.contains_key("headline");
    let of_rank = |rank: u8| nodes.iter().copied().filter(move |n| self::rank(n) == rank);
    let article = of_rank(3).find(told).or_else(|| of_rank(3).next());
    let page = of_rank(2).find(told).or_else(|| of_rank(1).find(told)).or_else(|| of_rank(1).next());
    let mut story = Story { is_article: article.is_some(), ..Story::default() };
    for (node, is_article) in article.map(|n| (n, true)).into_iter().chain(page.map(|n| (n, false))) {
        story.add(node, is_article, &by_id);
    }
    for node in &nodes {
        if types(node).any(|t| t == "WebSite") || is_organization(node) {
            story.sites.extend(node.get("name").and_then(text));
        }
    }
    story
}

impl Story {
    fn add(&mut self, node: &Node, is_article: bool, by_id: &BTreeMap<&str, &Node>) {
        let get = |key: &str| node.get(key).and_then(text);
        let fill = |slot: &mut Option<String>, value: Option<String>| {
            if slot.is_none() {
                *slot = value;
            }
        };
        fill(&mut self.headline, get("headline").or_else(|| get("name")));
        fill(&mut self.description, get("description"));
        if self.authors.is_empty() {
            self.authors = ["author", "creator"]
                .iter()
                .map(|k| agents(node.get(*k), by_id))
                .find(|a| !a.is_empty())
                .unwrap_or_default();
        }
        fill(&mut self.publisher, agents(node.get("publisher"), by_id).into_iter().next().map(|a| a.name));
        if is_article {
            self.published = get("datePublished");
        }
        fill(
            &mut self.page_published,
            get("datePublished").or_else(|| get("dateCreated")).or_else(|| get("uploadDate")),
        );
        fill(&mut self.modified, get("dateModified").or_else(|| get("dateUpdated")));
        fill(&mut self.url, get("url").or_else(|| node.get("mainEntityOfPage").and_then(text)));
        fill(&mut self.section, node.get("articleSection").and_then(texts_first));
        fill(&mut self.language, node.get("inLanguage").and_then(texts_first));
        if self.keywords.is_empty() {
            self.keywords = node.get("keywords").map(keywords).unwrap_or_default();
        }
    }
}

/// All objects, the outer before the inner, except those in lists of other pages and readers' words.
fn nodes(values: &[Value]) -> Vec<&Node> {
    const OTHERS: [&str; 12] = [
        "itemListElement",
        "liveBlogUpdate",
        "comment",
        "comments",
        "review",
        "citation",
        "mentions",
        "relatedLink",
        "hasPart",
        "isPartOf",
        "about",
        "video",
    ];
    let mut out = Vec::new();
    let mut stack: Vec<&Value> = values.iter().rev().collect();
    while let Some(value) = stack.pop() {
        match value {
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(node) => {
                out.push(node);
                stack.extend(node.iter().filter(|(key, _)| !OTHERS.contains(&key.as_str())).map(|(_, v)| v));
            }
            _ => {}
        }
    }
    out
}

fn types(node: &Node) -> impl Iterator<Item = &str> {
    let list = match node.get("@type") {
        Some(Value::Array(items)) => items.as_slice(),
        Some(one) => std::slice::from_ref(one),
        None => &[],
    };
    list.iter().filter_map(Value::as_str).map(|t| t.rsplit(['/', '#', ':']).next().unwrap_or(t))
}

/// 3 for articles, 2 for other works that are the page's matter, 1 for the page itself.
fn rank(node: &Node) -> u8 {
    types(node)
        .map(|t| {
            let t = t.to_ascii_lowercase();
            match t.as_str() {
                "webpage" | "itempage" | "collectionpage" | "aboutpage" | "faqpage" => 1,
                "report" | "review" | "claimreview" | "recipe" | "creativework" | "videoobject" | "medicalwebpage" => 2,
                _ if t.ends_with("article") || t.ends_with("posting") => 3,
                _ => 0,
            }
        })
        .max()
        .unwrap_or(0)
}

/// People and organizations of a field: a name, an object, a reference, or a list of such.
fn agents(field: Option<&Value>, by_id: &BTreeMap<&str, &Node>) -> Vec<Agent> {
    let mut out = Vec::new();
    let mut stack: Vec<&Value> = field.into_iter().collect();
    // references may go in circles
    let mut steps = 0;
    while let Some(value) = stack.pop() {
        steps += 1;
        if steps > 200 {
            break;
        }
        match value {
            Value::String(name) => out.push(Agent { name: name.clone(), organization: false }),
            Value::Array(items) => stack.extend(items.iter().rev()),
            Value::Object(node) => {
                let organization = is_organization(node);
                match node.get("name") {
                    Some(Value::String(name)) => out.push(Agent { name: name.clone(), organization }),
                    Some(list @ Value::Array(_)) => stack.push(list),
                    _ => {
                        let known = node.get("@id").and_then(Value::as_str).and_then(|id| by_id.get(id));
                        if let Some(name) = known.and_then(|n| n.get("name")).and_then(text) {
                            let organization = known.is_some_and(|n| is_organization(n));
                            out.push(Agent { name, organization });
                        }
                    }
                }
            }
            _ => {}
        }
    }
    out.retain(|a| !a.name.trim().is_empty());
    out
}

/// Typed as a body and not as a person: plugins give a site's owner both types.
fn is_organization(node: &Node) -> bool {
    types(node).any(|t| t.to_ascii_lowercase().ends_with("organization") || t == "Corporation")
        && !types(node).any(|t| t == "Person")
}

/// The text of a value: a string, the first of a list, `@value`, `@id` or `name` of an object.
fn text(value: &Value) -> Option<String> {
    let found = match value {
        Value::String(s) => s.trim().to_owned(),
        Value::Number(n) => n.to_string(),
        Value::Object(node) => {
            ["@value", "name", "@id"].iter().find_map(|k| node.get(*k)?.as_str()).map(|s| s.trim().to_owned())?
        }
        Value::Array(items) => items.first().and_then(|v| v.as_str()).map(|s| s.trim().to_owned())?,
        _ => return None,
    };
    (!found.is_empty()).then_some(found)
}

fn texts_first(value: &Value) -> Option<String> {
    match value {
        Value::Array(items) => items.iter().find_map(text),
        Value::Object(node) => node.get("alternateName").or_else(|| node.get("name")).and_then(text),
        other => text(other),
    }
}

/// Keywords stand in a list, or in one string with commas.
fn keywords(value: &Value) -> Vec<String> {
    match value {
        Value::Array(items) => items.iter().filter_map(text).collect(),
        Value::String(s) => s.split([',', ';']).map(|k| k.trim().to_owned()).filter(|k| !k.is_empty()).collect(),
        other => text(other).into_iter().collect(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn authors(story: &Story) -> String {
        story
            .authors
            .iter()
            .map(|a| if a.organization { format!("[{}]", a.name) } else { a.name.clone() })
            .collect::<Vec<_>>()
            .join("; ")
    }

    #[test]
    fn finds_the_article_wherever_it_stands() {
        for script in [
            r#"{"@type":"NewsArticle","headline":"Ferry sinks","datePublished":"2023-09-13","author":{"@type":"Person","name":"Ann Oke"}}"#,
            r#"[{"@type":"WebSite","name":"Harbour Post"},{"@type":["NewsArticle"],"headline":"Ferry sinks","datePublished":"2023-09-13","author":"Ann Oke"}]"#,
            r##"{"@graph":[{"@type":"WebPage","name":"Ferry sinks - Harbour Post","datePublished":"2020-01-01"},
                {"@type":"http://schema.org/BlogPosting","headline":"Ferry sinks","datePublished":"2023-09-13","author":{"@id":"#ann"}},
                {"@type":"Person","@id":"#ann","name":"Ann Oke"}]}"##,
            r#"{"@type":"WebPage","mainEntity":{"@type":"LiveBlogPosting","headline":"Ferry sinks","datePublished":"2023-09-13","author":[{"name":["Ann Oke"]}],
                "liveBlogUpdate":[{"@type":"BlogPosting","headline":"Boats sent","datePublished":"2023-09-14"}]}}"#,
            "{\"@type\":\"Article\",\"headline\":\"Ferry sinks\",\n\"datePublished\":\"2023-09-13\",\"author\":{\"name\":\"Ann Oke\"},\"articleBody\":\"cut",
        ] {
            let story = read([script]);
            assert_eq!(story.headline.as_deref(), Some("Ferry sinks"), "{script}");
            assert_eq!(story.published.as_deref(), Some("2023-09-13"), "{script}");
            assert_eq!(authors(&story), "Ann Oke", "{script}");
        }
    }

    #[test]
    fn a_page_is_not_an_article() {
        let story =
            read([r#"{"@type":"WebPage","name":"About us","datePublished":"2023-09-13","inLanguage":"en-GB"}"#]);
        assert_eq!((story.published, story.page_published.as_deref()), (None, Some("2023-09-13")));
        assert!(!story.is_article);
    }

    #[test]
    fn circles_end() {
        let script =
            r##"{"@type":"Article","author":{"@id":"#a"},"x":{"@id":"#a","author":{"@id":"#a"},"name":{"@id":"#a"}}}"##;
        assert_eq!(authors(&read([script])), "#a");
    }
}
