//! A human being on saving: what was typed is kept as it is, everything derived from it is made anew.

use chrono::NaiveDate;
use domain::council::{Area, Block};
use domain::date::TypedDate;
use domain::id::BlockId;
use domain::person::Person;
use domain::problem::{Problem, Rule};
use store::Reader;

use crate::ask::council::blocks_in_order;
use crate::failure::Failure;
use crate::understand;

/// Digits of a 郵便番号.
const POSTAL_DIGITS: usize = 7;

/// The longest text a field of a person can hold.
const LONGEST: usize = 200;

/// Makes every derived field of a person anew and returns what is wrong, all at once, each at its field.
pub(crate) fn remake(person: &mut Person, area_code: &str, today: NaiveDate) -> Vec<Problem> {
    let mut problems = Vec::new();
    trim(person);
    person.name_kana = domain::name::full_kana(&person.name_kana);
    let name = format!("{}{}", person.family_name, person.given_name);
    person.name_key = domain::name::fold(&name);
    person.kana_key = domain::name::fold_kana(&person.name_kana);
    person.address = understand::address(&person.address_raw);
    remake_birth(person, today, &mut problems);
    remake_postal_code(person, &mut problems);
    person.phones.retain(|phone| !phone.raw.trim().is_empty() || !phone.digits.is_empty());
    for phone in &mut person.phones {
        problems.extend(understand::phone(phone, area_code));
    }
    problems
}

/// Returns what a form must not leave out.
pub(crate) fn missing(person: &Person) -> Vec<Problem> {
    let mut problems = Vec::new();
    for (field, text) in [("family_name", &person.family_name), ("name_kana", &person.name_kana)] {
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
    ] {
        if text.trim().len() != text.len() {
            *text = text.trim().to_owned();
        }
    }
}

fn remake_birth(person: &mut Person, today: NaiveDate, problems: &mut Vec<Problem>) {
    person.birth_date = None;
    if person.birth_raw.is_empty() {
        return;
    }
    let typed = TypedDate { text: person.birth_raw.clone(), may_be_future: false };
    let reading = understand::date(&typed, today);
    person.birth_date = reading.date;
    if let Some(problem) = reading.problem {
        problems.push(Problem { field: "birth_raw".into(), ..problem });
    } else if reading.date.is_none() {
        let rule = if reading.readings.is_empty() { Rule::Unreadable } else { Rule::TwoReadings };
        let both: Vec<String> = reading.readings.into_iter().map(|(_, echo)| echo).collect();
        problems.push(Problem::with("birth_raw", rule, both.join("／")));
    }
}

fn remake_postal_code(person: &mut Person, problems: &mut Vec<Problem>) {
    let folded = domain::name::fold(&person.postal_code);
    let digits: String = folded.chars().filter(char::is_ascii_digit).collect();
    if person.postal_code.is_empty() || digits.len() == POSTAL_DIGITS {
        person.postal_code = digits;
        return;
    }
    let count = digits.chars().count().to_string();
    problems.push(Problem::with("postal_code", Rule::WrongLength, count));
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
    let holds = |block: &&Block| block.areas.iter().any(|area| lies_in(person, area));
    let mut holding = blocks.iter().filter(holds);
    match (holding.next(), holding.next()) {
        (Some(block), None) => Some(block.id.clone()),
        _ => None,
    }
}

fn lies_in(person: &Person, area: &Area) -> bool {
    let address = &person.address;
    let chome_fits = area.chome.is_none() || area.chome == address.chome;
    let after_first = area.ban_from.is_none_or(|from| address.ban.is_some_and(|ban| ban >= from));
    let before_last = area.ban_to.is_none_or(|to| address.ban.is_some_and(|ban| ban <= to));
    !area.town.is_empty() && area.town == address.town && chome_fits && after_first && before_last
}
