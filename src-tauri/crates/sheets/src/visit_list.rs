//! 訪問の用紙: people in walking order, ten to a page, with what is to be asked and room to write what changed.

use chrono::{Datelike, NaiveDate};
use domain::address::building_line;
use domain::confirmation::Fact;
use domain::copy::Copy;
use domain::person::Person;
use domain::phone::Phone;
use serde::Serialize;

use crate::check_sheet::notes;
use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room, room};
use crate::ink::Undrawable;
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{day, hiragana, number, said, word, word_of, words};

/// People on a page.
const LINES_PER_PAGE: usize = 10;

/// Returns how many pages a copy with so many people has.
pub fn visit_pages_for(people: usize) -> u32 {
    u32::try_from(people.div_ceil(LINES_PER_PAGE).max(1)).unwrap_or(u32::MAX)
}

/// Somebody to be visited.
#[derive(Clone, Debug, Default)]
pub struct VisitLine {
    /// Who it is.
    pub person: Person,
    /// 最終確認日 of the record.
    pub confirmed_on: Option<NaiveDate>,
    /// What is to be asked.
    pub facts: Vec<Fact>,
}

/// The copies to draw, each with its people in walking order.
#[derive(Clone, Debug, Default)]
pub struct VisitList {
    /// Name of the body.
    pub council: String,
    /// The day it is drawn.
    pub made_on: NaiveDate,
    /// The copies and their people.
    pub copies: Vec<(Copy, Vec<VisitLine>)>,
}

impl VisitList {
    /// Draws all pages of all copies, one behind the other.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        let mut undrawable: Vec<Undrawable> = Vec::new();
        let mut pages = Vec::new();
        for (copy, lines) in &self.copies {
            for page in 1..=visit_pages_for(lines.len()) {
                let (drawn, missing) = self.page(copy, lines, page);
                pages.push(drawn);
                undrawable.extend(missing);
            }
        }
        let content = Content {
            words: words(),
            pages,
        };
        lay_out(
            "visit_list.typ",
            &content,
            Vec::new(),
            undrawable,
            Tags::Written,
        )
    }

    fn page(&self, copy: &Copy, lines: &[VisitLine], page: u32) -> (Page, Vec<Undrawable>) {
        let mut pen = Pen::default();
        let first = (page as usize - 1) * LINES_PER_PAGE;
        let on_page = lines.iter().enumerate().skip(first).take(LINES_PER_PAGE);
        let rows: Vec<Row> = on_page
            .map(|(at, line)| row(at + 1, line, &mut pen))
            .collect();
        let pages = visit_pages_for(lines.len()).to_string();
        let of = said(
            "sheets.page_of",
            &[("page", &page.to_string()), ("pages", &pages)],
        );
        let due = copy.due_back_on.map_or_else(String::new, |due| {
            said("sheets.visit.due", &[("day", &day(due))])
        });
        let drawn = Page {
            copy: said("sheets.copy_no", &[("no", &number(copy.no))]),
            scope: pen.fit(&[&copy.scope], &SCOPE, (&copy.scope, "")),
            holder: pen.fit(
                &[&match copy.holder.as_str() {
                    "" => of,
                    holder => said("sheets.check.holder", &[("of", &of), ("holder", holder)]),
                }],
                &HOLDER,
                (&copy.holder, ""),
            ),
            council: pen.fit(
                &[&format!("{}　{}", self.council, day(self.made_on))],
                &COUNCIL,
                ("", ""),
            ),
            rule: pen.fit(
                &[&format!("{}{due}", word("sheets.visit.rule"))],
                &RULE,
                ("", ""),
            ),
            notes: None,
            rows,
        };
        let notes = notes(&pen.undrawable);
        (Page { notes, ..drawn }, pen.undrawable)
    }
}

fn row(at: usize, line: &VisitLine, pen: &mut Pen) -> Row {
    let person = &line.person;
    let (name, kana) = (person.name(), hiragana(&person.name_kana));
    let who = (name.as_str(), kana.as_str());
    let address = match person.address.line() {
        line if line.is_empty() => person.address_raw.clone(),
        line => line,
    };
    let building = building_line(&person.building, &person.room);
    let phones: Vec<String> = person.phones.iter().take(2).map(Phone::shown).collect();
    let ask = |fact: &Fact| word_of(&format!("sheets.visit.fact.{}", fact.code()));
    Row {
        no: at.to_string(),
        kana: pen.fit(&[&kana], &KANA, who),
        name: pen.fit(&[&name], &NAME, who),
        address: pen.fit(&[&address, &building], &ADDRESS, who),
        phone: phones,
        last: line.confirmed_on.map_or_else(
            || word("sheets.visit.never").to_owned(),
            |on| {
                let (month, day) = (on.month().to_string(), on.day().to_string());
                let year = on.year().to_string();
                let parts = [("year", &*year), ("month", &month), ("day", &day)];
                said("sheets.visit.last_on", &parts)
            },
        ),
        ask: line.facts.iter().map(ask).collect(),
    }
}

// Millimetres of the cells without their edges; visit_list.typ has the same columns.
const KANA: Room = room(45.0, 4.0, 11.0, 1, Face::Text);
const NAME: Room = room(45.0, 6.0, 14.0, 1, Face::Bold);
const ADDRESS: Room = room(57.0, 11.0, 11.0, 3, Face::Text);
const SCOPE: Room = room(110.0, 6.0, 14.0, 1, Face::Bold);
const HOLDER: Room = room(80.0, 5.0, 11.0, 1, Face::Text);
const COUNCIL: Room = room(110.0, 5.0, 11.0, 1, Face::Text);
const RULE: Room = room(281.0, 5.4, 12.0, 1, Face::Bold);

/// What visit_list.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    pages: Vec<Page>,
}

#[derive(Serialize)]
struct Page {
    copy: String,
    scope: Fitted,
    holder: Fitted,
    council: Fitted,
    rule: Fitted,
    notes: Option<Fitted>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    no: String,
    kana: Fitted,
    name: Fitted,
    address: Fitted,
    phone: Vec<String>,
    last: String,
    ask: Vec<String>,
}
