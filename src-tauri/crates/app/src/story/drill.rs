//! A drill as it goes: sheets printed by block, results typed back over an hour, two reports, the end.

use chrono::{DateTime, Duration, NaiveDate, NaiveTime, TimeZone, Utc};
use domain::board::CheckBoard;
use domain::check_result::{EntrySheetAnswer, ResultCode, ResultEntry, SheetNumber};
use domain::consent::YesNo;
use domain::council::Shindo;
use domain::id::SafetyCheckId;
use domain::safety_check::{CheckReport, CheckReview, SafetyCheckDraft, StartCheck};
use domain::sheet::{PrintCheckSheets, PrintedCopies};

use crate::failure::Failure;
use crate::story::Story;

/// Hour of the start in Japan.
const START_HOUR: u32 = 10;

/// What was found at every 16th door, over and over: mostly all is well.
const FOUND: [ResultCode; 16] = [
    ResultCode::Safe,
    ResultCode::Safe,
    ResultCode::Safe,
    ResultCode::AwayKnown,
    ResultCode::Safe,
    ResultCode::Safe,
    ResultCode::Evacuated,
    ResultCode::Safe,
    ResultCode::NoAnswer,
    ResultCode::Safe,
    ResultCode::Safe,
    ResultCode::Minor,
    ResultCode::Safe,
    ResultCode::Safe,
    ResultCode::RosterError,
    ResultCode::Safe,
];

/// One line in so many is never typed back: the drill ends before everybody is found.
const NEVER_TYPED: usize = 23;

/// A drill of the story.
pub struct Drill<'a> {
    story: &'a Story<'a>,
    /// The event.
    pub id: SafetyCheckId,
    /// The papers, once they are printed.
    pub copies: PrintedCopies,
    day: NaiveDate,
}

impl<'a> Drill<'a> {
    pub(super) fn prepare(
        story: &'a Story<'a>,
        name: &str,
        day: NaiveDate,
    ) -> Result<Self, Failure> {
        let draft = SafetyCheckDraft {
            name: name.to_owned(),
            planned_on: day.format("%Y-%m-%d").to_string(),
            shindo: Shindo::SixLower,
            ..SafetyCheckDraft::default()
        };
        let id = story.act("save_safety_check", &draft)?;
        Ok(Self {
            story,
            id,
            copies: PrintedCopies::default(),
            day,
        })
    }

    /// Prints, starts, types back, reports twice and closes. `returned`: the papers come back too.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn run(&mut self, returned: bool) -> Result<(), Failure> {
        self.print()?;
        self.start()?;
        self.type_back()?;
        self.close()?;
        if returned {
            self.take_back_papers()?;
        }
        Ok(())
    }

    /// Prints the sheets by block on the day before.
    ///
    /// # Errors
    /// When the call is refused.
    pub fn print(&mut self) -> Result<(), Failure> {
        self.story.set_clock(self.minute(0) - Duration::days(1));
        let request = PrintCheckSheets {
            safety_check: self.id.clone(),
            ..PrintCheckSheets::default()
        };
        self.copies = self.story.act("print_check_sheets", &request)?;
        Ok(())
    }

    /// Starts the drill.
    ///
    /// # Errors
    /// When the call is refused.
    pub fn start(&self) -> Result<(), Failure> {
        self.story.set_clock(self.minute(0));
        let request = StartCheck {
            safety_check: self.id.clone(),
            ..StartCheck::default()
        };
        self.story.act("start_safety_check", &request)
    }

    /// Types the sheets back as they come in, with 第1報 and 第2報 in between.
    ///
    /// # Errors
    /// When a call is refused.
    pub fn type_back(&self) -> Result<(), Failure> {
        let mut door = 0;
        let half = (self.copies.first_no + self.copies.last_no) / 2;
        for copy_no in self.copies.first_no..=self.copies.last_no {
            door = self.type_sheet(copy_no, door)?;
            if copy_no == half || copy_no == self.copies.last_no {
                self.story
                    .act::<CheckReport>("issue_check_report", &self.id)?;
            }
        }
        Ok(())
    }

    fn type_sheet(&self, copy_no: u32, mut door: usize) -> Result<usize, Failure> {
        let number = SheetNumber {
            safety_check: self.id.clone(),
            copy_no,
        };
        let answer: EntrySheetAnswer = self.story.call("entry_sheet", &number)?;
        let Some(sheet) = answer.sheet else {
            return Ok(door);
        };
        for page in &sheet.pages {
            for line in page.lines.iter().filter(|line| line.target.is_some()) {
                door += 1;
                if door.is_multiple_of(NEVER_TYPED) {
                    continue;
                }
                let code = FOUND[door % FOUND.len()];
                let seen = self.minute(5 + i64::try_from(door).unwrap_or(0));
                self.story.set_clock(seen + Duration::minutes(4));
                let entry = ResultEntry {
                    safety_check: self.id.clone(),
                    target: line.target.clone(),
                    code,
                    sign_seen: sign(code, door),
                    time: domain::date::in_japan(seen).format("%H%M").to_string(),
                    note: self.note(code),
                    copy: Some(sheet.copy.clone()),
                    page: page.page,
                    line: line.line,
                    ..ResultEntry::default()
                };
                self.story
                    .act::<domain::check_result::ResultSaved>("enter_result", &entry)?;
            }
        }
        Ok(door)
    }

    fn note(&self, code: ResultCode) -> String {
        match code {
            ResultCode::AwayKnown => self.story.word("note_away"),
            ResultCode::Minor => self.story.word("note_minor"),
            ResultCode::RosterError => self.story.word("note_roster_error"),
            ResultCode::Unchecked
            | ResultCode::Safe
            | ResultCode::Serious
            | ResultCode::Rescue
            | ResultCode::Evacuated
            | ResultCode::NoAnswer
            | ResultCode::Excused => String::new(),
        }
    }

    /// Closes the drill with what was learnt.
    ///
    /// # Errors
    /// When the call is refused.
    pub fn close(&self) -> Result<(), Failure> {
        self.story.set_clock(self.minute(90));
        let review = CheckReview {
            safety_check: self.id.clone(),
            checkers: Some(18),
            went_well: self.story.word("went_well"),
            hindered: self.story.word("hindered"),
            next_steps: self.story.word("next_steps"),
        };
        self.story.act("close_safety_check", &review)
    }

    /// Takes the papers back, all but the last one.
    fn take_back_papers(&self) -> Result<(), Failure> {
        self.story.set_clock(self.minute(120));
        let kept_out = self.copies.copies.len().saturating_sub(1);
        for copy in self.copies.copies.iter().take(kept_out) {
            self.story.act::<()>("return_copy", copy)?;
        }
        Ok(())
    }

    /// Returns the board of the drill.
    ///
    /// # Errors
    /// When the call is refused.
    pub fn board(&self) -> Result<CheckBoard, Failure> {
        self.story.call("check_board", &self.id)
    }

    /// Returns the moment so many minutes after the start.
    fn minute(&self, minutes: i64) -> DateTime<Utc> {
        let start = NaiveTime::from_hms_opt(START_HOUR, 0, 0).unwrap_or_default();
        let in_japan = self.day.and_time(start);
        Utc.from_utc_datetime(&in_japan) - Duration::hours(9) + Duration::minutes(minutes)
    }
}

/// At two of three doors where all is well, the sign hangs out.
fn sign(code: ResultCode, door: usize) -> YesNo {
    if code == ResultCode::Safe && !door.is_multiple_of(3) {
        YesNo::Yes
    } else {
        YesNo::No
    }
}
