//! 確認はがき: true postcards (100 × 148 mm), for the manual tray every ordinary printer has; folded or cut paper of a copier
//! is too thin to be posted.
//!
//! Whoever carries a card can read it. All that is about the person stands on the address side, above the address a letter
//! bears anyway, below it only the last digits of telephones and how many contacts there are: no number, no other name, no
//! care, no word of the roster. The other side is the same on every card of a copy, so a stack turned round cannot give
//! somebody the card of another; it is printed in a second run, hence all address sides come before all text sides. What
//! was written on a card comes back by hand, not by post.

use chrono::Months;
use domain::address::building_line;
use domain::copy::Copy;
use domain::person::Person;
use serde::Serialize;

use crate::error::SheetError;
use crate::fit::{Fitted, Pen, Room, room};
use crate::ink::Undrawable;
use crate::render::font::Face;
use crate::render::{Drawn, Tags, lay_out};
use crate::words::{day, day_of, number, said, word, words};

/// Digits of a telephone that are shown: enough to know it by, too few to call.
const LAST_DIGITS: usize = 4;

/// Somebody who is asked by a card.
#[derive(Clone, Debug, Default)]
pub struct Card {
    /// Who it is.
    pub person: Person,
    /// How many 緊急連絡先 are known.
    pub contacts: usize,
}

/// The copies to draw, each with its cards in walking order.
#[derive(Clone, Debug, Default)]
pub struct ConfirmCards {
    /// Name of the body that asks.
    pub council: String,
    /// 市区町村 it lies in.
    pub city: String,
    /// Where one answers.
    pub telephone: String,
    /// The copies and their cards.
    pub copies: Vec<(Copy, Vec<Card>)>,
}

impl ConfirmCards {
    /// Draws all address sides, and then as many text sides.
    pub fn draw(&self) -> Result<Drawn, SheetError> {
        self.draw_if(|_| true)
    }

    /// Draws one page, counted from 1.
    pub fn draw_page(&self, page: u32) -> Result<Drawn, SheetError> {
        if !(1..=self.pages()).contains(&page) {
            return Err(SheetError::NoSuchPage(page));
        }
        self.draw_if(|number| number == page)
    }

    /// Returns the pages: two for each card.
    pub fn pages(&self) -> u32 {
        let cards: usize = self.copies.iter().map(|(_, cards)| cards.len()).sum();
        u32::try_from(cards * 2).unwrap_or(u32::MAX)
    }

    fn draw_if(&self, wanted: impl Fn(u32) -> bool) -> Result<Drawn, SheetError> {
        let mut undrawable: Vec<Undrawable> = Vec::new();
        let mut numbers = 1..;
        let mut is_wanted = || numbers.next().is_some_and(&wanted);
        let (mut fronts, mut backs) = (Vec::new(), Vec::new());
        for (copy, cards) in &self.copies {
            for (at, card) in (1..).zip(cards).filter(|_| is_wanted()) {
                let mut pen = Pen::default();
                fronts.push(self.front(copy, at, card, &mut pen));
                undrawable.extend(pen.undrawable);
            }
        }
        for (copy, cards) in &self.copies {
            backs.extend(
                cards
                    .iter()
                    .filter(|_| is_wanted())
                    .map(|_| self.back(copy)),
            );
        }
        let content = Content {
            words: words(),
            council: self.council_line(&COUNCIL),
            council_large: self.council_line(&COUNCIL_LARGE),
            telephone: said("sheets.card.telephone", &[("number", &self.telephone)]),
            fronts,
            backs,
        };
        lay_out(
            "confirm_card.typ",
            &content,
            Vec::new(),
            undrawable,
            Tags::Written,
        )
    }

    fn front(&self, copy: &Copy, at: u32, card: &Card, pen: &mut Pen) -> Front {
        let person = &card.person;
        let name = person.name();
        let who = (name.as_str(), person.name_kana.as_str());
        let building = building_line(&person.building, &person.room);
        let is_code = person.postal_code.len() == 7;
        Front {
            postal: person.postal_code.chars().filter(|_| is_code).collect(),
            address: pen.fit(&[&self.address_of(person), &building], &ADDRESS, who),
            name: pen.fit(&[&name], &NAME, who),
            no: said(
                "sheets.card.no",
                &[("no", &number(copy.no)), ("card", &at.to_string())],
            ),
            phones: pen.fit(&[&phones(person)], &VALUE, who),
            contacts: match card.contacts {
                0 => word("sheets.card.not_known").to_owned(),
                known => said("sheets.card.contacts_known", &[("n", &known.to_string())]),
            },
        }
    }

    /// The address with the city, as the post wants it.
    fn address_of(&self, person: &Person) -> String {
        let line = match person.address.line() {
            line if line.is_empty() => person.address_raw.clone(),
            line => line,
        };
        if line.contains(&self.city) {
            line
        } else {
            format!("{}{line}", self.city)
        }
    }

    fn back(&self, copy: &Copy) -> Back {
        let until = copy
            .issued_at
            .and_then(|at| day_of(at).checked_add_months(Months::new(1)));
        let by = said(
            "sheets.card.by",
            &[("day", &until.map(day).unwrap_or_default())],
        );
        let plain = |key, room: &Room| {
            let text = said(key, &[("council", &self.council)]);
            Pen::default().fit(&[&text], room, ("", ""))
        };
        Back {
            intro: plain("sheets.card.intro", &PARAGRAPH),
            by: Pen::default().fit(&[&by], &PARAGRAPH, ("", "")),
            give: plain("sheets.card.give", &PARAGRAPH),
        }
    }

    fn council_line(&self, room: &Room) -> Fitted {
        Pen::default().fit(&[&self.council], room, ("", ""))
    }
}

/// The last digits of the telephones that are known, or that none is.
fn phones(person: &Person) -> String {
    let digits = person.phones.iter().map(|phone| phone.digits.as_str());
    let known: Vec<String> = digits
        .filter(|digits| digits.len() > LAST_DIGITS)
        .filter_map(|digits| digits.get(digits.len() - LAST_DIGITS..))
        .map(str::to_owned)
        .collect();
    if known.is_empty() {
        return word("sheets.card.not_known").to_owned();
    }
    let all = known.join(word("sheets.card.and"));
    said("sheets.card.phone_ends", &[("all", &all)])
}

// Millimetres; confirm_card.typ has the same.
const ADDRESS: Room = room(80.0, 18.0, 14.0, 3, Face::Text);
const NAME: Room = room(66.0, 10.0, 22.0, 1, Face::Bold);
const VALUE: Room = room(51.0, 6.0, 12.0, 1, Face::Bold);
const COUNCIL: Room = room(84.0, 6.0, 13.0, 1, Face::Bold);
const COUNCIL_LARGE: Room = room(80.0, 6.5, 15.0, 1, Face::Bold);
const PARAGRAPH: Room = room(84.0, 15.0, 12.0, 3, Face::Text);

/// What confirm_card.typ reads.
#[derive(Serialize)]
struct Content {
    words: &'static std::collections::BTreeMap<String, String>,
    council: Fitted,
    council_large: Fitted,
    telephone: String,
    fronts: Vec<Front>,
    backs: Vec<Back>,
}

/// The address side.
#[derive(Serialize)]
struct Front {
    postal: Vec<char>,
    address: Fitted,
    name: Fitted,
    no: String,
    phones: Fitted,
    contacts: String,
}

/// The text side.
#[derive(Serialize)]
struct Back {
    intro: Fitted,
    by: Fitted,
    give: Fitted,
}
