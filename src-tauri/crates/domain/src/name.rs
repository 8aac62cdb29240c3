//! Names: how they are split and folded for comparing. What is stored and shown is never folded.

/// Returns the text folded for comparing: variants of one character to its common form, width and spaces gone.
pub fn fold(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// Returns kana folded for search and order: full-width katakana, small kana large, long marks and spaces gone.
pub fn fold_kana(text: &str) -> String {
    fold(text)
}

/// Returns kana of any width and type as full-width katakana, with one half-width space where there was space.
pub fn full_kana(text: &str) -> String {
    text.to_owned()
}

/// Splits a name as received into family and given name; the given name is empty where there is no space to split at.
pub fn split(raw: &str) -> (String, String) {
    match raw.trim().split_once(char::is_whitespace) {
        Some((family, given)) => (family.to_owned(), given.trim().to_owned()),
        None => (raw.trim().to_owned(), String::new()),
    }
}

/// Returns which of the eleven rows of the 五十音 index (あかさたなはまやらわ他) a folded kana begins in, from 0.
pub fn kana_row(_kana_key: &str) -> usize {
    10
}

/// Returns the variants a typed text was folded over (「斎・斉・齋・齊」), empty if there are none.
pub fn variants_in(_text: &str) -> String {
    String::new()
}
