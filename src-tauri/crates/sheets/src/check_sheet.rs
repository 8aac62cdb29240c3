//! 安否確認シート: people in walking order, twelve to a page, with digits to tick and three lines for people not on the list.

use domain::copy::Copy;
use domain::safety_check::{CheckMode, CheckTarget, SafetyCheck, common_town};
use serde::Serialize;

use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room, room};
use crate::ink::Undrawable;
use crate::qr::Codes;
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{day, day_of, hiragana, mode_word, number, said, spoken, word, words};

/// People on a page, as they are typed back.
pub const LINES_PER_PAGE: usize = 12;
/// Lines for 名簿に無い人 on the last page of a copy.
pub const BLANK_LINES: usize = 3;

/// Returns how many pages a copy with so many people has.
pub fn pages_for(people: usize) -> u32 {
    u32::try_from(people.div_ceil(LINES_PER_PAGE).max(1)).unwrap_or(u32::MAX)
}

/// The copies to draw, each with its lines in printed order.
#[derive(Clone, Debug, Default)]
pub struct CheckSheets {
    /// Name of the body, as printed on every sheet.
    pub council: String,
    /// The event.
    pub check: SafetyCheck,
    /// Where the sheets are given back, by name; empty if nobody has said.
    pub report_place: String,
    /// The copies, and the people of each in the order of `Copy::lines`.
    pub copies: Vec<(Copy, Vec<CheckTarget>)>,
}

impl CheckSheets {
    /// Draws all pages of all copies, one behind the other.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        self.draw_if(|_| true)
    }

    /// Draws one page, counted through all copies from 1: a preview does not wait for the other thousand.
    pub fn draw_page(&self, page: u32) -> Result<Drawn, SheetError> {
        self.draw_if(|number| number == page)
    }

    /// Returns the pages of all copies together.
    pub fn pages(&self) -> u32 {
        self.copies
            .iter()
            .map(|(_, lines)| pages_for(lines.len()))
            .sum()
    }

    fn draw_if(&self, wanted: impl Fn(u32) -> bool) -> Result<Drawn, SheetError> {
        let mut codes = Codes::default();
        let mut undrawable: Vec<Undrawable> = Vec::new();
        let mut pages = Vec::new();
        let mut number = 0;
        for (copy, lines) in &self.copies {
            for page in 1..=pages_for(lines.len()) {
                number += 1;
                if wanted(number) {
                    let (drawn, missing) = self.page(copy, lines, page, &mut codes);
                    pages.push(drawn);
                    undrawable.extend(missing);
                }
            }
        }
        let side = codes.side();
        let content = Content {
            words: words(),
            head: self.head(),
            side,
            pages,
        };
        lay_out(
            "check_sheet.typ",
            &content,
            codes.into_bytes(),
            undrawable,
            Tags::LeftOut,
        )
    }

    fn head(&self) -> Head {
        let drill = self.check.mode == CheckMode::Drill;
        // The longer word of a real event pushes the rest of the head to the right.
        let text_at = if drill { 82.0 } else { 86.0 };
        Head {
            drill,
            mode: mode_word(self.check.mode),
            text_at,
        }
    }

    fn page(
        &self,
        copy: &Copy,
        lines: &[CheckTarget],
        page: u32,
        codes: &mut Codes,
    ) -> (Page, Vec<Undrawable>) {
        let mut pen = Pen::default();
        let first = (page as usize - 1) * LINES_PER_PAGE;
        let on_page = lines.iter().skip(first).take(LINES_PER_PAGE);
        let town = common_town(lines.iter());
        let rows: Vec<Row> = on_page.map(|target| row(target, town, &mut pen)).collect();
        let pages = pages_for(lines.len());
        let plain = format!("{}-{page}", number(copy.no));
        let drawn = Page {
            code: codes.add(&format!("SASAE:{plain}")),
            plain,
            copy: said("sheets.copy_no", &[("no", &number(copy.no))]),
            holder: pen.fit(
                &[&holder_line(copy, page, pages)],
                &HOLDER,
                (&copy.holder, ""),
            ),
            scope: pen.fit(&[&scope_line(copy)], &SCOPE, (&copy.scope, "")),
            event: pen.fit(&[&event_line(&self.check), &self.council], &EVENT, ("", "")),
            rule: pen.fit(&[&self.rule(copy)], &RULE, ("", "")),
            town: town.map(|town| pen.fit(&[town, word("sheets.check.numbers")], &TOWN, ("", ""))),
            people: said("sheets.people", &[("count", &rows.len().to_string())]),
            blank: if page == pages { BLANK_LINES } else { 0 },
            follows: (page < pages)
                .then(|| said("sheets.check.follows", &[("page", &(page + 1).to_string())])),
            notes: None,
            rows,
        };
        let notes = notes(&pen.undrawable);
        (Page { notes, ..drawn }, pen.undrawable)
    }

    /// Returns the one sentence every walker must have read.
    fn rule(&self, copy: &Copy) -> String {
        let place = match self.report_place.as_str() {
            "" => word("sheets.check.reception"),
            place => place,
        };
        let event_day = self
            .check
            .planned_on
            .or_else(|| self.check.started_at.map(day_of));
        match copy.due_back_on {
            Some(due) if Some(due) != event_day => said(
                "sheets.check.rule_until",
                &[("day", &day(due)), ("place", place)],
            ),
            Some(_) | None => said("sheets.check.rule", &[("place", place)]),
        }
    }
}

fn holder_line(copy: &Copy, page: u32, pages: u32) -> String {
    let (page, pages) = (page.to_string(), pages.to_string());
    let of = said("sheets.page_of", &[("page", &page), ("pages", &pages)]);
    match copy.holder.as_str() {
        "" => of,
        holder => said("sheets.check.holder", &[("of", &of), ("holder", holder)]),
    }
}

