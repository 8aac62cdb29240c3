//! 要支援者: written down, changed, confirmed. Nobody is deleted: who leaves the roster changes state.

use chrono::NaiveDate;
use domain::care::RegistrantEdit;
use domain::confirmation::Fact;
use domain::consent::{Consent, ConsentStatus};
use domain::id::RegistrantId;
use domain::pairing::{Pairing, PairingStatus, RefusalReason};
use domain::person::Person;
use domain::problem::{Problem, Rule};
use domain::registrant::{Registrant, RegistrantDraft, RegistrantStatus, StatusChange};
use store::{Reader, Tx};

use crate::act::household::{drop_if_empty, household_left};
use crate::act::pairing::settle_supporter;
use crate::act::person::{missing, note_days_of_person, place_in_block, remake};
use crate::ask::council::the_council;
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::host::Scene;

/// Supporters one person can have at the most.
const SUPPORTERS_AT_MOST: u32 = 5;

/// Writes down a new registrant or changes one.
pub(crate) fn save_registrant(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    edit: RegistrantEdit,
) -> Result<RegistrantId, Failure> {
    let before = stored(tx, &edit.registrant)?;
    let mut draft = edit.over(before.as_ref());
    let known: Option<Person> = match &before {
        Some(before) => tx.get(before.person.as_str())?,
        None => tx.get(draft.person.id.as_str())?,
    };
    let council = the_council(tx)?;
    let mut problems = missing(&draft.person);
    problems.extend(remake(
        &mut draft.person,
        known.as_ref(),
        &council,
        scene.today,
    ));
    problems.extend(problems_of(&draft.registrant));
    problems.extend(number_taken(tx, &draft.registrant)?);
    Failure::unless_none(problems)?;
    if let Some(before) = &before {
        draft.registrant.person = before.person.clone();
        draft.person.id = before.person.clone();
        if before.status != draft.registrant.status {
            draft.registrant.status_date = Some(scene.today);
        }
    }
    tx.set_subject(draft.person.name());
    note_days(tx, scene.today, before.as_ref(), known.as_ref(), &mut draft)?;
    let left = before.is_some_and(|it| it.status != draft.registrant.status)
        && draft.registrant.status.has_left();
    let home = household_left(known.as_ref(), &draft.person);
    let id = store_draft(tx, scene, draft)?;
    if let Some(home) = home {
        drop_if_empty(tx, &home)?;
    }
    if left {
        end_pairings(tx, "registrant", id.as_str(), scene.today)?;
    }
    Ok(id)
}

/// Notes today for every fact that is written anew; what was not touched keeps the day it was last looked at.
fn note_days(
    reader: &Reader<'_>,
    today: NaiveDate,
    before: Option<&Registrant>,
    person: Option<&Person>,
    draft: &mut RegistrantDraft,
) -> Result<(), Failure> {
    let consent = match before {
        Some(before) => newest_consent(reader, &before.id)?,
        None => Consent::default(),
    };
    let (new, now) = (Registrant::default(), &draft.registrant);
    let old = before.unwrap_or(&new);
    let said = |consent: &Consent| (consent.status, consent.basis, consent.scope.clone());
    let written = [
        (
            Fact::Contacts,
            old.emergency_contacts != now.emergency_contacts,
        ),
        (Fact::Mobility, old.mobility != now.mobility),
        (Fact::Consent, said(&consent) != said(&draft.consent)),
    ];
    let mut days = old.fact_days.clone();
    days.extend(
        written
            .into_iter()
            .filter(|(_, anew)| *anew)
            .map(|(fact, _)| (fact, today)),
    );
    note_days_of_person(today, person, &draft.person, &mut days);
    draft.registrant.fact_days = days;
    Ok(())
}

/// Returns the registrant as stored; none for a new one.
fn stored(reader: &Reader<'_>, registrant: &Registrant) -> Result<Option<Registrant>, Failure> {
    if registrant.id.is_new() {
        return Ok(None);
    }
    reader
        .get(registrant.id.as_str())?
        .map(Some)
        .ok_or_else(Failure::not_found)
}

fn problems_of(registrant: &Registrant) -> Vec<Problem> {
    let mut problems = Vec::new();
    if registrant
        .supporters_wanted
        .is_some_and(|wanted| wanted > SUPPORTERS_AT_MOST)
    {
        let most = SUPPORTERS_AT_MOST.to_string();
        problems.push(Problem::with("supporters_wanted", Rule::UnknownValue, most));
    }
    if registrant
        .day_pattern
        .iter()
        .any(|pattern| pattern.weekday > 6)
    {
        problems.push(Problem::new("day_pattern", Rule::UnknownValue));
    }
    problems
}

