//! One row: person, note or heading; and if a person, what is understood of it.

use domain::address::building_line;
use domain::council::Area;
use domain::date::show_long;
use domain::intake::{Draft, IntakeRow, ReadRow};
use domain::problem::{Problem, Rule};
use domain::roster_import::ListContent;

use super::suspicion::is_formula;
use crate::columns::COLUMNS;
use crate::read::{Context, Reading};
use crate::table::{Cell, Row, Weight};

/// Columns in reading order: place in `COLUMNS`, place in the row.
#[derive(Clone, Debug, Default)]
pub(super) struct Layout {
    /// The columns that are read.
    pub columns: Vec<(usize, usize)>,
    /// Name of each place in the row, for problems: the key, or the heading where the column is not read.
    pub fields: Vec<String>,
}

impl Layout {
    /// The field of a place: its column, its heading, or the letter a spreadsheet shows.
    fn field(&self, at: usize) -> String {
        self.fields
            .get(at)
            .filter(|name| !name.is_empty())
            .cloned()
            .unwrap_or_else(|| letter(at))
    }

    /// The place of a column, if the list has it.
    pub(super) fn place(&self, key: &str) -> Option<usize> {
        self.columns
            .iter()
            .find(|(column, _)| COLUMNS[*column].key == key)
            .map(|&(_, at)| at)
    }

    /// Places of the name, whole or in parts.
    fn names(&self) -> impl Iterator<Item = usize> {
        let keys = [
            "name",
            "family_name",
            "given_name",
            "registrant_name",
            "supporter_name",
            "place_name",
        ];
        keys.into_iter().filter_map(|key| self.place(key))
    }
}

/// A, B … AA, as a spreadsheet names its columns.
fn letter(at: usize) -> String {
    let last = char::from(b'A' + u8::try_from(at % 26).unwrap_or(0));
    match at / 26 {
        0 => last.to_string(),
        before => format!("{}{last}", letter(before - 1)),
    }
}

/// Returns whether a row has anything in its column of names.
pub(super) fn has_name(row: &Row, layout: &Layout) -> bool {
    let is_name = |text: &str| !text.is_empty() && !is_household_label(text);
    layout.names().any(|at| is_name(row.text(at)))
}

/// 世帯1, 【2】 or 3世帯目: the number of a household, wherever it stands.
pub(super) fn is_household_label(text: &str) -> bool {
    let opens = text.starts_with(['【', '〔', '[', '■', '●', '◆']);
    let says = text.contains("世帯");
    let number = |c: char| {
        c.is_numeric() || c.is_whitespace() || "【】〔〕[]■●◆世帯目第番号:：.-".contains(c)
    };
    (opens || says) && text.chars().all(number) && text.chars().any(char::is_numeric)
}

/// Reads a row with a person; `above` holds the cells of the person above, for 同上. The draft of a row that stays
/// outside stands beside it.
pub(super) fn read_person(
    row: &Row,
    layout: &Layout,
    context: &Context<'_>,
    place: &str,
    above: &mut Vec<Cell>,
) -> (ReadRow, Option<Draft>) {
    let mut reading = Reading::new(context, place);
    let mut resolved: Vec<(usize, Cell)> = Vec::new();
    for &(place, at) in &layout.columns {
        let Some(cell) = row.cell(at).filter(|cell| !cell.is_blank()) else {
            continue;
        };
        let column = COLUMNS[place];
        reading.column = column.key;
        reading.said.push(column.key);
        if is_ditto(&cell.text) {
            match above.get(at).filter(|cell| !cell.is_blank()) {
                Some(meant) => {
                    (column.read)(&mut reading, meant);
                    resolved.push((at, meant.clone()));
                }
                None => reading.remark(Rule::DittoWithoutRow, cell.text.trim()),
            }
            continue;
        }
        let is_number = matches!(
            column.key,
            "phone" | "mobile" | "fax" | "emergency_phone" | "emergency2_phone"
        );
        if !is_number && is_formula(&cell.text) {
            reading.remark(Rule::LooksLikeFormula, cell.text.trim());
        }
        (column.read)(&mut reading, cell);
    }
    reading.finish();
    let mut problems = flaws(row, layout);
    let keeps_out = problems.1 | check_name(&mut reading) | extra_cells(row, layout, &mut reading);
    check_area(&mut reading, context.areas);
    problems.0.append(&mut reading.problems);
    above.clone_from(&row.cells);
    resolved.into_iter().for_each(|(at, cell)| above[at] = cell);
    if keeps_out {
        above.clear();
    }
    finished(row, reading, problems.0, keeps_out)
}

