//! 名簿 asked for: the list, and one person in full.

use domain::consent::Consent;
use domain::council::Block;
use domain::history::{HistoryFilter, HistoryLine};
use domain::id::{BlockId, RegistrantId};
use domain::pairing::{Pairing, PairingRow};
use domain::person::Person;
use domain::phone::Phone;
use domain::problem::Problem;
use domain::registrant::{
    Registrant, RegistrantDetail, RegistrantFilter, RegistrantPage, RegistrantStatus,
};
use domain::supporter::Supporter;
use domain::task::Task;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Lines of history shown beside a record.
const HISTORY_LINES: u32 = 50;

/// Answers a part of 名簿.
pub(crate) fn registrants(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    filter: RegistrantFilter,
) -> Result<RegistrantPage, Failure> {
    Ok(reader.registrant_page(&filter, scene.today)?)
}

/// Answers everything about one registrant.
pub(crate) fn registrant(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    id: RegistrantId,
) -> Result<RegistrantDetail, Failure> {
    let mut registrant: Registrant = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    if registrant.status == RegistrantStatus::Erased {
        return Err(Failure::not_found());
    }
    // What is closed is handed out by `look_at_details` only, which notes the look.
    registrant.take_details();
    let person: Person = reader
        .get(registrant.person.as_str())?
        .ok_or_else(Failure::not_found)?;
    let mut tasks: Vec<Task> = reader.find("registrant", id.as_str())?;
    tasks.retain(|task| task.done_at.is_none());
    Ok(RegistrantDetail {
        consent: newest_consent(reader, &id)?,
        pairings: rows_of(reader, reader.find("registrant", id.as_str())?)?,
        age: person.age_on(scene.today),
        birth_shown: person
            .birth_date
            .map(|day| domain::date::show_long(day, scene.today))
            .unwrap_or_default(),
        phones: phones_shown(&person.phones),
        contact_phones: registrant
            .emergency_contacts
            .iter()
            .map(|contact| phones_shown(&contact.phones))
            .collect(),
        block: block_name(reader, person.block.as_ref())?,
        same_name: same_name(reader, &person)?,
        tasks,
        history: history_of(reader, &[id.as_str(), person.id.as_str()])?,
        problems: problems_of(reader, &person, scene)?,
        person,
        registrant,
    })
}

/// Returns telephones with hyphens: ten digits in a row are read wrong.
pub(crate) fn phones_shown(phones: &[Phone]) -> Vec<String> {
    phones.iter().map(Phone::shown).collect()
}

/// Returns the newest consent of a registrant, or an empty one.
pub(crate) fn newest_consent(
    reader: &Reader<'_>,
    registrant: &RegistrantId,
) -> Result<Consent, Failure> {
    let consents: Vec<Consent> = reader.find("registrant", registrant.as_str())?;
    Ok(consents
        .into_iter()
        .max_by(|a, b| a.id.cmp(&b.id))
        .unwrap_or_default())
}

/// Returns pairings with the names of both sides: present ones first, then by rank.
pub(crate) fn rows_of(
    reader: &Reader<'_>,
    pairings: Vec<Pairing>,
) -> Result<Vec<PairingRow>, Failure> {
    let mut rows = Vec::with_capacity(pairings.len());
    for pairing in pairings {
        let registrant: Registrant = reader.get(pairing.registrant.as_str())?.unwrap_or_default();
        let supporter: Supporter = reader.get(pairing.supporter.as_str())?.unwrap_or_default();
        let one: Person = reader.get(registrant.person.as_str())?.unwrap_or_default();
        let other: Person = reader.get(supporter.person.as_str())?.unwrap_or_default();
        rows.push(PairingRow {
            registrant_name: one.name(),
            registrant_address: one.address.line(),
            registrant_kana: one.name_kana,
            supporter_name: other.name(),
            supporter_address: other.address.line(),
            supporter_phone: other.phones.first().map(Phone::shown).unwrap_or_default(),
            supporter_kana: other.name_kana,
            pairing,
        });
    }
    rows.sort_by_key(|row| {
        let pairing = &row.pairing;
        (
            !pairing.status.is_present(),
            pairing.rank,
            pairing.id.clone(),
        )
    });
    Ok(rows)
}

/// Returns the name of a block, or an empty text.
pub(crate) fn block_name(reader: &Reader<'_>, id: Option<&BlockId>) -> Result<String, Failure> {
    let Some(id) = id else {
        return Ok(String::new());
    };
    Ok(reader
        .get::<Block>(id.as_str())?
        .map(|block| block.name)
        .unwrap_or_default())
}

/// Returns the others with the same kana or the same name, each with the address, to tell them apart.
pub(crate) fn same_name(reader: &Reader<'_>, person: &Person) -> Result<Vec<String>, Failure> {
    let mut others: Vec<Person> = Vec::new();
    for (column, key) in [
        ("kana_key", &person.kana_key),
        ("name_key", &person.name_key),
    ] {
        if !key.is_empty() {
            others.extend(reader.find::<Person>(column, key)?);
        }
    }
    others.retain(|other| other.id != person.id);
    others.sort_by(|a, b| a.id.cmp(&b.id));
    others.dedup_by(|a, b| a.id == b.id);
    Ok(others
        .iter()
        .map(|other| format!("{}（{}）", other.name(), other.address.line()))
        .collect())
}

/// Returns what happened to the records of one person, newest first.
pub(crate) fn history_of(reader: &Reader<'_>, keys: &[&str]) -> Result<Vec<HistoryLine>, Failure> {
    let mut lines: Vec<HistoryLine> = Vec::new();
    for key in keys {
        let filter = HistoryFilter {
            key: (*key).to_owned(),
            limit: HISTORY_LINES,
            ..HistoryFilter::default()
        };
        lines.extend(reader.history(&filter)?.lines);
    }
    lines.sort_by(|a, b| (b.at, &b.entry).cmp(&(a.at, &a.entry)));
    lines.dedup_by(|a, b| a.entry == b.entry);
    Ok(lines)
}

/// Returns what is wrong in a record as it is stored.
fn problems_of(
    reader: &Reader<'_>,
    person: &Person,
    scene: &Scene<'_>,
) -> Result<Vec<Problem>, Failure> {
    let council = crate::ask::council::the_council(reader)?;
    let mut person = person.clone();
    let mut problems = crate::act::person::missing(&person);
    problems.extend(crate::act::person::remake(
        &mut person,
        None,
        &council,
        scene.today,
    ));
    Ok(problems)
}
