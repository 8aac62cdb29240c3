//! Whatever named one record names the other from now on, in every kind of record there is.

use std::collections::BTreeSet;

use domain::check_result::CheckResult;
use domain::consent::Consent;
use domain::copy::Copy;
use domain::duplicate::Distinct;
use domain::kind::{Kind, Record};
use domain::pairing::{Exclusion, Pairing};
use domain::registrant::Registrant;
use domain::roster_comparison::ComparisonCase;
use domain::roster_import::RosterImport;
use domain::safety_check::{CheckTarget, SafetyCheck};
use domain::supporter::Supporter;
use domain::task::Task;
use serde_json::Value;
use store::Tx;

use crate::ask::duplicate::json;
use crate::failure::Failure;

/// Lists in which somebody stands once whatever happens. The lines of a paper are none: their places are printed.
const ONCE: [&str; 2] = ["people", "excused"];

/// Lets every reference to the key `from` lead to `to`. A new kind of record does not compile until it stands here.
pub(super) fn follow(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<(), Failure> {
    for kind in Kind::ALL {
        match kind {
            Kind::Registrant => follow_in::<Registrant>(tx, from, to)?,
            Kind::Supporter => follow_in::<Supporter>(tx, from, to)?,
            Kind::Consent => follow_in::<Consent>(tx, from, to)?,
            Kind::Pairing => follow_in::<Pairing>(tx, from, to)?,
            Kind::Exclusion => follow_in::<Exclusion>(tx, from, to)?,
            Kind::SafetyCheck => follow_in::<SafetyCheck>(tx, from, to)?,
            Kind::CheckTarget => follow_in_targets(tx, from, to)?,
            Kind::CheckResult => follow_in::<CheckResult>(tx, from, to)?,
            Kind::Copy => follow_in::<Copy>(tx, from, to)?,
            Kind::RosterImport => follow_in::<RosterImport>(tx, from, to)?,
            Kind::Task => follow_in::<Task>(tx, from, to)?,
            Kind::Distinct => follow_in::<Distinct>(tx, from, to)?,
            Kind::ComparisonCase => follow_in_cases(tx, from, to)?,
            // These name no person, supporter, registrant or line of a roster.
            Kind::Council
            | Kind::Zone
            | Kind::Block
            | Kind::Place
            | Kind::Person
            | Kind::Household
            | Kind::CheckReport
            | Kind::ColumnMapping
            | Kind::RosterComparison
            | Kind::SavedFilter
            | Kind::User => {}
        }
    }
    Ok(())
}

fn follow_in<R: Record>(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<(), Failure> {
    for record in tx.all::<R>()? {
        let mut fields = json(&record)?;
        if record.key() != from && turn(&mut fields, from, to, "") {
            let record: R = serde_json::from_value(fields)
                .map_err(|error| Failure::fault(&error.to_string()))?;
            tx.put(&record)?;
        }
    }
    Ok(())
}

/// A frozen line names its supporters twice over, by key and by name: somebody who stood there twice stands there once.
fn follow_in_targets(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<(), Failure> {
    follow_in::<CheckTarget>(tx, from, to)?;
    for mut target in tx.all::<CheckTarget>()? {
        let places: Vec<usize> = (0..target.supporters.len())
            .filter(|&at| target.supporters[at].as_str() == to)
            .collect();
        if places.len() < 2 {
            continue;
        }
        for &place in places.iter().skip(1).rev() {
            target.supporters.remove(place);
            if place < target.supporter_names.len() {
                target.supporter_names.remove(place);
            }
        }
        tx.put(&target)?;
    }
    Ok(())
}

/// Two candidates who have become one person are one candidate: the first, who was the likelier.
fn follow_in_cases(tx: &mut Tx<'_>, from: &str, to: &str) -> Result<(), Failure> {
    follow_in::<ComparisonCase>(tx, from, to)?;
    for mut case in tx.all::<ComparisonCase>()? {
        let before = case.candidates.len();
        let mut seen = BTreeSet::new();
        case.candidates
            .retain(|candidate| seen.insert(candidate.registrant.clone()));
        if case.candidates.len() < before {
            tx.put(&case)?;
        }
    }
    Ok(())
}

/// Puts one key in the place of another wherever it stands. Returns whether it stood anywhere.
fn turn(value: &mut Value, from: &str, to: &str, field: &str) -> bool {
    match value {
        Value::String(text) if text == from => {
            to.clone_into(text);
            true
        }
        Value::Array(list) => {
            let mut turned = false;
            for item in list.iter_mut() {
                turned |= turn(item, from, to, field);
            }
            if turned && ONCE.contains(&field) {
                let mut seen = Vec::new();
                list.retain(|item| {
                    let is_new = !seen.contains(item);
                    seen.push(item.clone());
                    is_new
                });
            }
            turned
        }
        Value::Object(fields) => {
            let mut turned = false;
            for (name, part) in fields.iter_mut() {
                turned |= turn(part, from, to, name);
            }
            turned
        }
        Value::Null | Value::Bool(_) | Value::Number(_) | Value::String(_) => false,
    }
}
