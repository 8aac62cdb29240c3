//! Statements about the book itself: 管理の月報 and 事故の報告資料. Parts of named values and of tables, and who signs.

use chrono::NaiveDate;
use domain::date::show_plain;
use serde::Serialize;

use crate::check_sheet::notes;
use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{said, word, word_of, words};

/// Which statement.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum StatementKind {
    /// 管理の月報.
    #[default]
    Management,
    /// 事故の報告資料.
    Incident,
}

/// A statement with everything it needs. Titles and labels are named by the keys of their words under `sheets.statement`.
#[derive(Clone, Debug, Default)]
pub struct Statement {
    /// Which one.
    pub kind: StatementKind,
    /// Name of the body.
    pub council: String,
    /// Number of the copy.
    pub no: u32,
    /// Day it was made.
    pub made_on: NaiveDate,
    /// The month, or what it is about.
    pub about: String,
    /// Its parts.
    pub parts: Vec<StatementPart>,
}

/// A part of a statement.
#[derive(Clone, Debug, Default)]
pub struct StatementPart {
    /// Key of its title.
    pub title: &'static str,
    /// Whether it begins a page of its own.
    pub apart: bool,
    /// Named values: key of the label, and the value.
    pub rows: Vec<(&'static str, String)>,
    /// Keys of the headings of its table.
    pub heads: Vec<&'static str>,
    /// Lines of its table.
    pub lines: Vec<Vec<String>>,
    /// Key of a text below; empty for none.
    pub text: &'static str,
}

impl Statement {
    /// Draws the statement.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut pen = Pen::default();
        let name = match self.kind {
            StatementKind::Management => "management",
            StatementKind::Incident => "incident",
        };
        let key = |key: &str| word_of(&format!("sheets.statement.{key}"));
        let parts: Vec<Part> = self.parts.iter().map(|it| part(it, &mut pen)).collect();
        let content = Content {
            words: words(),
            title: key(&format!("{name}.title")),
            rule: key(&format!("{name}.rule")),
            council: pen.fit(&[&self.council], &HEAD, ("", "")),
            about: pen.fit(&[&self.about], &HEAD, ("", "")),
            no: said("sheets.statement.no", &[("no", &format!("{:03}", self.no))]),
            made_on: said(
                "sheets.statement.made",
                &[("day", &show_plain(self.made_on))],
            ),
            signs: match self.kind {
                StatementKind::Management => vec![
                    word("sheets.statement.sign.lead"),
                    word("sheets.statement.sign.security"),
                ],
                StatementKind::Incident => vec![
                    word("sheets.statement.sign.lead"),
                    word("sheets.statement.sign.reported"),
                ],
            },
            notes: notes(&pen.undrawable),
            parts,
        };
        lay_out(
            "statement.typ",
            &content,
            Vec::new(),
            pen.undrawable,
            Tags::Written,
        )
    }
}

fn part(part: &StatementPart, pen: &mut Pen) -> Part {
    let key = |key: &str| word_of(&format!("sheets.statement.{key}"));
    let columns = part.heads.len().max(1);
    let cell = Room {
        width: (178.0 / f32::from(u8::try_from(columns).unwrap_or(1)) - 4.0) * POINTS,
        ..CELL
    };
    Part {
        title: key(part.title),
        apart: part.apart,
        rows: part
            .rows
            .iter()
            .map(|(label, value)| (key(label), pen.fit(&[value], &VALUE, ("", ""))))
            .collect(),
        heads: part.heads.iter().map(|head| key(head)).collect(),
        lines: part
            .lines
            .iter()
            .map(|line| {
                line.iter()
                    .map(|it| pen.fit(&[it], &cell, ("", "")))
                    .collect()
            })
            .collect(),
        text: match part.text {
            "" => String::new(),
            text => key(text),
        },
    }
}

const POINTS: f32 = 72.0 / 25.4;

const HEAD: Room = Room {
    width: 120.0 * POINTS,
    height: 7.0 * POINTS,
    size: 14.0,
    lines: 1,
    face: Face::Text,
};

const VALUE: Room = Room {
    width: 104.0 * POINTS,
    height: 12.0 * POINTS,
    size: 11.0,
    lines: 2,
    face: Face::Text,
};

const CELL: Room = Room {
    width: 40.0 * POINTS,
    height: 10.0 * POINTS,
    size: 11.0,
    lines: 2,
    face: Face::Text,
};

/// What statement.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    title: String,
    rule: String,
    council: Fitted,
    about: Fitted,
    no: String,
    made_on: String,
    signs: Vec<&'static str>,
    notes: Option<Fitted>,
    parts: Vec<Part>,
}

#[derive(Serialize)]
struct Part {
    title: String,
    apart: bool,
    rows: Vec<(String, Fitted)>,
    heads: Vec<String>,
    lines: Vec<Vec<Fitted>>,
    text: String,
}
