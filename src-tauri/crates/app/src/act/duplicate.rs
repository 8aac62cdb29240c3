//! 二重の記録: two records become one with everything that refers to them, or are said to be two people.

mod follow;
mod merge;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use domain::duplicate::{Distinct, Merge, TwoPeople};
use domain::id::PersonId;
use domain::person::Person;
use domain::registrant::Registrant;
use domain::supporter::Supporter;
use domain::task::{Task, TaskKind};
use store::{Reader, Tx};

use crate::ask::duplicate::role;
use crate::failure::Failure;
use crate::host::Scene;

/// Makes one person of two: the one stays and takes what is chosen, everything that referred to the other follows.
pub(crate) fn merge_people(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    merge: Merge,
) -> Result<(), Failure> {
    let (one, other) = both(tx, &merge.one, &merge.other)?;
    merge::merge(tx, scene, &merge, one, &other)?;
    settle_doubts(tx, scene, &merge.one)?;
    let person: Person = tx.get(merge.one.as_str())?.unwrap_or_default();
    tx.set_subject(person.name());
    Ok(())
}

/// Writes down that two people are two. Nobody is asked again.
pub(crate) fn tell_apart(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    two: TwoPeople,
) -> Result<(), Failure> {
    let (one, other) = both(tx, &two.one, &two.other)?;
    tx.put(&Distinct {
        id: scene.new_id(),
        one: two.one,
        other: two.other.clone(),
        said_by: scene.me.name.clone(),
        said_on: Some(scene.today),
    })?;
    settle_doubts(tx, scene, &two.other)?;
    tx.set_subject(format!("{}・{}", one.name(), other.name()));
    Ok(())
}

fn both(
    reader: &Reader<'_>,
    one: &PersonId,
    other: &PersonId,
) -> Result<(Person, Person), Failure> {
    let person = |id: &PersonId| {
        reader
            .get::<Person>(id.as_str())?
            .ok_or_else(Failure::not_found)
    };
    if one == other {
        return Err(Failure::not_found());
    }
    Ok((person(one)?, person(other)?))
}

/// Settles what an import asked about this person: somebody has decided it now.
fn settle_doubts(tx: &mut Tx<'_>, scene: &Scene<'_>, person: &PersonId) -> Result<(), Failure> {
    let mut asked: Vec<Task> = Vec::new();
    if let Some(registrant) = role::<Registrant>(tx, person)? {
        asked.extend(tx.find::<Task>("registrant", registrant.id.as_str())?);
    }
    if let Some(supporter) = role::<Supporter>(tx, person)? {
        asked.extend(tx.find::<Task>("supporter", supporter.id.as_str())?);
    }
    let mut seen = BTreeSet::new();
    asked.retain(|task| {
        task.kind == TaskKind::MaybeSamePerson
            && task.done_at.is_none()
            && seen.insert(task.id.clone())
    });
    for mut task in asked {
        task.done_at = Some(scene.now);
        tx.put(&task)?;
    }
    Ok(())
}
