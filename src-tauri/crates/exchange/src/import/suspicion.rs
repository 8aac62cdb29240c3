//! Texts that are not what they seem: formulas, and Japanese that was read in the wrong encoding and saved.

use encoding_rs::SHIFT_JIS;

use crate::table::Table;

/// Returns whether a text would be computed by a spreadsheet. Dashes, numbers and telephone numbers are no formulas.
pub(super) fn is_formula(text: &str) -> bool {
    let text = text.trim_start();
    let mut chars = text.chars();
    let first = chars.next();
    let rest = chars.as_str().trim();
    let has_operands = rest.contains(['(', '!', '|', '*', '$']) || rest.contains("://");
    match first {
        Some('=' | '＝') => !rest.is_empty(),
        Some('@' | '＠') => rest.contains(['(', '!']),
        Some('+' | '-' | '＋' | '－') => {
            has_operands && rest.contains(|c: char| c.is_ascii_alphabetic())
        }
        _ => false,
    }
}

/// Returns an example (「豌丞錐」=「氏名」) if a table is Japanese that was read in the wrong encoding and saved so.
pub(super) fn mojibake(table: &Table) -> Option<String> {
    // What UTF-8 becomes when it is read as CP932; ordinary lists hold these characters hardly ever.
    const UTF8_AS_CP932: &str = "縺繧繝譁蜷豌螟逕蟷荳莠莨髮鬮隧逡蛹蜿諤髢荵闍ｴ蠑";
    // What UTF-8 and CP932 become when they are read as Latin text.
    const AS_LATIN: &str = "ÃÂãåæçèéï‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ";
    let head = table.rows.iter().take(50);
    let text: String = head
        .flat_map(|row| row.cells.iter().map(|cell| cell.text.as_str()))
        .collect();
    let foreign = text.chars().filter(|c| !c.is_ascii()).count().max(1);
    let count = |signs: &str| text.chars().filter(|&c| signs.contains(c)).count();
    let lost = text.chars().filter(|&c| c == '\u{fffd}').count();
    let is_spoiled =
        count(UTF8_AS_CP932) * 12 > foreign || count(AS_LATIN) * 3 > foreign || lost * 10 > foreign;
    (is_spoiled && foreign > 5).then(|| example(table))
}

/// A heading with what it was before, where that can be told; else the first spoiled cell.
fn example(table: &Table) -> String {
    let cells = || {
        table
            .rows
            .iter()
            .take(20)
            .flat_map(|row| row.cells.iter().map(|cell| cell.text.trim()))
    };
    let mended = cells()
        .filter(|text| !text.is_ascii() && text.chars().count() <= 12)
        .find_map(|text| {
            let (bytes, _, had_errors) = SHIFT_JIS.encode(text);
            let before = std::str::from_utf8(&bytes).ok().filter(|_| !had_errors)?;
            Some(format!("「{text}」=「{before}」"))
        });
    mended.unwrap_or_else(|| {
        let first = cells().find(|text| !text.is_ascii()).unwrap_or_default();
        format!("「{}」", first.chars().take(12).collect::<String>())
    })
}