/// 同上 and its signs.
fn is_ditto(text: &str) -> bool {
    matches!(
        text.trim(),
        "同上"
            | "〃"
            | "″"
            | "仝"
            | "々"
            | "”"
            | "\""
            | "同"
            | "〃〃"
            | "同　上"
            | "同 上"
            | "上に同じ"
            | "上と同じ"
            | "↑"
    )
}

fn flaws(row: &Row, layout: &Layout) -> (Vec<Problem>, bool) {
    let problem = |flaw: &crate::table::Flaw| {
        let field = flaw.column.map(|at| layout.field(at)).unwrap_or_default();
        Problem {
            field,
            rule: flaw.rule,
            detail: flaw.detail.clone(),
        }
    };
    let keeps_out = row.flaws.iter().any(|flaw| flaw.weight == Weight::KeepsOut);
    (row.flaws.iter().map(problem).collect(), keeps_out)
}

/// A name that is none keeps its row outside.
fn check_name(reading: &mut Reading<'_>) -> bool {
    let names = match reading.context.content {
        ListContent::Pairings => vec![
            ("registrant_name", reading.pairing.registrant_name.clone()),
            ("supporter_name", reading.pairing.supporter_name.clone()),
        ],
        ListContent::Places => vec![("place_name", reading.site.name.clone())],
        ListContent::Registrants | ListContent::Supporters => {
            vec![("name", reading.person.name_raw.clone())]
        }
    };
    let mut keeps_out = false;
    for (field, name) in names {
        reading.column = field;
        let name = name.trim();
        let is_formula_name = is_formula(name);
        let has_letter = name.chars().any(|c| {
            c.is_alphabetic() || matches!(c, '■' | '〓' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}')
        });
        if name.is_empty() {
            reading.remark(Rule::Missing, "");
            keeps_out = true;
        } else if !has_letter && !is_formula_name {
            reading.remark(Rule::Unreadable, name);
            keeps_out = true;
        }
        let spoiled = name.contains('\u{fffd}') || name.chars().count() > crate::limits::NAME;
        keeps_out |= is_formula_name || spoiled;
    }
    keeps_out
}

/// Cells behind the last heading: the row has slipped to the right, nobody knows from where.
fn extra_cells(row: &Row, layout: &Layout, reading: &mut Reading<'_>) -> bool {
    let width = layout.fields.len();
    let flawed = |at: usize| row.flaws.iter().any(|flaw| flaw.column == Some(at));
    let is_extra = |&(at, cell): &(usize, &Cell)| at >= width && !cell.is_blank() && !flawed(at);
    let last = row
        .cells
        .iter()
        .enumerate()
        .filter(is_extra)
        .map(|(at, _)| at)
        .next_back();
    let Some(last) = last else { return false };
    reading.column = "";
    reading.remark(Rule::TooManyCells, (last + 1).to_string());
    true
}

fn check_area(reading: &mut Reading<'_>, areas: &[Area]) {
    let of_people = !matches!(
        reading.context.content,
        ListContent::Pairings | ListContent::Places
    );
    if !of_people || areas.is_empty() {
        return;
    }
    let address = &reading.person.address;
    if address.is_known() && !areas.iter().any(|area| area.holds(address)) {
        let detail = address.town.clone();
        reading.column = "address";
        reading.remark(Rule::OutsideArea, detail);
    }
}

/// The row; and the draft beside it where it stays outside.
fn finished(
    row: &Row,
    reading: Reading<'_>,
    problems: Vec<Problem>,
    keeps_out: bool,
) -> (ReadRow, Option<Draft>) {
    let today = reading.context.today;
    let person = &reading.person;
    let address = match reading.context.content {
        ListContent::Pairings => reading.pairing.registrant_address.clone(),
        ListContent::Places => reading.site.address.clone(),
        ListContent::Registrants | ListContent::Supporters => person.address.line(),
    };
    let shown = IntakeRow {
        row: row.number.to_string(),
        comes_in: !keeps_out,
        problems,
        name: reading.name().trim().to_owned(),
        kana: person.name_kana.clone(),
        birth: person
            .birth_date
            .map(|day| show_long(day, today))
            .unwrap_or_default(),
        address,
        building: building_line(&person.building, &person.room),
        place: (reading.context.content == ListContent::Places).then(|| reading.site.clone()),
        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
    };
    let block = reading.block.clone();
    let (draft, held) = match keeps_out {
        true => (None, Some(reading.into_draft())),
        false => (Some(reading.into_draft()), None),
    };
    let read = ReadRow {
        shown,
        draft,
        block,
    };
    (read, held)
}
