//! Codes nobody has explained in the file: which they are, and what a person says they stand for.

use std::collections::BTreeMap;

use domain::intake::{CodeRow, CodedColumn, IntakeRequest};
use domain::name::fold;
use domain::roster_import::{CodeMeaning, ColumnMapping};

use crate::legend::{code_key, is_code};
use crate::read::registrant::consent_words;

/// Different codes of a column at the most: more are numbers of something, no code.
const CODES: usize = 20;

/// Signs between several codes of a cell.
const BETWEEN: &str = "、，,・／/;；＋+｜|.";

/// What the codes of a column can stand for; empty for a column without a fixed list of values.
pub(crate) fn choices(key: &str) -> &'static [CodeMeaning] {
    use CodeMeaning as M;
    match key {
        "reasons" => &[
            M::Care,
            M::Support,
            M::Body,
            M::Intellectual,
            M::Mental,
            M::Disease,
            M::Alone,
            M::ElderlyHousehold,
            M::OwnWish,
            M::Nothing,
        ],
        "consent" => &[M::Consent, M::NoConsent, M::NoAnswer],
        "gender" => &[M::Male, M::Female, M::Nothing],
        "mobility" => &[M::Walks, M::NeedsHelp, M::CannotMove, M::Nothing],
        _ => &[],
    }
}

/// The word the readers of cells know for a meaning.
fn word(meaning: CodeMeaning) -> &'static str {
    use CodeMeaning as M;
    match meaning {
        M::Care => "要介護",
        M::Support => "要支援",
        M::Body => "身体障害",
        M::Intellectual => "知的障害",
        M::Mental => "精神障害",
        M::Disease => "難病",
        M::Alone => "独居",
        M::ElderlyHousehold => "高齢者のみ世帯",
        M::OwnWish => "本人希望",
        M::Consent => "同意",
        M::NoConsent => "不同意",
        M::NoAnswer => "未回答",
        M::Male => "男",
        M::Female => "女",
        M::Walks => "自立",
        M::NeedsHelp => "一部介助",
        M::CannotMove => "全介助",
        M::Nothing => "",
    }
}

/// Returns the words for the codes of a column, by their keys.
pub(crate) fn words(column: &CodedColumn) -> Vec<(String, String)> {
    let told = column.codes.iter().filter_map(|row| {
        let meaning = row.meaning?;
        Some((code_key(&row.code), word(meaning).to_owned()))
    });
    told.collect()
}

/// Whether the cells of a column of words are codes: at least half of them, and no plain answers.
pub(crate) fn is_coded(key: &str, cells: &[&str]) -> bool {
    let is_fixed = !choices(key).is_empty() || matches!(key, "list_kind" | "household_type");
    let coded = || cells.iter().filter(|cell| !parts(cell).is_empty());
    let count = coded().count();
    if !is_fixed || count == 0 || count * 2 < cells.len() {
        return false;
    }
    let is_plain = |cell: &&&str| match key {
        // ○, 1 and 0 alone are the answers of a consent; 1 and 2 are man and woman everywhere.
        "consent" => consent_words(cell).is_some(),
        "gender" => matches!(fold(cell).as_str(), "1" | "2" | "3" | "9" | "m" | "f"),
        _ => false,
    };
    !coded().all(|cell| is_plain(&cell))
}

/// The codes of a cell; none if anything else stands in it.
fn parts(cell: &str) -> Vec<&str> {
    let between = |c: char| c.is_whitespace() || BETWEEN.contains(c);
    let parts: Vec<&str> = cell
        .split(between)
        .filter(|part| !part.is_empty())
        .collect();
    match parts.iter().all(|part| is_code(part)) {
        true => parts,
        false => Vec::new(),
    }
}

/// Returns a column of codes with what its codes stand for: as the request says, else as it is remembered. None if its
/// codes can stand for nothing we know, or are too many.
pub(crate) fn column<'a>(
    heading: &str,
    key: &str,
    cells: impl Iterator<Item = &'a str>,
    request: &IntakeRequest,
    mapping: Option<&ColumnMapping>,
) -> Option<CodedColumn> {
    let mut counts: BTreeMap<String, u32> = BTreeMap::new();
    for part in cells.flat_map(parts) {
        *counts.entry(code_key(part)).or_default() += 1;
    }
    if choices(key).is_empty() || counts.is_empty() || counts.len() > CODES {
        return None;
    }
    let asked = request.codes.get(heading);
    let kept = mapping.and_then(|mapping| mapping.codes.get(heading));
    let kept = kept.filter(|_| asked.is_none());
    let fits = |meaning: &&CodeMeaning| choices(key).contains(meaning);
    let mut remembered = false;
    let codes = counts.into_iter().map(|(code, rows)| {
        let said = asked.and_then(|codes| codes.get(&code)).filter(fits);
        let before = kept.and_then(|codes| codes.get(&code)).filter(fits);
        remembered |= said.is_none() && before.is_some();
        CodeRow {
            rows,
            meaning: said.or(before).copied(),
            code,
        }
    });
    let codes: Vec<CodeRow> = codes.collect();
    Some(CodedColumn {
        heading: heading.to_owned(),
        column: key.to_owned(),
        codes,
        choices: choices(key).to_vec(),
        remembered,
    })
}
