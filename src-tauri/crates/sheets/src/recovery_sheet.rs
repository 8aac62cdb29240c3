//! 復旧用紙: the 予備の鍵, or one half of the 二人の鍵, in large letters, what it is, where to keep it and how it is used.

use chrono::NaiveDate;
use serde::Serialize;

use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{day, said, words};

/// A key on paper of one book.
#[derive(Clone, Default)]
pub struct RecoveryPaper {
    /// Name of the body.
    pub council: String,
    /// The key in groups, as shown.
    pub groups: Vec<String>,
    /// Of the 二人の鍵: whose sheet it is, and who holds the other.
    pub officers: Option<[String; 2]>,
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
            two: self.officers.is_some(),
            holder: self.officers.as_ref().map(|[name, other]| {
                let names = [("name", name.as_str()), ("other", other.as_str())];
                pen.fit(&[&said("sheets.two.holder", &names)], &HOLDER, ("", ""))
            }),
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
const HOLDER: Room = Room {
    width: 480.0,
    height: 36.0,
    size: 14.0,
    lines: 2,
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
    two: bool,
    holder: Option<Fitted>,
    made: String,
    foot: Fitted,
    groups: &'a [String],
}
