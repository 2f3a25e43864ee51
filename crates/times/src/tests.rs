use super::*;
use crate::rules::RULES;

const PAGE: &str = "2024-05-15";

fn read(text: &str) -> Vec<Expression> {
    find(text, [Span::new(0, text.len())], Anchor::parse(PAGE))
}

/// Every rule's examples: the bracketed words have the value that stands beside them, and are found by that rule or a
/// neighbour that joined it; without brackets there is no time at all.
#[test]
fn examples_of_all_rules() {
    let mut wrong = Vec::new();
    for rule in RULES {
        assert!(!rule.examples.is_empty(), "{}: a rule without an example", rule.name);
        for (sentence, value) in rule.examples {
            let text = sentence.replace(['[', ']'], "");
            let found = read(&text);
            let got = match (sentence.find('['), sentence.find(']')) {
                (Some(a), Some(b)) => {
                    let inside = Span::new(a, b - 1);
                    found.iter().find(|e| e.span.overlaps(inside)).map_or("", |e| e.value.as_str())
                }
                _ => found.first().map_or("", |e| e.value.as_str()),
            };
            if got != *value {
                wrong.push(format!(
                    "{}: {sentence}: wanted {value:?}, got {got:?} of {:?}",
                    rule.name,
                    found.iter().map(|e| (e.span.of(&text), &e.value, e.rule)).collect::<Vec<_>>()
                ));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
