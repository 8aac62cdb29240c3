//! 訓練結果報告書 / 安否確認報告書: one or two pages for the city and the members, without the name of any registrant.

mod chart;
mod numbers;

use chrono::NaiveDate;
use domain::board::{Counts, FoundAt};
use domain::matching_view::Coverage;
use domain::safety_check::{BlockCounts, CheckMode, CheckReport, SafetyCheck};
use serde::Serialize;

use self::chart::{Bar, Chart};
pub use self::numbers::SmallNumbers;
use self::numbers::{Line, lines};
use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room};
use crate::ink::Ink;
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{
    day, day_of, fiscal_year, mode_word, number, said, shindo, spoken, word, words,
};

/// The papers of an event: what was given out and what came back.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PapersOut {
    /// Copies made and given out.
    pub printed: u32,
    /// First number.
    pub first_no: u32,
    /// Last number.
    pub last_no: u32,
    /// Copies that are back.
    pub returned: u32,
}

/// The event before this one, of the same mode, for comparing.
#[derive(Clone, Debug, Default)]
pub struct PreviousCheck {
    /// The event.
    pub check: SafetyCheck,
    /// The whole council at its end.
    pub counts: Counts,
    /// Block by block at its end.
    pub blocks: Vec<BlockCounts>,
    /// The line of found people.
    pub found_line: Vec<FoundAt>,
}

/// Everything the report says.
#[derive(Clone, Debug, Default)]
pub struct CheckReportSheet {
    /// Name of the body.
    pub council: String,
    /// 市区町村 it is sent to.
    pub city: String,
    /// First month of the fiscal year.
    pub fiscal_year_start_month: u32,
    /// The day it is made.
    pub today: NaiveDate,
    /// The event.
    pub check: SafetyCheck,
    /// The whole council.
    pub counts: Counts,
    /// Block by block.
    pub blocks: Vec<BlockCounts>,
    /// 第n報 issued.
    pub reports: Vec<CheckReport>,
    /// The line of found people.
    pub found_line: Vec<FoundAt>,
    /// The event before, if there was one.
    pub previous: Option<PreviousCheck>,
    /// How many people have their supporters, if it is to be told.
    pub coverage: Option<Coverage>,
    /// The papers.
    pub papers: PapersOut,
    /// Whether numbers from 1 to 4 are told.
    pub small_numbers: SmallNumbers,
}

