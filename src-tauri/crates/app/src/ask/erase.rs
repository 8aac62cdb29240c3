//! Before somebody is erased: since when they are off 名簿, and which papers and backups still hold the name.

use chrono::NaiveDate;
use domain::backup::gone_by;
use domain::date::in_japan;
use domain::erase::{Erasing, due_on};
use domain::history::HistoryFilter;
use domain::id::PersonId;
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantStatus};
use domain::supporter::{Supporter, SupporterStatus};
use store::Reader;

use crate::ask::copy::copies;
use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;

/// Answers what is left of somebody who left 名簿.
pub(crate) fn erasing(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    id: PersonId,
) -> Result<Erasing, Failure> {
    let Leaver {
        person,
        registrants,
        supporters,
    } = leaver(reader, &id)?;
    let mut papers = copies(reader, scene, ())?;
    papers.retain(|row| {
        let copy = &row.copy;
        let is_on = registrants.iter().any(|it| copy.people.contains(&it.id));
        let is_his = supporters
            .iter()
            .any(|it| copy.supporter.as_ref() == Some(&it.id));
        (is_on || is_his)
            && copy.returned_on.is_none()
            && copy.destroyed_on.is_none()
            && !copy.voided
    });
    let since = first_entry(reader, &id)?;
    let made = reader.history(&HistoryFilter {
        call: "back_up".into(),
        limit: u32::MAX,
        ..HistoryFilter::default()
    })?;
    let holding: Vec<_> = made
        .lines
        .iter()
        .map(|line| line.at)
        .filter(|at| since.is_none_or(|since| *at >= since))
        .collect();
    let shelf: Vec<_> = reader
        .backups()
        .iter()
        .map(|row| row.at)
        .filter(|at| since.is_none_or(|since| *at >= since))
        .collect();
    let left_on = registrants.iter().filter_map(|it| it.status_date).max();
    Ok(Erasing {
        name: person.name(),
        kana: person.name_kana.clone(),
        address: person.address.line(),
        left_on,
        due_on: left_on.and_then(due_on),
        is_due: left_on
            .and_then(due_on)
            .is_some_and(|day| day <= scene.today),
        papers,
        backups: number(holding.len()),
        oldest_backup: holding.into_iter().min(),
        shelf: number(shelf.len()),
        shelf_gone_on: shelf
            .iter()
            .max()
            .map(|at| in_japan(gone_by(*at)).date_naive()),
        kept_books: number(reader.kept_books()),
    })
}

fn first_entry(
    reader: &Reader<'_>,
    id: &PersonId,
) -> Result<Option<chrono::DateTime<chrono::Utc>>, Failure> {
    let of_record = HistoryFilter {
        key: id.0.clone(),
        limit: u32::MAX,
        ..HistoryFilter::default()
    };
    let lines = reader.history(&of_record)?.lines;
    Ok(lines.iter().map(|line| line.at).min())
}

/// Somebody who may be erased, with what the person was.
pub(crate) struct Leaver {
    pub(crate) person: Person,
    pub(crate) registrants: Vec<Registrant>,
    pub(crate) supporters: Vec<Supporter>,
}

/// Returns somebody who may be erased: who was something, is no longer, and is not erased already.
pub(crate) fn leaver(reader: &Reader<'_>, id: &PersonId) -> Result<Leaver, Failure> {
    let person: Person = reader.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    let mut registrants: Vec<Registrant> = reader.find("person", id.as_str())?;
    let supporters: Vec<Supporter> = reader.find("person", id.as_str())?;
    registrants.retain(|it| it.status != RegistrantStatus::Erased);
    if registrants.is_empty() && supporters.is_empty() {
        return Err(Failure::not_found());
    }
    if registrants.iter().any(|it| !it.status.has_left()) {
        return Err(Failure::not_now("still_on_roster"));
    }
    if supporters
        .iter()
        .any(|it| it.status != SupporterStatus::Ended)
    {
        return Err(Failure::not_now("still_supporter"));
    }
    Ok(Leaver {
        person,
        registrants,
        supporters,
    })
}

/// Returns how many people left so long ago that their records are to be erased. The home page asks, so only those who
/// left are read.
pub(crate) fn due(reader: &Reader<'_>, today: NaiveDate) -> Result<u32, Failure> {
    let mut due = 0;
    let left = RegistrantStatus::ALL.iter();
    for status in left.filter(|it| it.has_left() && **it != RegistrantStatus::Erased) {
        for registrant in reader.find::<Registrant>("status", &status.code())? {
            let day = registrant.status_date.and_then(due_on);
            let is_due = day.is_some_and(|day| day <= today);
            due += u32::from(is_due && !helps(reader, &registrant.person)?);
        }
    }
    Ok(due)
}

/// Who still helps is not erased.
fn helps(reader: &Reader<'_>, person: &PersonId) -> Result<bool, Failure> {
    let own: Vec<Supporter> = reader.find("person", person.as_str())?;
    Ok(own.iter().any(|it| it.status != SupporterStatus::Ended))
}
