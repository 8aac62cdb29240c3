//! Our side of a comparison: everybody in the book, and where the values of a record come from.

use std::collections::{BTreeMap, BTreeSet};

use comparison::{Entry, Past, Step, past};
use domain::consent::Consent;
use domain::id::{EntryId, PersonId, RegistrantId};
use domain::person::Person;
use domain::registrant::{Registrant, RegistrantDraft, RegistrantStatus};
use domain::roster_comparison::{ComparisonPhase, LocalChange, RosterComparison};
use domain::roster_import::{ListContent, RosterImport};
use store::{Reader, RecordChange};

use crate::act::comparison::cases_of;
use crate::failure::Failure;

/// Acts whose values come from a list of the city.
const OF_A_LIST: [&str; 2] = ["import_list", "finish_comparison"];

/// Returns everybody who is or was on the roster, records that stood there twice apart.
pub(crate) fn everybody(reader: &Reader<'_>) -> Result<Vec<RegistrantDraft>, Failure> {
    let people: Vec<Person> = reader.all()?;
    let mut people: BTreeMap<PersonId, Person> =
        people.into_iter().map(|it| (it.id.clone(), it)).collect();
    let mut consents: BTreeMap<RegistrantId, Consent> = BTreeMap::new();
    // By key, so that the newest answer is the last one.
    for consent in reader.all::<Consent>()? {
        consents.insert(consent.registrant.clone(), consent);
    }
    let mut all = Vec::new();
    for registrant in reader.all::<Registrant>()? {
        if matches!(
            registrant.status,
            RegistrantStatus::Duplicate | RegistrantStatus::Erased
        ) {
            continue;
        }
        if let Some(person) = people.remove(&registrant.person) {
            all.push(RegistrantDraft {
                person,
                consent: consents.remove(&registrant.id).unwrap_or_default(),
                registrant,
            });
        }
    }
    Ok(all)
}

/// Returns the people as entries of a list.
pub(crate) fn entries(people: &[RegistrantDraft]) -> Vec<Entry<'_>> {
    let entries = people.iter().map(|draft| Entry { draft, block: "" });
    entries.collect()
}

/// Returns who came from lists of this sender; of any sender where it never sent one.
pub(crate) fn named_by(
    reader: &Reader<'_>,
    sender: &str,
) -> Result<BTreeSet<RegistrantId>, Failure> {
    let mut imports: Vec<RosterImport> = reader.all()?;
    imports.retain(|it| it.content == ListContent::Registrants);
    if imports.iter().any(|it| it.from_office == sender) {
        imports.retain(|it| it.from_office == sender);
    }
    let keys = imports.into_iter().flat_map(|it| it.row_of.into_values());
    Ok(keys.map(RegistrantId).collect())
}

/// Returns what the list of the last comparison said of whom.
pub(crate) fn said_last(
    reader: &Reader<'_>,
) -> Result<BTreeMap<RegistrantId, RegistrantDraft>, Failure> {
    let Some(last) = last_finished(reader)? else {
        return Ok(BTreeMap::new());
    };
    let cases = cases_of(reader, &last.id)?;
    let said = cases.into_iter().filter(|case| !case.row.is_empty());
    let said = said.filter_map(|case| {
        let mut draft = case.draft;
        let person = &mut draft.person;
        person.association = format!("{} {}", person.association, case.block)
            .trim()
            .to_owned();
        Some((case.registrant?, draft))
    });
    Ok(said.collect())
}

/// Returns the newest comparison that was taken in.
pub(crate) fn last_finished(reader: &Reader<'_>) -> Result<Option<RosterComparison>, Failure> {
    let all: Vec<RosterComparison> = reader.all()?;
    let finished = all
        .into_iter()
        .filter(|it| it.phase == ComparisonPhase::Finished);
    Ok(finished.max_by_key(|it| it.finished_at))
}

/// Returns where the values of a record come from.
pub(crate) fn past_of(reader: &Reader<'_>, ours: &RegistrantDraft) -> Result<Past, Failure> {
    let mut steps: BTreeMap<EntryId, Step> = BTreeMap::new();
    for change in reader.changes_of::<Person>(ours.person.id.as_str())? {
        let (before, after) = (change.before.clone(), change.after.clone());
        let step = step_of(&mut steps, &change);
        step.before.person = before.unwrap_or_default();
        step.after.person = after.unwrap_or_default();
    }
    for change in reader.changes_of::<Registrant>(ours.registrant.id.as_str())? {
        let (before, after) = (change.before.clone(), change.after.clone());
        let step = step_of(&mut steps, &change);
        step.before.registrant = before.unwrap_or_default();
        step.after.registrant = after.unwrap_or_default();
    }
    for change in reader.changes_of::<Consent>(ours.consent.id.as_str())? {
        let (before, after) = (change.before.clone(), change.after.clone());
        let step = step_of(&mut steps, &change);
        step.before.consent = before.unwrap_or_default();
        step.after.consent = after.unwrap_or_default();
    }
    // Keys of entries sort in the order they were given.
    Ok(past(&steps.into_values().collect::<Vec<_>>()))
}

fn step_of<'a, R>(
    steps: &'a mut BTreeMap<EntryId, Step>,
    change: &RecordChange<R>,
) -> &'a mut Step {
    let step = steps.entry(change.entry.clone()).or_default();
    step.entry.clone_from(&change.entry);
    step.of.clone_from(&change.of);
    step.verb = change.verb;
    step.from_list = OF_A_LIST.contains(&change.call.as_str());
    step.who = LocalChange {
        by: change.by.clone(),
        at: change.at,
    };
    step
}
