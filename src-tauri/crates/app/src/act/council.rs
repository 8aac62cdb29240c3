//! 地域社協: what stands about the body itself.

use domain::council::{Area, Council};
use domain::id::CouncilId;
use domain::place::Place;
use domain::problem::{Problem, Rule};
use store::Tx;

use crate::ask::council::the_council;
use crate::failure::Failure;
use crate::host::Scene;

/// Months of a year.
const MONTHS: std::ops::RangeInclusive<u32> = 1..=12;

/// Supporters wanted for each person: one is the least that helps, five the most that can be introduced.
const WANTED: std::ops::RangeInclusive<u32> = 1..=5;

/// What nobody looked at for five years is not known any more.
const CONFIRM_MONTHS_AT_MOST: u32 = 60;

/// Keeps what was written about the body.
pub(crate) fn save_council(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut council: Council,
) -> Result<CouncilId, Failure> {
    let before = the_council(tx)?;
    if !council.id.is_new() && council.id != before.id {
        return Err(Failure::not_found());
    }
    council.name = council.name.trim().to_owned();
    council.name_kana = domain::name::full_kana(council.name_kana.trim());
    Failure::unless_none(problems_of(tx, &council)?)?;
    council.id = if before.id.is_new() {
        scene.new_id()
    } else {
        before.id
    };
    tx.put(&council)?;
    tx.set_subject(council.name);
    Ok(council.id)
}

fn problems_of(tx: &Tx<'_>, council: &Council) -> Result<Vec<Problem>, Failure> {
    let mut problems = Vec::new();
    if council.name.is_empty() {
        problems.push(Problem::new("name", Rule::Missing));
    }
    if !MONTHS.contains(&council.fiscal_year_start_month) {
        problems.push(Problem::new("fiscal_year_start_month", Rule::UnknownValue));
    }
    if !WANTED.contains(&council.supporters_wanted) {
        problems.push(Problem::new("supporters_wanted", Rule::UnknownValue));
    }
    if council.confirm_months > CONFIRM_MONTHS_AT_MOST {
        problems.push(Problem::new("confirm_months", Rule::UnknownValue));
    }
    if !council.area_code.chars().all(|c| c.is_ascii_digit()) || council.area_code.len() > 5 {
        problems.push(Problem::new("area_code", Rule::Unreadable));
    }
    problems.extend(problems_of_areas(&council.areas));
    for place in &council.report_places {
        if tx.get::<Place>(place.as_str())?.is_none() {
            problems.push(Problem::new("report_places", Rule::NoSuchRecord));
        }
    }
    Ok(problems)
}

/// Returns what is wrong with stretches of addresses.
pub(crate) fn problems_of_areas(areas: &[Area]) -> Vec<Problem> {
    let mut problems = Vec::new();
    if areas.iter().any(|area| area.town.trim().is_empty()) {
        problems.push(Problem::new("areas", Rule::Missing));
    }
    let turned = |area: &Area| matches!((area.ban_from, area.ban_to), (Some(a), Some(b)) if a > b);
    if areas.iter().any(turned) {
        problems.push(Problem::new("areas", Rule::UnknownValue));
    }
    problems
}
