//! What a list of places says: a name, what the place is used for, where it is, how to call there.

use domain::name::fold;
use domain::phone::{Phone, PhoneKind};
use domain::place::PlaceKind;
use domain::problem::Rule;

use super::Reading;
use super::values::says_nothing;
use crate::table::{Cell, CellKind};

/// The word a list of this program has for a use.
pub(crate) fn word_of(kind: PlaceKind) -> &'static str {
    match kind {
        PlaceKind::ReportPlace => "報告場所",
        PlaceKind::Shelter => "避難所",
        PlaceKind::WelfareShelter => "福祉避難所",
        PlaceKind::CommunityCentre => "コミュニティセンター",
        PlaceKind::Other => "その他",
    }
}

/// The use a text names, by the words of the field.
fn kind_in(text: &str) -> Option<PlaceKind> {
    const CENTRES: [&str; 10] = [
        "コミュニティ",
        "コミセン",
        "公民館",
        "集会所",
        "集会室",
        "会館",
        "市民センター",
        "地区センター",
        "交流センター",
        "町会事務所",
    ];
    const REPORTS: [&str; 3] = ["報告", "本部", "受付"];
    let plain = fold(text);
    let holds = |words: &[&str]| words.iter().any(|word| plain.contains(&fold(word)));
    // 指定避難所・福祉避難所 takes everybody in.
    if plain.replace("福祉避難", "").contains("避難") {
        Some(PlaceKind::Shelter)
    } else if plain.contains("福祉避難") {
        Some(PlaceKind::WelfareShelter)
    } else if holds(&REPORTS) {
        Some(PlaceKind::ReportPlace)
    } else if holds(&CENTRES) {
        Some(PlaceKind::CommunityCentre)
    } else if plain == fold(word_of(PlaceKind::Other)) {
        Some(PlaceKind::Other)
    } else {
        None
    }
}

pub(crate) fn name(row: &mut Reading<'_>, cell: &Cell) {
    row.site.name = cell.text.trim().to_owned();
}

pub(crate) fn kind(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        row.pieces.place_kind = cell.text.trim().to_owned();
    }
}

pub(crate) fn address(row: &mut Reading<'_>, cell: &Cell) {
    row.site.address = cell.text.trim().to_owned();
}

/// The building goes on with the address: a place has one line for both.
pub(crate) fn building(row: &mut Reading<'_>, cell: &Cell) {
    if !says_nothing(&cell.text) {
        let address = format!("{} {}", row.site.address, cell.text.trim());
        row.site.address = address.trim().to_owned();
    }
}

/// A telephone as written, with 内線 and all; a number of a workbook has lost its zero.
pub(crate) fn phone(row: &mut Reading<'_>, cell: &Cell) {
    if says_nothing(&cell.text) {
        return;
    }
    row.site.phone = match cell.kind {
        CellKind::Number => {
            let phones = row.phones(cell, PhoneKind::Home);
            let shown: Vec<String> = phones.iter().map(Phone::shown).collect();
            shown.join("・")
        }
        CellKind::Text | CellKind::Day(_) => cell.text.trim().to_owned(),
    };
}

pub(crate) fn note(row: &mut Reading<'_>, cell: &Cell) {
    row.site.note = cell.text.trim().to_owned();
}

/// The use: by its column, else by what the list says of all its places, else by the name. 一時避難場所 and 指定避難所 are one
/// use for us, so the word of the list stays in the remarks.
pub(super) fn finish(row: &mut Reading<'_>) {
    let word = std::mem::take(&mut row.pieces.place_kind);
    if word.is_empty() {
        let told = kind_in(&row.context.told).or_else(|| kind_in(&row.site.name));
        row.site.kind = told.unwrap_or(PlaceKind::Other);
        return;
    }
    let known = kind_in(&word);
    if known.is_none() {
        row.column = "place_kind";
        row.remark(Rule::UnknownValue, word.clone());
    }
    row.site.kind = known.unwrap_or(PlaceKind::Other);
    if fold(&word) != fold(word_of(row.site.kind)) {
        let note = [word, std::mem::take(&mut row.site.note)];
        row.site.note = note.join(" ").trim().to_owned();
    }
}
