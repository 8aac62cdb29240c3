//! What is drawn of a text: which font for which run, and which characters no font has. Nothing is ever dropped.

use std::fmt;

use serde::Serialize;

use crate::render::font::{Face, shelf};

/// The mark printed instead of a character no font has.
const MISSING: char = '〓';

/// A character that could not be drawn as it is, and whose it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undrawable {
    /// Name of the person, character for character.
    pub name: String,
    /// よみ of the person.
    pub kana: String,
    /// The code of the character (`U+2A700`, with the selector of a variant behind it).
    pub code: String,
}

impl fmt::Display for Undrawable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.name, self.code)
    }
}

/// A run of text in one font.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Run {
    /// The text.
    #[serde(rename = "t")]
    pub(crate) text: String,
    /// Whether the fallback font draws it.
    #[serde(rename = "f")]
    pub(crate) fallback: bool,
}

/// A text ready for the template: most are one run in the usual font, which is written as a plain string.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Ink(pub(crate) Vec<Run>);

impl Serialize for Ink {
    fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        match self.0.as_slice() {
            [] => to.serialize_str(""),
            [run] if !run.fallback => to.serialize_str(&run.text),
            runs => to.collect_seq(runs),
        }
    }
}

impl Ink {
    fn push(&mut self, text: &str, fallback: bool) {
        match self.0.last_mut() {
            Some(run) if run.fallback == fallback => run.text.push_str(text),
            _ => self.0.push(Run {
                text: text.to_owned(),
                fallback,
            }),
        }
    }
}

/// Chooses the fonts for a text that is to be set in `face`, and returns the codes of what cannot be drawn.
pub(crate) fn ink(text: &str, face: Face) -> (Ink, Vec<String>) {
    let mut ink = Ink::default();
    let mut missing = Vec::new();
    let mut characters = text.chars().filter(|c| !c.is_control()).peekable();
    while let Some(character) = characters.next() {
        let selector = characters.next_if(|c| is_selector(*c));
        set(character, selector, face, &mut ink, &mut missing);
    }
    (ink, missing)
}

/// The characters of a text that no font can draw as they are, each with its code.
pub(crate) fn undrawable_in(text: &str) -> Vec<String> {
    ink(text, Face::Bold).1
}

fn set(c: char, selector: Option<char>, face: Face, ink: &mut Ink, missing: &mut Vec<String>) {
    let shelf = shelf();
    let whole: String = [Some(c), selector].into_iter().flatten().collect();
    let as_is = [face, Face::Fallback]
        .into_iter()
        .find(|own| shelf.draws(*own, c, selector));
    if let Some(own) = as_is {
        return ink.push(&whole, own == Face::Fallback);
    }
    missing.push(code(c, selector));
    // A variant no font knows is drawn in its common shape; a character no font knows as a mark.
    match [face, Face::Fallback]
        .into_iter()
        .find(|own| shelf.draws(*own, c, None))
    {
        Some(own) => ink.push(&c.to_string(), own == Face::Fallback),
        None => ink.push(&MISSING.to_string(), false),
    }
}

fn code(c: char, selector: Option<char>) -> String {
    let base = format!("U+{:04X}", u32::from(c));
    match selector {
        Some(selector) => format!("{c} {base} U+{:04X}", u32::from(selector)),
        None => base,
    }
}

/// Whether the character only chooses a variant of the one before it.
pub(crate) fn is_selector(c: char) -> bool {
    matches!(c, '\u{FE00}'..='\u{FE0F}' | '\u{E0100}'..='\u{E01EF}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn runs(text: &str) -> Vec<(String, bool)> {
        ink(text, Face::Bold)
            .0
            .0
            .into_iter()
            .map(|run| (run.text, run.fallback))
            .collect()
    }

    #[test]
    fn common_variants_are_drawn_by_the_usual_font() {
        for name in ["髙橋", "山﨑", "渡邉", "齋藤", "①㈱", "無事○△×！→―"] {
            assert_eq!(runs(name), [(name.to_owned(), false)], "{name}");
            assert!(undrawable_in(name).is_empty(), "{name}");
        }
    }

    #[test]
    fn a_character_the_usual_font_lacks_is_drawn_by_the_fallback() {
        assert_eq!(
            runs("𠮷田"),
            [("𠮷".to_owned(), true), ("田".to_owned(), false)]
        );
    }

    #[test]
    fn a_character_no_font_has_is_marked_and_told() {
        assert_eq!(runs("\u{E000}田"), [("〓田".to_owned(), false)]);
        assert_eq!(undrawable_in("\u{E000}田"), ["U+E000"]);
    }

    #[test]
    fn a_variant_no_font_has_is_drawn_in_its_common_shape_and_told() {
        assert_eq!(runs("葛\u{E01EF}"), [("葛".to_owned(), false)]);
        assert_eq!(undrawable_in("葛\u{E01EF}"), ["葛 U+845B U+E01EF"]);
        assert!(undrawable_in("葛\u{E0100}").is_empty(), "a font has it");
    }
}
