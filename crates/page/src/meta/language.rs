//! Which language a page is in.

use super::cut;

/// The language of a page as a BCP 47 primary subtag.
///
/// The words decide, where there are enough of them to tell; templates often keep the tag of the site they were made for. `tags` are what
/// the page claims (`lang`, `og:locale`, …), the most trusted first.
pub fn language<'a>(text: &str, tags: impl IntoIterator<Item = &'a str>) -> Option<String> {
    let claimed = tags.into_iter().find_map(subtag);
    let sample = cut(text.trim(), 6_000);
    let letters = sample.chars().filter(|c| c.is_alphabetic()).count();
    // a few words can look like a neighbouring language: then the page is believed
    let detected = whatlang::detect(sample).filter(|d| letters >= 200 || (letters >= 40 && d.is_reliable()));
    detected.and_then(|d| two_letters(d.lang())).map(str::to_owned).or(claimed)
}

/// `en` of `en-GB`, `en_US` and `EN`.
fn subtag(tag: &str) -> Option<String> {
    let primary = tag.trim().split(['-', '_', ',', ';', ' ']).next()?.to_ascii_lowercase();
    let primary = match primary.as_str() {
        "eng" | "english" => "en",
        other => other,
    };
    (matches!(primary.len(), 2 | 3) && primary.bytes().all(|b| b.is_ascii_lowercase())).then(|| primary.to_owned())
}

/// ISO 639-1 of the detector's ISO 639-3 codes.
fn two_letters(lang: whatlang::Lang) -> Option<&'static str> {
    use whatlang::Lang::*;
    Some(match lang {
        Epo => "eo",
        Eng => "en",
        Rus => "ru",
        Cmn => "zh",
        Spa => "es",
        Por => "pt",
        Ita => "it",
        Ben => "bn",
        Fra => "fr",
        Deu => "de",
        Ukr => "uk",
        Kat => "ka",
        Ara => "ar",
        Hin => "hi",
        Jpn => "ja",
        Heb => "he",
        Yid => "yi",
        Pol => "pl",
        Amh => "am",
        Jav => "jv",
        Kor => "ko",
        Nob => "no",
        Dan => "da",
        Swe => "sv",
        Fin => "fi",
        Tur => "tr",
        Nld => "nl",
        Hun => "hu",
        Ces => "cs",
        Ell => "el",
        Bul => "bg",
        Bel => "be",
        Mar => "mr",
        Kan => "kn",
        Ron => "ro",
        Slv => "sl",
        Hrv => "hr",
        Srp => "sr",
        Mkd => "mk",
        Lit => "lt",
        Lav => "lv",
        Est => "et",
        Tam => "ta",
        Vie => "vi",
        Urd => "ur",
        Tha => "th",
        Guj => "gu",
        Uzb => "uz",
        Pan => "pa",
        Aze => "az",
        Ind => "id",
        Tel => "te",
        Pes => "fa",
        Mal => "ml",
        Ori => "or",
        Mya => "my",
        Nep => "ne",
        Sin => "si",
        Khm => "km",
        Tuk => "tk",
        Aka => "ak",
        Zul => "zu",
        Sna => "sn",
        Afr => "af",
        Lat => "la",
        Slk => "sk",
        Cat => "ca",
        Tgl => "tl",
        Hye => "hy",
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_outweigh_tags() {
        let english = "The ferry left the harbour before dawn, and by noon nobody had heard from the crew. Rescue boats were sent out \
            from three towns along the coast, but the weather was against them, the harbour master said on Tuesday. He would not say how many people were aboard.";
        let german = "Die Fähre verließ den Hafen vor Sonnenaufgang, und bis zum Mittag hatte niemand etwas von der Mannschaft gehört. Aus drei \
            Orten an der Küste wurden Rettungsboote geschickt, doch das Wetter war gegen sie, sagte der Hafenmeister am Dienstag.";
        assert_eq!(language(english, ["de"]).as_deref(), Some("en"));
        assert_eq!(language(german, ["en-US"]).as_deref(), Some("de"));
        assert_eq!(language("Hello", ["en_GB"]).as_deref(), Some("en"));
        assert_eq!(language("", []), None);
    }
}
