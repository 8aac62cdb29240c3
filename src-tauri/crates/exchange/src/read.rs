//! One row as it is understood, column by column, until it is a draft.

pub(crate) mod pairing;
pub(crate) mod person;
pub(crate) mod place;
pub(crate) mod registrant;
pub(crate) mod supporter;
mod values;

use chrono::NaiveDate;
use domain::consent::Consent;
use domain::council::Area;
use domain::date::{DayOf, read_date_with_era};
use domain::intake::{Draft, PairingDraft};
use domain::person::Person;
use domain::phone::{Phone, PhoneKind, read_phones};
use domain::place::Place;
use domain::problem::{Problem, Rule};
use domain::registrant::{EmergencyContact, Registrant, RegistrantDraft};
use domain::roster_import::ListContent;
use domain::supporter::{Supporter, SupporterDraft};

use crate::table::{Cell, CellKind};

/// What holds for every row of a list.
#[derive(Clone, Debug)]
pub(crate) struct Context<'a> {
    /// What the list holds.
    pub content: ListContent,
    /// 市区町村 of the council.
    pub city: String,
    /// Area of the council.
    pub areas: &'a [Area],
    /// Area code of telephone numbers that lack one.
    pub area_code: String,
    /// How long a number of the city is, so that lost zeros can be put back; 0 if nobody knows.
    pub number_length: usize,
    /// Keys of the columns the list has.
    pub keys: Vec<&'static str>,
    /// Keys of the columns whose numbers are codes nobody has explained.
    pub coded: Vec<&'static str>,
    /// What title, sheet, file and headings say of all rows.
    pub told: String,
    /// Today in Japan.
    pub today: NaiveDate,
}

/// Parts of one value that stand in several cells.
#[derive(Debug, Default)]
pub(crate) struct Pieces {
    pub era: String,
    pub birth_year: String,
    pub birth_month: String,
    pub birth_day: String,
    pub kana: [String; 2],
    /// 市区町村, 町, and the rest in one cell.
    pub city: String,
    pub town: String,
    pub number: String,
    /// 方書 as written.
    pub building: String,
    /// 丁目, 番, 号 in cells of their own.
    pub numbers: [String; 3],
    /// 市外局番, 市内局番, 加入者番号.
    pub phone: [String; 3],
    pub body_kind: String,
    pub standby: String,
    pub place_kind: String,
}

/// A row being read.
#[derive(Debug)]
pub(crate) struct Reading<'a> {
    pub context: &'a Context<'a>,
    /// 町丁目 of the sheet or the part the row stands in, for addresses that leave it out.
    pub place: &'a str,
    /// The column being read, for its problems.
    pub column: &'static str,
    /// Columns that had something in this row.
    pub said: Vec<&'static str>,
    pub problems: Vec<Problem>,
    pub person: Person,
    pub registrant: Registrant,
    pub consent: Consent,
    pub supporter: Supporter,
    pub pairing: PairingDraft,
    pub site: Place,
    /// Name of the 班・ブロック.
    pub block: String,
    pub pieces: Pieces,
}

impl<'a> Reading<'a> {
    /// Begins a row.
    pub(crate) fn new(context: &'a Context<'a>, place: &'a str) -> Self {
        Self {
            context,
            place,
            column: "",
            said: Vec::new(),
            problems: Vec::new(),
            person: Person::default(),
            registrant: Registrant::default(),
            consent: Consent::default(),
            supporter: Supporter::default(),
            pairing: PairingDraft::default(),
            site: Place::default(),
            block: String::new(),
            pieces: Pieces::default(),
        }
    }

    /// Notes something at the column being read.
    pub(crate) fn remark(&mut self, rule: Rule, detail: impl Into<String>) {
        self.problems.push(Problem::with(self.column, rule, detail));
    }

    /// The name of the row as received, for the preview.
    pub(crate) fn name(&self) -> &str {
        match self.context.content {
            ListContent::Pairings => &self.pairing.registrant_name,
            ListContent::Places => &self.site.name,
            ListContent::Registrants | ListContent::Supporters => &self.person.name_raw,
        }
    }

    /// Puts together what stood in several cells.
    pub(crate) fn finish(&mut self) {
        match self.context.content {
            ListContent::Registrants => {
                person::finish(self);
                registrant::finish(self);
            }
            ListContent::Supporters => {
                person::finish(self);
                supporter::finish(self);
            }
            ListContent::Pairings => pairing::finish(self),
            ListContent::Places => place::finish(self),
        }
    }

    /// Returns the draft.
    pub(crate) fn into_draft(self) -> Draft {
        let person = self.person;
        match self.context.content {
            ListContent::Registrants => Draft::Registrant(Box::new(RegistrantDraft {
                person,
                registrant: self.registrant,
                consent: self.consent,
            })),
            ListContent::Supporters => Draft::Supporter(Box::new(SupporterDraft {
                person,
                supporter: self.supporter,
            })),
            ListContent::Pairings => Draft::Pairing(Box::new(self.pairing)),
            ListContent::Places => Draft::Place(Box::new(self.site)),
        }
    }

    /// Reads a cell with a day; what is wrong is noted.
    pub(crate) fn day(&mut self, cell: &Cell, sort: DayOf) -> Option<NaiveDate> {
        let era = if sort == DayOf::Birth {
            self.pieces.era.clone()
        } else {
            String::new()
        };
        let reading = match (cell.kind, serial(cell, sort)) {
            (CellKind::Day(day), _) => {
                read_date_with_era(&day.to_string(), "", self.context.today, sort)
            }
            (_, Some(day)) => read_date_with_era(&day.to_string(), "", self.context.today, sort),
            _ => read_date_with_era(&cell.text, &era, self.context.today, sort),
        };
        match reading.problem {
            Some(problem) => self.remark(problem.rule, problem.detail),
            None if reading.date.is_none() && !cell.is_blank() => {
                self.remark(Rule::Unreadable, cell.text.trim());
            }
            None => {}
        }
        reading.date
    }

    /// Reads a cell with telephone numbers; what is wrong is noted.
    pub(crate) fn phones(&mut self, cell: &Cell, kind: PhoneKind) -> Vec<Phone> {
        let (phones, problems) = read_phones(&cell.text, &self.context.area_code, kind);
        for problem in problems {
            self.remark(problem.rule, problem.detail);
        }
        phones
    }

    /// The n-th emergency contact, made where there is none yet.
    pub(crate) fn contact(&mut self, at: usize) -> &mut EmergencyContact {
        let contacts = &mut self.registrant.emergency_contacts;
        if contacts.len() <= at {
            contacts.resize(at + 1, EmergencyContact::default());
        }
        &mut contacts[at]
    }
}

/// A number of five digits in a column of days is the serial day of a spreadsheet, whose format calamine did not know.
fn serial(cell: &Cell, sort: DayOf) -> Option<NaiveDate> {
    let number: i64 = cell
        .text
        .trim()
        .parse()
        .ok()
        .filter(|_| cell.kind == CellKind::Number)?;
    let least = if sort == DayOf::Birth { 100 } else { 10_000 };
    let epoch = NaiveDate::from_ymd_opt(1899, 12, 30)?;
    (least..=60_000)
        .contains(&number)
        .then(|| epoch + chrono::TimeDelta::days(number))
}