impl CheckReportSheet {
    /// Draws the report.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut pen = Pen::default();
        let name = &self.check.name;
        let held = self
            .check
            .started_at
            .map(day_of)
            .or(self.check.planned_on)
            .unwrap_or(self.today);
        let year = fiscal_year(held, self.fiscal_year_start_month);
        let free = |text: &str, pen: &mut Pen| paragraphs(text, pen);
        let content = Content {
            words: words(),
            drill: self.check.mode == CheckMode::Drill,
            mode: mode_word(self.check.mode),
            to: (!self.city.is_empty()).then(|| said("sheets.report.to", &[("city", &self.city)])),
            day: day(self.today),
            council: pen.fit(&[&self.council], &COUNCIL, ("", "")),
            title: pen.fit(
                &[&said(
                    "sheets.report.title",
                    &[("year", &year), ("name", name)],
                )],
                &TITLE,
                ("", ""),
            ),
            foot: pen.fit(
                &[&said("sheets.report.foot", &[("name", name)])],
                &FOOT,
                ("", ""),
            ),
            intro: pen.set(&self.intro(), Face::Text, ("", "")),
            big: numbers::big(&self.counts, self.small_numbers),
            also: self.also(),
            rows: lines(self, &mut pen),
            before: self.previous.is_some(),
            methods: self.small_numbers == SmallNumbers::Told,
            chart: Chart::of(self),
            bars: Bar::of(self),
            ways_note: self.ways_note(),
            well: free(&self.check.went_well, &mut pen),
            hindered: free(&self.check.hindered, &mut pen),
            next: free(&self.check.next_steps, &mut pen),
            coverage: self.coverage_line(),
            papers: self.papers_line(),
            closing: match self.small_numbers {
                SmallNumbers::Told => word("sheets.report.no_names"),
                SmallNumbers::Hidden => word("sheets.report.few_note"),
            },
        };
        lay_out(
            "check_report.typ",
            &content,
            Vec::new(),
            pen.undrawable,
            Tags::Written,
        )
    }

    fn intro(&self) -> String {
        let check = &self.check;
        let targets = self.counts.targets.to_string();
        let (Some(start), Some(end)) = (check.started_at, check.closed_at) else {
            return said(
                "sheets.report.intro_open",
                &[("name", &check.name), ("targets", &targets)],
            );
        };
        let checkers = check
            .checkers
            .map(|count| said("sheets.report.checkers", &[("count", &count.to_string())]))
            .unwrap_or_default();
        // An event that runs past midnight names both days.
        let end_day = if day_of(start) == day_of(end) {
            String::new()
        } else {
            day(day_of(end))
        };
        let values = [
            ("day", day(day_of(start))),
            ("start", spoken(start)),
            ("end", end_day + &spoken(end)),
            ("shindo", shindo(check.shindo).to_owned()),
            ("checkers", checkers),
            ("targets", targets),
        ];
        let values: Vec<(&str, &str)> = values
            .iter()
            .map(|(name, text)| (*name, text.as_str()))
            .collect();
        match check.mode {
            CheckMode::Drill => said("sheets.report.intro_drill", &values),
            CheckMode::Real => said("sheets.report.intro_real", &values),
        }
    }

    /// Returns the sentence with the rarer results; only those that happened.
    fn also(&self) -> Option<String> {
        let c = &self.counts;
        let (hurt, rescue) = match self.check.mode {
            CheckMode::Drill => (
                "sheets.report.also_hurt_drill",
                "sheets.report.also_rescue_drill",
            ),
            CheckMode::Real => (
                "sheets.report.also_hurt_real",
                "sheets.report.also_rescue_real",
            ),
        };
        let parts: Vec<String> = [
            (hurt, c.minor + c.serious),
            (rescue, c.rescue),
            ("sheets.report.also_error", c.roster_error),
            ("sheets.report.also_excused", c.excused),
            ("sheets.report.also_unlisted", c.unlisted),
            ("sheets.report.also_house", c.houses_damaged),
        ]
        .into_iter()
        .filter(|(_, count)| *count > 0)
        .map(|(key, count)| said(key, &[("count", &self.small_numbers.told(count))]))
        // 「少数人」 is no word.
        .map(|part| part.replace(&format!("{}人", word("sheets.few")), word("sheets.few")))
        .collect();
        (!parts.is_empty()).then(|| said("sheets.report.also", &[("all", &parts.join("、"))]))
    }

    fn ways_note(&self) -> String {
        match &self.previous {
            Some(previous) => said("sheets.report.ways_note", &[("name", &previous.check.name)]),
            None => word("sheets.report.ways_note_alone").to_owned(),
        }
    }

    fn coverage_line(&self) -> Option<String> {
        let coverage = self.coverage?;
        let all = coverage.full + coverage.one + coverage.zero;
        let share = |part: u32| (part * 100).checked_div(all).unwrap_or(0).to_string();
        (all > 0).then(|| {
            let told = |count| self.small_numbers.told(count);
            let values = [
                ("full", told(coverage.full)),
                ("full_percent", share(coverage.full)),
                ("one", told(coverage.one)),
                ("one_percent", share(coverage.one)),
                ("zero", told(coverage.zero)),
                ("zero_percent", share(coverage.zero)),
            ];
            let values: Vec<(&str, &str)> = values
                .iter()
                .map(|(name, text)| (*name, text.as_str()))
                .collect();
            let line = said("sheets.report.coverage_line", &values);
            match coverage.full_waiting {
                0 => line,
                // Who is only noted down has not been asked: the city must not count on it.
                waiting => {
                    line + &said(
                        "sheets.report.coverage_waiting",
                        &[("waiting", &told(waiting))],
                    )
                }
            }
        })
    }

    fn papers_line(&self) -> String {
        let papers = &self.papers;
        if papers.printed == 0 {
            return word("sheets.report.papers_none").to_owned();
        }
        let out = papers.printed.saturating_sub(papers.returned);
        let key = if out == 0 {
            "sheets.report.papers_all_back"
        } else {
            "sheets.report.papers_out"
        };
        said(
            key,
            &[
                ("printed", &papers.printed.to_string()),
                ("first", &number(papers.first_no)),
                ("last", &number(papers.last_no)),
                ("returned", &papers.returned.to_string()),
                ("out", &out.to_string()),
            ],
        )
    }
}

/// Returns the lines a person wrote, without the dot or dash some put before them.
fn paragraphs(text: &str, pen: &mut Pen) -> Vec<Ink> {
    text.lines()
        .map(|line| line.trim().trim_start_matches(['・', '-', '●', '○']).trim())
        .filter(|line| !line.is_empty())
        .map(|line| pen.set(line, Face::Text, ("", "")))
        .collect()
}

const COUNCIL: Room = Room {
    width: 300.0,
    height: 16.0,
    size: 11.5,
    lines: 1,
    face: Face::Text,
};
const TITLE: Room = Room {
    width: 490.0,
    height: 46.0,
    size: 20.0,
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

/// What check_report.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    drill: bool,
    mode: &'static str,
    to: Option<String>,
    day: String,
    council: Fitted,
    title: Fitted,
    foot: Fitted,
    intro: Ink,
    big: numbers::Big,
    also: Option<String>,
    rows: Vec<Line>,
    before: bool,
    methods: bool,
    chart: Option<Chart>,
    bars: Vec<Bar>,
    ways_note: String,
    well: Vec<Ink>,
    hindered: Vec<Ink>,
    next: Vec<Ink>,
    coverage: Option<String>,
    papers: String,
    closing: &'static str,
}
