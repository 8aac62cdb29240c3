//! The numbers of the report, and what is told instead of small ones when it is given out widely.

use domain::board::Counts;
use domain::safety_check::BlockCounts;
use serde::Serialize;

use super::CheckReportSheet;
use crate::fit::{Fitted, Pen, Room};
use crate::render::font::Face;
use crate::words::{clock, said, word};

/// Numbers below this could point to a person.
const FEW: u32 = 5;

/// Whether numbers from 1 to 4 are told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SmallNumbers {
    /// As they are.
    #[default]
    Told,
    /// As 「少数」, together with what they could be reckoned from.
    Hidden,
}

impl SmallNumbers {
    /// Returns a number as it is told.
    pub(crate) fn told(self, count: u32) -> String {
        if self == Self::Hidden && (1..FEW).contains(&count) {
            return word("sheets.few").to_owned();
        }
        count.to_string()
    }

    /// Returns the found people of so many, with their counter; nearly all where few are left over.
    pub(crate) fn told_found(self, found: u32, targets: u32) -> String {
        if self.hides(targets.saturating_sub(found)) {
            return word("sheets.nearly_all").to_owned();
        }
        if self.hides(found) {
            return word("sheets.few").to_owned();
        }
        said("sheets.people", &[("count", &found.to_string())])
    }

    /// Returns whether a number would be hidden.
    pub(super) fn hides(self, count: u32) -> bool {
        self == Self::Hidden && (1..FEW).contains(&count)
    }
}

/// The four numbers at the top.
#[derive(Serialize)]
pub(super) struct Big {
    found: String,
    of: String,
    safe: String,
    away: String,
    unknown: String,
}

/// One row of the table of blocks.
#[derive(Serialize)]
pub(super) struct Line {
    name: Fitted,
    targets: String,
    ways: [String; 3],
    found: String,
    unknown: [String; 2],
    share: String,
    before: String,
    end: String,
}

/// Returns the four numbers at the top. Found people are not told where the few unknown could be reckoned.
pub(super) fn big(counts: &Counts, small: SmallNumbers) -> Big {
    let targets = counts.targets.to_string();
    let hidden = small.hides(counts.unknown());
    let of = if hidden {
        said("sheets.report.of", &[("targets", &targets)])
    } else {
        let percent = percent_of(counts).unwrap_or_default();
        said(
            "sheets.report.of_percent",
            &[("targets", &targets), ("percent", &percent)],
        )
    };
    Big {
        found: found(counts, small),
        of,
        safe: small.told(counts.safe),
        away: small.told(counts.evacuated + counts.away_known),
        unknown: small.told(counts.unknown()),
    }
}

/// Returns the rows of the table of blocks, the sum last.
pub(super) fn lines(report: &CheckReportSheet, pen: &mut Pen) -> Vec<Line> {
    let small = report.small_numbers;
    let before_of = |name: &str| {
        let blocks = report.previous.iter().flat_map(|previous| &previous.blocks);
        blocks
            .filter(|block| block.name == name)
            .find_map(|block| share(&block.counts, small))
    };
    let mut lines: Vec<Line> = report
        .blocks
        .iter()
        .map(|block| {
            let name = if block.name.is_empty() {
                word("sheets.tally.no_block")
            } else {
                &block.name
            };
            line(name, block, before_of(&block.name), small, pen)
        })
        .collect();
    let whole = BlockCounts {
        counts: report.counts,
        last_at: report.blocks.iter().filter_map(|block| block.last_at).max(),
        ..BlockCounts::default()
    };
    let before = report
        .previous
        .as_ref()
        .and_then(|previous| share(&previous.counts, small));
    lines.push(line(word("sheets.report.sum"), &whole, before, small, pen));
    lines
}

fn line(
    name: &str,
    block: &BlockCounts,
    before: Option<String>,
    small: SmallNumbers,
    pen: &mut Pen,
) -> Line {
    let c = &block.counts;
    Line {
        name: pen.fit(&[name], &BLOCK, (name, "")),
        targets: c.targets.to_string(),
        ways: [c.by_sign, c.by_visit, c.by_other].map(|count| small.told(count)),
        found: found(c, small),
        unknown: [c.no_answer, c.unchecked].map(|count| small.told(count)),
        share: share(c, small).unwrap_or_else(|| word("sheets.hidden").to_owned()),
        before: before.unwrap_or_else(|| word("sheets.hidden").to_owned()),
        end: block.last_at.map(clock).unwrap_or_default(),
    }
}

fn found(counts: &Counts, small: SmallNumbers) -> String {
    if small.hides(counts.unknown()) {
        return word("sheets.nearly_all").to_owned();
    }
    small.told(counts.found())
}

/// Returns the share of found people; none where there is nobody, or where it would betray a small number.
fn share(counts: &Counts, small: SmallNumbers) -> Option<String> {
    if small.hides(counts.unknown()) || small.hides(counts.found()) {
        return None;
    }
    Some(format!("{}%", percent_of(counts)?))
}

fn percent_of(counts: &Counts) -> Option<String> {
    Some(
        (counts.found() * 100)
            .checked_div(counts.targets)?
            .to_string(),
    )
}

const BLOCK: Room = Room {
    width: 98.0,
    height: 25.0,
    size: 11.5,
    lines: 2,
    face: Face::Text,
};

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_small_number_cannot_be_reckoned_from_the_others() {
        let counts = Counts {
            targets: 35,
            safe: 33,
            no_answer: 2,
            ..Counts::default()
        };
        let hidden = SmallNumbers::Hidden;
        assert_eq!(hidden.told(2), "少数");
        assert_eq!(hidden.told(0), "0");
        assert_eq!(hidden.told(5), "5");
        assert_eq!(found(&counts, hidden), "ほぼ全員");
        assert_eq!(share(&counts, hidden), None);
        assert_eq!(found(&counts, SmallNumbers::Told), "33");
    }
}
