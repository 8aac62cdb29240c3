//! 復旧用紙: the 予備の鍵 in large letters, what it is, where to keep it and how it is used.

use chrono::NaiveDate;
use serde::Serialize;

use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{day, said, words};

/// The 予備の鍵 of one book.
#[derive(Clone, Default)]
pub struct RecoveryPaper {
    /// Name of the body.
    pub council: String,
    /// The key in groups, as shown.
    pub groups: Vec<String>,
    /// The day it was made.
    pub made_on: NaiveDate,
}

impl std::fmt::Debug for RecoveryPaper {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("RecoveryPaper(…)")
    }
}

impl RecoveryPaper {
    /// Draws the sheet.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut pen = Pen::default();
        let content = Content {
            words: words(),
            council: pen.fit(
                &[&said(
                    "sheets.recovery.council",
                    &[("council", &self.council)],
                )],
                &COUNCIL,
                ("", ""),
            ),
            made: said("sheets.recovery.made", &[("day", &day(self.made_on))]),
            foot: pen.fit(
                &[&said("sheets.recovery.foot", &[("council", &self.council)])],
                &FOOT,
                ("", ""),
            ),
            groups: &self.groups,
        };
        lay_out(
            "recovery_sheet.typ",
            &content,
            Vec::new(),
            pen.undrawable,
            Tags::Written,
        )
    }
}

const COUNCIL: Room = Room {
    width: 480.0,
    height: 18.0,
    size: 14.0,
    lines: 1,
    face: Face::Bold,
};
const FOOT: Room = Room {
    width: 400.0,
    height: 14.0,
    size: 11.0,
    lines: 1,
    face: Face::Text,
};

/// What recovery_sheet.typ reads.
#[derive(Serialize)]
struct Content<'a> {
    words: &'static std::collections::BTreeMap<String, String>,
    council: Fitted,
    made: String,
    foot: Fitted,
    groups: &'a [String],
}
