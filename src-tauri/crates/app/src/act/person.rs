//! A human being on saving: what was typed is kept as it is, everything derived from it is made anew.

use chrono::NaiveDate;
use domain::confirmation::{Fact, FactDays};
use domain::council::{Block, Council};
use domain::date::{DayOf, read_date};
use domain::id::BlockId;
use domain::name::full_kana;
use domain::person::{LATITUDES, LONGITUDES, Person};
use domain::phone::{Phone, read_phones};
use domain::problem::{Problem, Rule};
use store::Reader;

use crate::ask::council::blocks_in_order;
use crate::failure::Failure;

/// Digits of a 郵便番号.
const POSTAL_DIGITS: usize = 7;

/// The longest text a field of a person can hold.
const LONGEST: usize = 200;

/// Makes every derived field of a person anew and returns what is wrong, all at once, each at its field. What was not
/// touched since `before` keeps what was understood of it: a list may have known more (the era in a cell of its own).
pub(crate) fn remake(
    person: &mut Person,
    before: Option<&Person>,
    council: &Council,
    today: NaiveDate,
) -> Vec<Problem> {
    let mut problems = Vec::new();
    trim(person);
    person.name_kana = full_kana(&person.name_kana);
    person.derive(&council.city);
    match before {
        Some(before) if before.address_raw == person.address_raw => {
            person.address = before.address.clone();
        }
        _ => person.address = person.address.clone().settled_by(&council.areas),
    }
    if let Some(before) = before {
        person.leave_home_of(before);
    }
    match before {
        Some(before) if before.birth_raw == person.birth_raw => {
            person.birth_date = before.birth_date;
        }
        _ => problems.extend(remake_birth(person, today)),
    }
    problems.extend(remake_postal_code(person));
    problems.extend(wrong_position(person, before));
    let known = before
        .map(|before| before.phones.as_slice())
        .unwrap_or_default();
    problems.extend(remake_phones(person, known, &council.area_code));
    problems
}

/// Notes today for address and telephone where they are written anew.
pub(crate) fn note_days_of_person(
    today: NaiveDate,
    before: Option<&Person>,
    now: &Person,
    days: &mut FactDays,
) {
    let new = Person::default();
    let old = before.unwrap_or(&new);
    let home = |person: &Person| {
        let Person {
            address_raw,
            building,
            room,
            ..
        } = person.clone();
        (address_raw, building, room)
    };
    if home(old) != home(now) {
        days.insert(Fact::Address, today);
    }
    if old.phones != now.phones {
        days.insert(Fact::Phone, today);
    }
}

/// Fills what a list left to us: the keys always, the rest only where the reader of the list gave nothing.
pub(crate) fn fill(person: &mut Person, council: &Council, today: NaiveDate) {
    let read = person.address.clone();
    person.derive(&council.city);
    if read.is_known() {
        person.address = read;
    } else {
        person.address = person.address.clone().settled_by(&council.areas);
    }
    if person.birth_date.is_none() {
        person.birth_date = read_date(&person.birth_raw, today, DayOf::Birth).date;
    }
}

/// Returns what a form must not leave out.
pub(crate) fn missing(person: &Person) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (field, text) in [
        ("family_name", &person.family_name),
        ("name_kana", &person.name_kana),
    ] {
        if text.is_empty() {
            problems.push(Problem::new(field, Rule::Missing));
        }
        if text.chars().count() > LONGEST {
            problems.push(Problem::with(field, Rule::TooLong, LONGEST.to_string()));
        }
    }
    problems
}

/// Takes away white space around what was typed. Inside a name nothing is touched.
fn trim(person: &mut Person) {
    for text in [
        &mut person.family_name,
        &mut person.given_name,
        &mut person.name_kana,
        &mut person.typing_form,
        &mut person.birth_raw,
        &mut person.postal_code,
        &mut person.address_raw,
        &mut person.building,
        &mut person.room,
        &mut person.householder_name,
        &mut person.association,
        &mut person.email,
    ] {
        if text.trim().len() != text.len() {
            *text = text.trim().to_owned();
        }
    }
}

fn remake_birth(person: &mut Person, today: NaiveDate) -> Option<Problem> {
    let reading = read_date(&person.birth_raw, today, DayOf::Birth);
    person.birth_date = reading.date;
    reading.problem.map(|problem| Problem {
        field: "birth_raw".into(),
        ..problem
    })
}

fn remake_postal_code(person: &mut Person) -> Option<Problem> {
    let folded = domain::name::fold(&person.postal_code);
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    if person.postal_code.is_empty() || digits.len() == POSTAL_DIGITS {
        person.postal_code = digits;
        return None;
    }
    Some(Problem::with(
        "postal_code",
        Rule::WrongLength,
        digits.len().to_string(),
    ))
}

fn position(person: &Person) -> (Option<f64>, Option<f64>) {
    (person.lat, person.lon)
}

/// Two numbers that are swapped, or no numbers at all, are no place in Japan.
fn wrong_position(person: &Person, before: Option<&Person>) -> Option<Problem> {
    let (lat, lon) = (person.lat?, person.lon?);
    let is_known = before.is_some_and(|before| position(before) == position(person));
    let is_in_japan = LATITUDES.contains(&lat) && LONGITUDES.contains(&lon);
    (!is_known && !is_in_japan).then(|| Problem::new("position", Rule::NoSuchPosition))
}

fn remake_phones(person: &mut Person, known: &[Phone], area_code: &str) -> Vec<Problem> {
    let mut problems = Vec::new();
    let mut phones = Vec::new();
    for phone in std::mem::take(&mut person.phones) {
        let typed = if phone.raw.is_empty() {
            &phone.digits
        } else {
            &phone.raw
        };
        if let Some(same) = known
            .iter()
            .find(|it| it.raw == phone.raw && !it.raw.is_empty())
        {
            phones.push(Phone {
                kind: phone.kind,
                ..same.clone()
            });
            continue;
        }
        let (read, wrong) = read_phones(typed, area_code, phone.kind);
        phones.extend(read);
        let at_field = |problem| Problem {
            field: "phones".into(),
            ..problem
        };
        problems.extend(wrong.into_iter().map(at_field));
    }
    person.phones = phones;
    problems
}

/// Puts a new person into the block whose area holds the address, if exactly one does.
pub(crate) fn place_in_block(reader: &Reader<'_>, person: &mut Person) -> Result<(), Failure> {
    if person.block.is_none() {
        person.block = block_of(&blocks_in_order(reader)?, person);
    }
    Ok(())
}

/// Returns the one block whose area holds the address of the person.
pub(crate) fn block_of(blocks: &[Block], person: &Person) -> Option<BlockId> {
    let holds = |block: &&Block| block.areas.iter().any(|area| area.holds(&person.address));
    let mut holding = blocks.iter().filter(holds);
    match (holding.next(), holding.next()) {
        (Some(block), None) => Some(block.id.clone()),
        _ => None,
    }
}
