//! What was entered that a plan cannot hold to, with the people it is about. The rest is planned all the same.

use std::collections::BTreeSet;

use domain::matching_view::{PlanPerson, PlanProblem, PlanProblemKind};
use domain::person::Person;
use matching::{Abode, Fault, Solution};

use crate::ask::pairing::address_of;
use crate::ask::pairing::town::{Helper, Seeker, Town};

/// Returns what is wrong: contradictions of pairs first, then single people in the order of the plan.
pub(super) fn problems(town: &Town, solution: &Solution) -> Vec<PlanProblem> {
    let faults: BTreeSet<Fault> = matching::faults(&town.instance).into_iter().collect();
    let mut problems = of_pairs(town, solution, &faults);
    for (i, seeker) in town.seekers.iter().enumerate() {
        // Where nobody has said how many, a small number of supporters is a shortage and no mistake.
        if seeker.registrant.supporters_wanted.is_some()
            && faults.contains(&Fault::NeedBeyondAll(i))
        {
            let mut problem = of_seeker(seeker, PlanProblemKind::NeedBeyondAll);
            problem.number = Some(seeker.wanted);
            problems.push(problem);
        }
        let abode = &town.instance.registrants[i].abode;
        if is_off_the_map(&seeker.person, abode) {
            problems.push(of_seeker(seeker, PlanProblemKind::RegistrantOffTheMap));
        }
    }
    for (j, helper) in town.helpers.iter().enumerate() {
        let said = helper.supporter.max_load;
        if said > 0 && helper.load > said {
            let mut problem = of_helper(helper, PlanProblemKind::BeyondLimit);
            problem.number = Some(helper.load);
            problems.push(problem);
        }
        if is_off_the_map(&helper.person, &town.instance.supporters[j].abode) {
            problems.push(of_helper(helper, PlanProblemKind::SupporterOffTheMap));
        }
    }
    problems
}

/// Returns whether a position is written down and could not be used.
fn is_off_the_map(person: &Person, abode: &Abode) -> bool {
    person.lat.is_some() && person.lon.is_some() && abode.position.is_none()
}

/// Returns pairs that were agreed or fixed and are not in the plan.
fn of_pairs(town: &Town, solution: &Solution, faults: &BTreeSet<Fault>) -> Vec<PlanProblem> {
    let planned: BTreeSet<(usize, usize)> = solution
        .pairs
        .iter()
        .map(|pair| (pair.registrant, pair.supporter))
        .collect();
    let mut problems = Vec::new();
    for (i, seeker) in town.seekers.iter().enumerate() {
        let pinned = seeker.pairings.iter().filter(|pairing| {
            !pairing.same_household && (pairing.fixed || pairing.status.is_agreed())
        });
        for pairing in pinned {
            // Helpers stand in the order of their keys.
            let of_key = |helper: &Helper| helper.supporter.id.cmp(&pairing.supporter);
            let Ok(j) = town.helpers.binary_search_by(of_key) else {
                continue;
            };
            if planned.contains(&(i, j)) {
                continue;
            }
            let excluded = Fault::FixedAndExcluded {
                registrant: i,
                supporter: j,
            };
            let kind = if faults.contains(&excluded) {
                PlanProblemKind::FixedAndExcluded
            } else {
                PlanProblemKind::FixedAgainstRules
            };
            let helper = &town.helpers[j];
            problems.push(PlanProblem {
                supporter: Some(helper.supporter.id.clone()),
                people: vec![who(&seeker.person), who(&helper.person)],
                ..of_seeker(seeker, kind)
            });
        }
    }
    problems
}

fn of_seeker(seeker: &Seeker, kind: PlanProblemKind) -> PlanProblem {
    PlanProblem {
        kind,
        registrant: Some(seeker.registrant.id.clone()),
        people: vec![who(&seeker.person)],
        ..PlanProblem::default()
    }
}

fn of_helper(helper: &Helper, kind: PlanProblemKind) -> PlanProblem {
    PlanProblem {
        kind,
        supporter: Some(helper.supporter.id.clone()),
        people: vec![who(&helper.person)],
        ..PlanProblem::default()
    }
}

fn who(person: &Person) -> PlanPerson {
    PlanPerson {
        name: person.name(),
        kana: person.name_kana.clone(),
        address: address_of(person),
    }
}
