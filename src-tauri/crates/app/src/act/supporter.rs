//! 支援者: written down, changed. Nobody is deleted: who stops changes state.

use domain::confirmation::FactDays;
use domain::id::SupporterId;
use domain::person::Person;
use domain::problem::{Problem, Rule};
use domain::supporter::{Supporter, SupporterDraft, SupporterStatus, SupporterStatusChange};
use store::Tx;

use crate::act::household::{drop_if_empty, household_left};
use crate::act::person::{missing, note_days_of_person, place_in_block, remake};
use crate::act::registrant::{end_pairings, name_subject};
use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::host::Scene;

/// More people than one supporter, or even a team, can reach in the first hour.
const LOAD_AT_MOST: u32 = 20;

/// Writes down a new supporter or changes one.
pub(crate) fn save_supporter(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut draft: SupporterDraft,
) -> Result<SupporterId, Failure> {
    let before: Option<Supporter> = match draft.supporter.id.is_new() {
        true => None,
        false => Some(
            tx.get(draft.supporter.id.as_str())?
                .ok_or_else(Failure::not_found)?,
        ),
    };
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
    if draft.supporter.max_load > LOAD_AT_MOST {
        let most = LOAD_AT_MOST.to_string();
        problems.push(Problem::with("max_load", Rule::UnknownValue, most));
    }
    Failure::unless_none(problems)?;
    let mut ended = false;
    let mut days = before
        .as_ref()
        .map_or_else(FactDays::default, |it| it.fact_days.clone());
    note_days_of_person(scene.today, known.as_ref(), &draft.person, &mut days);
    draft.supporter.fact_days = days;
    if let Some(before) = before {
        draft.person.id = before.person;
        ended = before.status != draft.supporter.status
            && draft.supporter.status == SupporterStatus::Ended;
    }
    tx.set_subject(draft.person.name());
    let home = household_left(known.as_ref(), &draft.person);
    let id = store_draft(tx, scene, draft)?;
    if let Some(home) = home {
        drop_if_empty(tx, &home)?;
    }
    if ended {
        end_pairings(tx, "supporter", id.as_str(), scene.today)?;
    }
    Ok(id)
}

/// Stores the two records of a draft whose derived fields are made, with new keys where they are new.
pub(crate) fn store_draft(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    draft: SupporterDraft,
) -> Result<SupporterId, Failure> {
    let SupporterDraft {
        mut person,
        mut supporter,
    } = draft;
    if person.id.is_new() {
        person.id = scene.new_id();
        place_in_block(tx, &mut person)?;
    } else if tx.get::<Person>(person.id.as_str())?.is_none() {
        return Err(Failure::not_found());
    }
    supporter.person = person.id.clone();
    supporter.council = the_council(tx)?.id;
    if supporter.id.is_new() {
        // One record of each council: who came back is changed, not written down twice.
        let own = tx.find::<Supporter>("person", person.id.as_str())?;
        if own.iter().any(|it| it.council == supporter.council) {
            return Err(Failure::not_now("already_supporter"));
        }
        supporter.id = scene.new_id();
    }
    tx.put(&person)?;
    tx.put(&supporter)?;
    Ok(supporter.id)
}

/// Changes the state of a supporter. 終了 ends the pairings too.
pub(crate) fn set_supporter_status(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    change: SupporterStatusChange,
) -> Result<(), Failure> {
    let mut supporter: Supporter = tx
        .get(change.supporter.as_str())?
        .ok_or_else(Failure::not_found)?;
    supporter.status = change.status;
    tx.put(&supporter)?;
    if change.status == SupporterStatus::Ended {
        end_pairings(tx, "supporter", supporter.id.as_str(), scene.today)?;
    }
    name_subject(tx, supporter.person.as_str())
}

/// Notes that the record was looked at and is right.
pub(crate) fn confirm_supporter(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    id: SupporterId,
) -> Result<(), Failure> {
    let mut supporter: Supporter = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    supporter.confirm(scene.today);
    tx.put(&supporter)?;
    name_subject(tx, supporter.person.as_str())
}