/// Two people with one number of the city would be mistaken for each other at the yearly comparison.
fn number_taken(reader: &Reader<'_>, registrant: &Registrant) -> Result<Option<Problem>, Failure> {
    if registrant.city_no.is_empty() {
        return Ok(None);
    }
    let others: Vec<Registrant> = reader.whole().find("city_no", &registrant.city_no)?;
    let taken = others
        .iter()
        .any(|other| other.id != registrant.id && other.status.is_active());
    let problem = || Problem::with("city_no", Rule::DuplicateNumber, &registrant.city_no);
    Ok(taken.then(problem))
}

/// Stores the three records of a draft whose derived fields are made, with new keys where they are new.
pub(crate) fn store_draft(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    draft: RegistrantDraft,
) -> Result<RegistrantId, Failure> {
    let RegistrantDraft {
        mut person,
        mut registrant,
        consent,
    } = draft;
    if person.id.is_new() {
        person.id = scene.new_id();
        place_in_block(tx, &mut person)?;
    } else if tx.get::<Person>(person.id.as_str())?.is_none() {
        return Err(Failure::not_found());
    }
    registrant.person = person.id.clone();
    registrant.council = the_council(tx)?.id;
    if registrant.id.is_new() {
        // One record of each council: who came back is changed, not written down twice.
        let own = tx.find::<Registrant>("person", person.id.as_str())?;
        if own.iter().any(|it| it.council == registrant.council) {
            return Err(Failure::not_now("already_registered"));
        }
        registrant.id = scene.new_id();
        registrant.status_date = registrant.status_date.or(Some(scene.today));
    }
    tx.put(&person)?;
    tx.put(&registrant)?;
    store_consent(tx, scene, &registrant.id, consent)?;
    Ok(registrant.id)
}

/// A new answer is a new record, so that it stays known who had agreed to what until when.
fn store_consent(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    registrant: &RegistrantId,
    mut consent: Consent,
) -> Result<(), Failure> {
    let before = newest_consent(tx, registrant)?;
    consent.id = before.id.clone();
    consent.registrant = before.registrant.clone();
    if consent.status == ConsentStatus::Withdrawn && consent.withdrawn_on.is_none() {
        consent.withdrawn_on = Some(scene.today);
    }
    if consent == before {
        return Ok(());
    }
    consent.id = scene.new_id();
    consent.registrant = registrant.clone();
    Ok(tx.put(&consent)?)
}

/// Changes where a person stands with us: 転出, 辞退, back to 登録.
pub(crate) fn set_registrant_status(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    change: StatusChange,
) -> Result<(), Failure> {
    let mut registrant: Registrant = tx
        .get(change.registrant.as_str())?
        .ok_or_else(Failure::not_found)?;
    if change.on.is_some_and(|day| day > scene.today) {
        return Err(Failure::problem(Problem::new("on", Rule::InFuture)));
    }
    // Erasing is no change of state that could be taken back.
    if [registrant.status, change.status].contains(&RegistrantStatus::Erased) {
        return Err(Failure::not_found());
    }
    registrant.status = change.status;
    registrant.status_source = change.source;
    registrant.status_date = Some(change.on.unwrap_or(scene.today));
    tx.put(&registrant)?;
    if change.status.has_left() {
        end_pairings(tx, "registrant", registrant.id.as_str(), scene.today)?;
    }
    name_subject(tx, registrant.person.as_str())
}

/// Ends the present pairings of one side, in the same act as what ended them. A supporter whose last pairing this was
/// stands by again.
pub(crate) fn end_pairings(
    tx: &mut Tx<'_>,
    side: &str,
    key: &str,
    today: NaiveDate,
) -> Result<(), Failure> {
    let pairings: Vec<Pairing> = tx.find(side, key)?;
    for mut pairing in pairings
        .into_iter()
        .filter(|pairing| pairing.status.is_present())
    {
        pairing.status = PairingStatus::Ended;
        pairing.ended_on = Some(today);
        pairing.end_reason = Some(RefusalReason::NoLonger);
        pairing.fixed = false;
        tx.put(&pairing)?;
        settle_supporter(tx, &pairing.supporter)?;
    }
    Ok(())
}

/// Notes that the record was looked at and is right.
pub(crate) fn confirm_registrant(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: RegistrantId,
) -> Result<(), Failure> {
    let mut registrant: Registrant = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    registrant.confirm(scene.today);
    tx.put(&registrant)?;
    name_subject(tx, registrant.person.as_str())
}

/// Says in the history whom the act concerned.
pub(crate) fn name_subject(tx: &mut Tx<'_>, person: &str) -> Result<(), Failure> {
    let person: Person = tx.get(person)?.unwrap_or_default();
    tx.set_subject(person.name());
    Ok(())
}
