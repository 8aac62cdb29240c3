//! 世帯: somebody says who lives together and who does not.

use domain::household::SettleHousehold;
use domain::id::{HouseholdId, PersonId};
use domain::person::{Household, Person};
use domain::problem::{Problem, Rule};
use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Makes one household of those who live together, and one of each who lives apart.
pub(crate) fn settle_household(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    home: SettleHousehold,
) -> Result<(), Failure> {
    if home.together.is_empty() && home.apart.is_empty() {
        return Err(Failure::problem(Problem::new("together", Rule::Missing)));
    }
    let mut left = Vec::new();
    let mut names = Vec::new();
    if !home.together.is_empty() {
        let household = new_household(tx, scene)?;
        for person in &home.together {
            names.push(move_in(tx, person, &household, &mut left)?);
        }
    }
    for person in &home.apart {
        let household = new_household(tx, scene)?;
        names.push(move_in(tx, person, &household, &mut left)?);
    }
    for household in left {
        drop_if_empty(tx, &household)?;
    }
    tx.set_subject(names.join("・"));
    Ok(())
}

/// Removes a household in which nobody is left.
pub(crate) fn drop_if_empty(tx: &mut Tx<'_>, household: &HouseholdId) -> Result<(), Failure> {
    let id = household.as_str();
    if tx.find::<Person>("household", id)?.is_empty() && tx.get::<Household>(id)?.is_some() {
        tx.remove::<Household>(id)?;
    }
    Ok(())
}

/// Returns the household somebody has left.
pub(crate) fn household_left(before: Option<&Person>, now: &Person) -> Option<HouseholdId> {
    let before = before.and_then(|before| before.household.clone());
    before.filter(|before| now.household.as_ref() != Some(before))
}

fn new_household(tx: &mut Tx<'_>, scene: &Scene<'_>) -> Result<HouseholdId, Failure> {
    let household = Household {
        id: scene.new_id(),
        confirmed_by: scene.me.name.clone(),
        confirmed_on: Some(scene.today),
        note: String::new(),
    };
    tx.put(&household)?;
    Ok(household.id)
}

fn move_in(
    tx: &mut Tx<'_>,
    id: &PersonId,
    household: &HouseholdId,
    left: &mut Vec<HouseholdId>,
) -> Result<String, Failure> {
    let mut person: Person = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    left.extend(person.household.replace(household.clone()));
    tx.put(&person)?;
    Ok(person.name())
}
