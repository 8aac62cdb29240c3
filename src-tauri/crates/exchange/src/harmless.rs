//! Texts no spreadsheet computes (trust.md, test 45): a quotation mark before what could begin a formula, taken away again
//! on reading.

/// Returns whether a text could begin a formula, or already bears the mark before one.
fn begins_formula(text: &str) -> bool {
    let behind_marks = text.trim_start_matches('\'');
    let first = behind_marks.trim_start_matches([' ', '　']).chars().next();
    matches!(
        first,
        Some('=' | '+' | '-' | '@' | '\t' | '\r' | '\n' | '＝' | '＋' | '－' | '＠')
    )
}

/// Returns the text as it may stand in a file of text.
pub(crate) fn harmless(text: &str) -> String {
    if begins_formula(text) {
        format!("'{text}")
    } else {
        text.to_owned()
    }
}

/// Returns the text without the mark.
pub(crate) fn plain(text: String) -> String {
    match text.strip_prefix('\'') {
        Some(rest) if begins_formula(rest) => rest.to_owned(),
        _ => text,
    }
}
