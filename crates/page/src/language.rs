//! Which language a text is in: English is read further, everything else gets its article layer only.

use whatlang::{Detector, Lang};

/// Characters that suffice to tell.
const ENOUGH: usize = 4000;

/// Words that no English text does without.
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "was", "for", "that", "on", "with", "as", "by", "he", "it", "has",
    "have",
];

/// BCP 47 primary subtag of the language of running text, if it can be told.
pub fn identify(text: &str) -> Option<&'static str> {
    let end = text.char_indices().nth(ENOUGH).map_or(text.len(), |(i, _)| i);
    let text = &text[..end];
    // Names and borrowed words mislead statistics of letters in short texts; function words do not.
    let (mut words, mut english) = (0usize, 0usize);
    for w in text.split(|c: char| !c.is_alphanumeric() && c != '\'').filter(|w| !w.is_empty()) {
        words += 1;
        english += usize::from(ENGLISH.iter().any(|e| w.eq_ignore_ascii_case(e)));
    }
    if words >= 5 && english * 100 >= words * 18 {
        return Some("en");
    }
    let info = Detector::new().detect(text)?;
    // Few words give a guess at best.
    if !info.is_reliable()
        && (words < 12 || info.confidence() < 0.3)
        && !matches!(info.lang(), Lang::Kor | Lang::Jpn | Lang::Cmn | Lang::Tha)
    {
        return None;
    }
    subtag(info.lang())
}

/// The language of a page: what its words show, else what it claims (`lang`, `og:locale`, …), the most trusted claim first.
///
/// The words decide where there are enough of them, since templates often keep the tag of the site they were made for.
pub fn of_page<'a>(text: &str, claims: impl IntoIterator<Item = &'a str>) -> Option<String> {
    identify(text).map(str::to_owned).or_else(|| claims.into_iter().find_map(primary))
}

/// `en` of `en-GB`, `en_US` and `EN`.
fn primary(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let primary = if matches!(primary.as_str(), "eng" | "english") { "en" } else { primary.as_str() };
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase())).then(|| primary.to_owned())
}

/// The two-letter subtag where there is one.
fn subtag(lang: Lang) -> Option<&'static str> {
    Some(match lang {
        Lang::Epo => "eo",
        Lang::Eng => "en",
        Lang::Rus => "ru",
        Lang::Cmn => "zh",
        Lang::Spa => "es",
        Lang::Por => "pt",
        Lang::Ita => "it",
        Lang::Ben => "bn",
        Lang::Fra => "fr",
        Lang::Deu => "de",
        Lang::Ukr => "uk",
        Lang::Kat => "ka",
        Lang::Ara => "ar",
        Lang::Hin => "hi",
        Lang::Jpn => "ja",
        Lang::Heb => "he",
        Lang::Yid => "yi",
        Lang::Pol => "pl",
        Lang::Amh => "am",
        Lang::Jav => "jv",
        Lang::Kor => "ko",
        Lang::Nob => "nb",
        Lang::Dan => "da",
        Lang::Swe => "sv",
        Lang::Fin => "fi",
        Lang::Tur => "tr",
        Lang::Nld => "nl",
        Lang::Hun => "hu",
        Lang::Ces => "cs",
        Lang::Ell => "el",
        Lang::Bul => "bg",
        Lang::Bel => "be",
        Lang::Mar => "mr",
        Lang::Kan => "kn",
        Lang::Ron => "ro",
        Lang::Slv => "sl",
        Lang::Hrv => "hr",
        Lang::Srp => "sr",
        Lang::Mkd => "mk",
        Lang::Lit => "lt",
        Lang::Lav => "lv",
        Lang::Est => "et",
        Lang::Tam => "ta",
        Lang::Vie => "vi",
        Lang::Urd => "ur",
        Lang::Tha => "th",
        Lang::Guj => "gu",
        Lang::Uzb => "uz",
        Lang::Pan => "pa",
        Lang::Aze => "az",
        Lang::Ind => "id",
        Lang::Tel => "te",
        Lang::Pes => "fa",
        Lang::Mal => "ml",
        Lang::Ori => "or",
        Lang::Mya => "my",
        Lang::Nep => "ne",
        Lang::Sin => "si",
        Lang::Khm => "km",
        Lang::Tuk => "tk",
        Lang::Aka => "ak",
        Lang::Zul => "zu",
        Lang::Sna => "sn",
        Lang::Afr => "af",
        Lang::Lat => "la",
        Lang::Slk => "sk",
        Lang::Cat => "ca",
        Lang::Tgl => "tl",
        Lang::Hye => "hy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{identify, of_page};

    #[test]
    fn words_outweigh_claims() {
        let english = "The ferry left the harbour before dawn, and by noon nobody had heard from the crew.";
        let german = "Die Fähre verließ den Hafen vor Sonnenaufgang, und bis zum Mittag hatte niemand etwas von der Mannschaft gehört.";
        assert_eq!(of_page(english, ["de"]).as_deref(), Some("en"));
        assert_eq!(of_page(german, ["en-US"]).as_deref(), Some("de"));
        assert_eq!(of_page("12:30", ["", "en_GB"]).as_deref(), Some("en"));
        assert_eq!(of_page("", []), None);
    }

    #[test]
    fn languages_of_sentences() {
        for (text, tag) in [
            (
                "The harbour master said on Monday that the ferry would sail again before the end of the week.",
                Some("en"),
            ),
            (
                "Der Hafenmeister sagte am Montag, dass die Fähre noch vor dem Ende der Woche wieder fahren werde.",
                Some("de"),
            ),
            (
                "El capitán del puerto dijo el lunes que el transbordador volverá a navegar antes del fin de semana.",
                Some("es"),
            ),
            ("Начальник порта заявил в понедельник, что паром снова выйдет в море до конца недели.", Some("ru")),
            ("항만장은 월요일에 여객선이 이번 주가 끝나기 전에 다시 운항할 것이라고 말했다.", Some("ko")),
            ("", None),
            ("12:30", None),
        ] {
            assert_eq!(identify(text), tag, "{text}");
        }
    }
}