fn scope_line(copy: &Copy) -> String {
    said("sheets.check.scope", &[("scope", &copy.scope)])
}

/// Returns when the event is, and its name: with the start for a real one, which is needed on the street.
pub(crate) fn event_line(check: &SafetyCheck) -> String {
    let name = check.name.as_str();
    let planned = check.planned_on.map(day);
    match (check.mode, check.started_at, planned) {
        (CheckMode::Real, Some(at), _) => said(
            "sheets.check.started",
            &[
                ("day", &day(day_of(at))),
                ("time", &spoken(at)),
                ("name", name),
            ],
        ),
        (CheckMode::Drill, Some(at), _) => said(
            "sheets.check.from",
            &[
                ("day", &day(day_of(at))),
                ("time", &spoken(at)),
                ("name", name),
            ],
        ),
        (_, None, Some(day)) => said("sheets.check.on", &[("day", &day), ("name", name)]),
        (_, None, None) => name.to_owned(),
    }
}

fn row(target: &CheckTarget, town: Option<&str>, pen: &mut Pen) -> Row {
    let kana = spoken_kana(target);
    let person = (target.name.as_str(), kana.as_str());
    let address = town
        .and_then(|town| target.address.strip_prefix(town))
        .unwrap_or(&target.address);
    let care = if target.excused {
        said("sheets.check.excused", &[("care", &target.care)])
    } else {
        target.care.clone()
    };
    let plain = pen.fit(&[&target.name], &NAME, person);
    // A name that would become too narrow on one line gets two, and its kana a little less.
    let (name, kana_room) = if plain.narrow > 0.72 && plain.is_plain(&NAME) {
        (plain, &KANA)
    } else {
        (pen.fit(&[&target.name], &LONG_NAME, person), &LONG_KANA)
    };
    Row {
        kana: pen.fit(&[&kana], kana_room, person),
        name,
        address: pen.fit(&[address, &target.building], &ADDRESS, person),
        care: pen.fit(&[care.trim()], &CARE, person),
    }
}

/// Returns よみ as people read it: in hiragana, but in katakana where the name itself is.
fn spoken_kana(target: &CheckTarget) -> String {
    let bare = |text: &str| {
        text.chars()
            .filter(|c| !c.is_whitespace() && *c != '・')
            .collect::<String>()
    };
    if bare(&target.name) == bare(&target.kana) {
        return target.kana.clone();
    }
    hiragana(&target.kana)
}

/// Returns the line at the foot that tells the characters no font has.
pub(crate) fn notes(undrawable: &[Undrawable]) -> Option<Fitted> {
    if undrawable.is_empty() {
        return None;
    }
    let each: Vec<String> = undrawable
        .iter()
        .map(|found| {
            let who = if found.kana.is_empty() {
                &found.name
            } else {
                &found.kana
            };
            said(
                "sheets.undrawable_one",
                &[("who", who), ("code", &found.code)],
            )
        })
        .collect();
    let line = said("sheets.undrawable", &[("all", &each.join("、"))]);
    Some(Pen::default().fit(&[&line], &NOTES, ("", "")))
}

// Millimetres of the cells without their edges; check_sheet.typ has the same columns.
const KANA: Room = room(36.8, 4.0, 11.0, 1, Face::Text);
const NAME: Room = room(36.8, 5.4, 14.0, 1, Face::Bold);
const LONG_KANA: Room = room(36.8, 2.6, 6.5, 1, Face::Text);
const LONG_NAME: Room = room(36.8, 6.9, 9.5, 2, Face::Bold);
const ADDRESS: Room = room(32.0, 9.2, 11.0, 4, Face::Text);
const CARE: Room = room(25.2, 9.2, 11.0, 4, Face::Text);
const HOLDER: Room = room(80.0, 5.0, 11.0, 1, Face::Text);
const SCOPE: Room = room(100.0, 6.0, 13.0, 1, Face::Bold);
const EVENT: Room = room(100.0, 9.4, 11.0, 2, Face::Text);
const RULE: Room = room(277.0, 5.4, 12.0, 1, Face::Bold);
const TOWN: Room = room(32.0, 9.0, 11.0, 2, Face::Bold);
const NOTES: Room = room(281.0, 5.4, 9.0, 2, Face::Text);

/// What check_sheet.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    head: Head,
    side: usize,
    pages: Vec<Page>,
}

#[derive(Serialize)]
struct Head {
    drill: bool,
    mode: &'static str,
    #[serde(rename = "text-at")]
    text_at: f32,
}

#[derive(Serialize)]
struct Page {
    code: Option<usize>,
    plain: String,
    copy: String,
    holder: Fitted,
    scope: Fitted,
    event: Fitted,
    rule: Fitted,
    town: Option<Fitted>,
    people: String,
    blank: usize,
    follows: Option<String>,
    notes: Option<Fitted>,
    rows: Vec<Row>,
}

#[derive(Serialize)]
struct Row {
    kana: Fitted,
    name: Fitted,
    address: Fitted,
    care: Fitted,
}

#[cfg(test)]
mod tests {
    use domain::check_result::ResultCode;

    use super::*;

    #[test]
    fn a_copy_has_a_page_for_every_twelve_people_and_at_least_one() {
        assert_eq!([0, 1, 12, 13, 24, 25].map(pages_for), [1, 1, 1, 2, 2, 3]);
    }

    #[test]
    fn the_digits_in_the_heads_are_those_of_the_entry_grid() {
        for code in ResultCode::ALL {
            let Some(digit) = code.digit().filter(|digit| *digit > 0) else {
                continue;
            };
            let key = format!("sheets.check.d{digit}");
            assert_ne!(crate::words::word_of(&key), key, "no head for {code:?}");
        }
    }
}
