//! 変更一覧: what the council asks the city to look at after a comparison. Why somebody is listed never stands on it.

use chrono::NaiveDate;
use domain::comparison::RowField;
use domain::date::show_plain;
use domain::registrant::RegistrantStatus;
use domain::roster_comparison::{ChangeSort, RosterComparison};
use serde::Serialize;

use crate::check_sheet::notes;
use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{said, word, word_of, words};

/// One line: a value, or a person.
#[derive(Clone, Debug, Default)]
pub struct ChangeLine {
    /// The part it stands in.
    pub sort: ChangeSort,
    /// Row of the city's list; empty for somebody it does not name.
    pub row: String,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
    /// The field; none where the person as a whole is meant.
    pub field: Option<RowField>,
    /// The city's value.
    pub city: String,
    /// Ours.
    pub ours: String,
    /// The state of somebody who left.
    pub status: Option<RegistrantStatus>,
    /// Why, in the words of the person who decided.
    pub reason: String,
}

/// The list with everything it needs.
#[derive(Clone, Debug, Default)]
pub struct ChangeListSheet {
    /// Name of the body.
    pub council: String,
    /// Number of the copy.
    pub no: u32,
    /// Day it was made.
    pub made_on: NaiveDate,
    /// The comparison.
    pub comparison: RosterComparison,
    /// The lines.
    pub lines: Vec<ChangeLine>,
}

impl ChangeListSheet {
    /// Draws the sheet.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut pen = Pen::default();
        let parts = ChangeSort::ALL.iter().filter_map(|&sort| {
            let lines: Vec<&ChangeLine> = self.lines.iter().filter(|it| it.sort == sort).collect();
            (!lines.is_empty()).then(|| Part {
                title: word_of(&format!("sheets.change_list.part.{}", sort.code())),
                rows: lines.iter().map(|line| row(line, &mut pen)).collect(),
            })
        });
        let parts: Vec<Part> = parts.collect();
        let comparison = &self.comparison;
        let as_of = comparison.as_of.map(show_plain).unwrap_or_default();
        let content = Content {
            words: words(),
            to: pen.fit(
                &[&said(
                    "sheets.change_list.to",
                    &[("office", &comparison.from_office)],
                )],
                &HEAD,
                ("", ""),
            ),
            council: pen.fit(&[&self.council], &HEAD, ("", "")),
            no: said(
                "sheets.change_list.no",
                &[("no", &format!("{:03}", self.no))],
            ),
            made_on: show_plain(self.made_on),
            about: pen.fit(
                &[&said(
                    "sheets.change_list.about",
                    &[("file", &comparison.file_name), ("as_of", &as_of)],
                )],
                &WIDE,
                ("", ""),
            ),
            notes: notes(&pen.undrawable),
            parts,
        };
        lay_out(
            "change_list.typ",
            &content,
            Vec::new(),
            pen.undrawable,
            Tags::Written,
        )
    }
}

fn row(line: &ChangeLine, pen: &mut Pen) -> Row {
    let person = (line.name.as_str(), line.kana.as_str());
    let field = line
        .field
        .map(|field| word_of(&format!("comparison.field.{}", field.code())));
    let status = line
        .status
        .map(|status| word_of(&format!("field.registrant_status.{}", status.code())));
    let ours = match (line.field, &status) {
        (Some(field), _) => value(field, &line.ours),
        (None, Some(status)) => status.clone(),
        (None, None) => String::new(),
    };
    let city = line
        .field
        .map(|field| value(field, &line.city))
        .unwrap_or_default();
    Row {
        row: pen.fit(&[&line.row], &ROW, person),
        who: pen.fit(
            &[&format!("{}　{}", line.name, line.kana), &line.address],
            &WHO,
            person,
        ),
        field: pen.fit(&[&field.unwrap_or_default()], &FIELD, person),
        city: pen.fit(&[&city], &VALUE, person),
        ours: pen.fit(&[&ours, &line.reason], &VALUE, person),
    }
}

/// A value as it reads on paper; 性別 and 同意 come as codes.
fn value(field: RowField, value: &str) -> String {
    match (field, value) {
        (_, "") => word("comparison.case.none").to_owned(),
        (RowField::Gender, code) => word_of(&format!("field.gender.{code}")),
        (RowField::Consent, code) => word_of(&format!("field.consent_status.{code}")),
        (_, text) => text.to_owned(),
    }
}

const POINTS: f32 = 72.0 / 25.4;

/// A cell of the table, as wide as its column.
const fn cell(width: f32, lines: usize) -> Room {
    Room {
        width: width * POINTS,
        height: 13.0 * POINTS,
        size: 11.0,
        lines,
        face: Face::Text,
    }
}

const ROW: Room = cell(14.0, 1);
const WHO: Room = cell(82.0, 3);
const FIELD: Room = cell(28.0, 2);
const VALUE: Room = cell(64.0, 3);
const HEAD: Room = cell(120.0, 1);
const WIDE: Room = cell(265.0, 2);

/// What change_list.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    to: Fitted,
    council: Fitted,
    no: String,
    made_on: String,
    about: Fitted,
    notes: Option<Fitted>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    title: String,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    row: Fitted,
    who: Fitted,
    field: Fitted,
    city: Fitted,
    ours: Fitted,
}
