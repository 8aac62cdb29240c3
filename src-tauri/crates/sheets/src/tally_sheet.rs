//! 集計表: one line for each block, with the sum, as it is read out over the telephone.

use chrono::{DateTime, Utc};
use domain::board::Counts;
use domain::safety_check::{BlockCounts, CheckMode, SafetyCheck};
use serde::Serialize;

use crate::check_sheet::{event_line, notes};
use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{clock, day, day_of, mode_word, said, spoken, word, words};

/// The numbers of one moment.
#[derive(Clone, Debug, Default)]
pub struct TallySheet {
    /// Name of the body.
    pub council: String,
    /// The event.
    pub check: SafetyCheck,
    /// n of 第n報; none for numbers that were not issued as one.
    pub report_number: Option<u32>,
    /// The moment the numbers were made.
    pub at: DateTime<Utc>,
    /// The whole council.
    pub counts: Counts,
    /// Block by block.
    pub blocks: Vec<BlockCounts>,
}

impl TallySheet {
    /// Draws the sheet.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut pen = Pen::default();
        let rows = self
            .blocks
            .iter()
            .map(|block| row(block, &mut pen))
            .collect();
        let whole = BlockCounts {
            name: word("sheets.tally.sum").to_owned(),
            counts: self.counts,
            ..BlockCounts::default()
        };
        let mut sum = row(&whole, &mut pen);
        sum.checkers = self
            .check
            .checkers
            .map(|count| count.to_string())
            .unwrap_or_default();
        let newest = self.blocks.iter().filter_map(|block| block.last_at).max();
        sum.reported = newest.map(clock).unwrap_or_default();
        let report = self.report();
        let counted = |key, count: u32| said(key, &[("count", &count.to_string())]);
        let content = Content {
            words: words(),
            drill: self.check.mode == CheckMode::Drill,
            mode: mode_word(self.check.mode),
            foot: said(
                "sheets.tally.foot",
                &[("name", &self.check.name), ("report", &report)],
            ),
            report,
            at: said(
                "sheets.tally.at",
                &[("day", &day(day_of(self.at))), ("time", &spoken(self.at))],
            ),
            council: pen.fit(&[&self.council], &COUNCIL, ("", "")),
            event: pen.fit(&[&event_line(&self.check)], &EVENT, ("", "")),
            also: [
                counted("sheets.tally.unlisted", self.counts.unlisted),
                counted("sheets.tally.excused", self.counts.excused),
            ],
            notes: notes(&pen.undrawable),
            rows,
            sum,
        };
        lay_out(
            "tally_sheet.typ",
            &content,
            Vec::new(),
            pen.undrawable,
            Tags::Written,
        )
    }

    fn report(&self) -> String {
        match self.report_number {
            Some(number) => said("sheets.tally.report", &[("number", &number.to_string())]),
            None if self.check.closed_at.is_some() => word("sheets.tally.end").to_owned(),
            None => word("sheets.tally.now").to_owned(),
        }
    }
}

fn row(block: &BlockCounts, pen: &mut Pen) -> Row {
    let name = match block.name.as_str() {
        "" => word("sheets.tally.no_block"),
        name => name,
    };
    let c = &block.counts;
    let share = (c.found() * 100).checked_div(c.targets).unwrap_or(0);
    Row {
        name: pen.fit(&[name], &BLOCK, (name, "")),
        counts: [c.targets, c.by_sign, c.by_visit, c.by_other].map(|count| count.to_string()),
        found: c.found().to_string(),
        share: format!("{share}%"),
        more: [
            c.safe,
            c.minor,
            c.serious,
            c.rescue,
            c.evacuated,
            c.away_known,
            c.no_answer,
            c.unchecked,
            c.houses_damaged,
            c.roster_error,
        ]
        .map(|count| count.to_string()),
        checkers: String::new(),
        reported: block.last_at.map(clock).unwrap_or_default(),
    }
}

const POINTS: f32 = 72.0 / 25.4;
const BLOCK: Room = Room {
    width: 46.0 * POINTS,
    height: 9.0 * POINTS,
    size: 12.0,
    lines: 2,
    face: Face::Bold,
};
const COUNCIL: Room = Room {
    width: 84.0 * POINTS,
    height: 5.0 * POINTS,
    size: 12.0,
    lines: 1,
    face: Face::Text,
};
const EVENT: Room = Room {
    width: 180.0 * POINTS,
    height: 5.0 * POINTS,
    size: 12.0,
    lines: 1,
    face: Face::Text,
};

/// What tally_sheet.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    drill: bool,
    mode: &'static str,
    report: String,
    at: String,
    foot: String,
    council: Fitted,
    event: Fitted,
    also: [String; 2],
    notes: Option<Fitted>,
    rows: Vec<Row>,
    sum: Row,
}

#[derive(Serialize)]
struct Row {
    name: Fitted,
    counts: [String; 4],
    found: String,
    share: String,
    more: [String; 10],
    checkers: String,
    reported: String,
}
