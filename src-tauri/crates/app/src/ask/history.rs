//! 履歴 asked for.

use domain::care::CLOSED;
use domain::copy::Copy;
use domain::council::{Block, Council, Zone};
use domain::history::{FieldChange, HistoryEntry, HistoryFilter, HistoryPage};
use domain::id::{EntryId, PersonId};
use domain::kind::{Kind, Record};
use domain::person::Person;
use domain::place::Place;
use domain::registrant::Registrant;
use domain::roster_import::RosterImport;
use domain::safety_check::{CheckTarget, SafetyCheck};
use domain::supporter::Supporter;
use store::Reader;

use crate::calls::NOT_IN_HISTORY;
use crate::failure::Failure;
use crate::host::Scene;

/// Answers a part of 履歴.
pub(crate) fn history(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    filter: HistoryFilter,
) -> Result<HistoryPage, Failure> {
    Ok(reader.history(&filter)?)
}

/// Answers an entry in full: where a field refers to another record, its name stands for its key.
pub(crate) fn history_entry(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    id: EntryId,
) -> Result<HistoryEntry, Failure> {
    let mut entry = reader.history_entry(&id)?;
    // What was understood of an address stands beside the address itself.
    entry
        .fields
        .retain(|it| !(it.kind == Kind::Person && it.field == "address"));
    entry
        .fields
        .retain(|change| !NOT_IN_HISTORY.contains(&change.field.as_str()));
    for change in &mut entry.fields {
        let FieldChange {
            kind,
            field,
            before,
            after,
            closed,
            ..
        } = change;
        *closed = is_closed(*kind, field);
        if *closed {
            before.clear();
            after.clear();
            continue;
        }
        *before = named(reader, field, std::mem::take(before))?;
        *after = named(reader, field, std::mem::take(after))?;
    }
    Ok(entry)
}

/// Care details are looked at in the record, where the look is noted.
fn is_closed(kind: Kind, field: &str) -> bool {
    let of_registrant = kind == Kind::Registrant && CLOSED.contains(&field);
    of_registrant || (kind == Kind::CheckTarget && field == "care")
}

/// Returns a value with names for keys: of one reference or of a list of them.
pub(crate) fn named(reader: &Reader<'_>, field: &str, value: String) -> Result<String, Failure> {
    let name: fn(&Reader<'_>, &str) -> Result<Option<String>, Failure> = match field {
        "person" => person,
        "registrant" | "people" | "excused" => registrant,
        "supporter" | "supporters" => supporter,
        "block" => |r, key| of(r, key, |it: Block| it.name),
        "council" => |r, key| of(r, key, |it: Council| it.name),
        "zone" => |r, key| of(r, key, |it: Zone| it.name),
        "preferred_shelter" | "report_places" => |r, key| of(r, key, |it: Place| it.name),
        "safety_check" => |r, key| of(r, key, |it: SafetyCheck| it.name),
        "target" | "lines" => |r, key| of(r, key, |it: CheckTarget| it.name),
        "copy" => |r, key| of(r, key, |it: Copy| format!("{:03}", it.no)),
        "roster_import" => |r, key| of(r, key, |it: RosterImport| it.file_name),
        _ => return Ok(value),
    };
    let Ok(keys) = serde_json::from_str::<Vec<String>>(&value) else {
        return Ok(name(reader, &value)?.unwrap_or(value));
    };
    let mut names = Vec::with_capacity(keys.len());
    for key in keys {
        names.push(name(reader, &key)?.unwrap_or(key));
    }
    serde_json::to_string(&names).map_err(|error| Failure::fault(&error.to_string()))
}

fn of<R: Record>(
    reader: &Reader<'_>,
    key: &str,
    name: impl Fn(R) -> String,
) -> Result<Option<String>, Failure> {
    Ok(reader.get::<R>(key)?.map(name))
}

fn person(reader: &Reader<'_>, key: &str) -> Result<Option<String>, Failure> {
    of(reader, key, |it: Person| it.name())
}

fn registrant(reader: &Reader<'_>, key: &str) -> Result<Option<String>, Failure> {
    let who: Option<PersonId> = reader.get::<Registrant>(key)?.map(|it| it.person);
    who.map_or(Ok(None), |who| person(reader, who.as_str()))
}

fn supporter(reader: &Reader<'_>, key: &str) -> Result<Option<String>, Failure> {
    let who: Option<PersonId> = reader.get::<Supporter>(key)?.map(|it| it.person);
    who.map_or(Ok(None), |who| person(reader, who.as_str()))
}
