//! Two records become one: values as chosen, then the references, then what the two had both.

use std::collections::BTreeSet;

use domain::consent::Consent;
use domain::duplicate::{Distinct, Merge};
use domain::id::{RegistrantId, SupporterId};
use domain::kind::{Kind, Record};
use domain::pairing::{Pairing, PairingStatus, RefusalReason};
use domain::person::Person;
use domain::registrant::Registrant;
use domain::safety_check::CheckTarget;
use domain::supporter::Supporter;
use store::Tx;

use super::follow::follow;
use crate::act::pairing::settle_supporter;
use crate::ask::duplicate::{CHOICES, choice_name, json, role};
use crate::ask::registrant::newest_consent;
use crate::failure::Failure;
use crate::host::Scene;

/// Makes one of two.
pub(super) fn merge(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    merge: &Merge,
    one: Person,
    other: &Person,
) -> Result<(), Failure> {
    tx.put(&chosen(Kind::Person, one, other, merge)?)?;
    let registrants = (
        role::<Registrant>(tx, &merge.one)?,
        role::<Registrant>(tx, &merge.other)?,
    );
    if let (Some(one), Some(other)) = registrants {
        merge_registrants(tx, scene, merge, one, &other)?;
    }
    let supporters = (
        role::<Supporter>(tx, &merge.one)?,
        role::<Supporter>(tx, &merge.other)?,
    );
    if let (Some(one), Some(other)) = supporters {
        merge_supporters(tx, scene, merge, one, &other)?;
    }
    // What only the other had: the role itself, and what a person said of the two.
    follow(tx, merge.other.as_str(), merge.one.as_str())?;
    forget_doubles(tx)?;
    tx.remove::<Person>(merge.other.as_str())?;
    end_pairs_with_oneself(tx, scene, merge)
}

/// Returns the record that stays, with what is chosen from the other.
fn chosen<R: Record>(kind: Kind, one: R, other: &R, merge: &Merge) -> Result<R, Failure> {
    let (mut fields, theirs) = (json(&one)?, json(other)?);
    let wanted = CHOICES
        .iter()
        .filter(|(of, names)| *of == kind && merge.from_other.contains(&choice_name(kind, names)));
    for name in wanted.flat_map(|(_, names)| names.iter()) {
        if let (Some(mine), Some(value)) = (fields.get_mut(*name), theirs.get(*name)) {
            *mine = value.clone();
        }
    }
    serde_json::from_value(fields).map_err(|error| Failure::fault(&error.to_string()))
}

fn merge_registrants(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    merge: &Merge,
    one: Registrant,
    other: &Registrant,
) -> Result<(), Failure> {
    let consents = (newest_consent(tx, &one.id)?, newest_consent(tx, &other.id)?);
    let consent = chosen(Kind::Consent, consents.0, &consents.1, merge)?;
    let id = one.id.clone();
    tx.put(&chosen(Kind::Registrant, one, other, merge)?)?;
    end_the_lesser(tx, scene, "registrant", id.as_str(), other.id.as_str())?;
    join_lines(tx, &id, &other.id)?;
    follow(tx, other.id.as_str(), id.as_str())?;
    put_in_order(tx, &id)?;
    keep_consent(tx, scene, &id, consent)?;
    Ok(tx.remove::<Registrant>(other.id.as_str())?)
}

fn merge_supporters(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    merge: &Merge,
    one: Supporter,
    other: &Supporter,
) -> Result<(), Failure> {
    let id = one.id.clone();
    tx.put(&chosen(Kind::Supporter, one, other, merge)?)?;
    end_the_lesser(tx, scene, "supporter", id.as_str(), other.id.as_str())?;
    follow(tx, other.id.as_str(), id.as_str())?;
    tx.remove::<Supporter>(other.id.as_str())?;
    settle_supporter(tx, &id)
}

/// Both may be paired with the same person: the pair that has come further stays, the other one is history.
fn end_the_lesser(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    side: &str,
    one: &str,
    other: &str,
) -> Result<(), Failure> {
    let partner = |pairing: &Pairing| match side {
        "registrant" => pairing.supporter.to_string(),
        _ => pairing.registrant.to_string(),
    };
    let mine: Vec<Pairing> = tx.find(side, one)?;
    for theirs in tx.find::<Pairing>(side, other)? {
        let is_double = |it: &&Pairing| it.status.is_present() && partner(it) == partner(&theirs);
        let Some(double) = mine.iter().find(is_double) else {
            continue;
        };
        if theirs.status.is_present() {
            let lesser = match theirs.status > double.status {
                true => double.clone(),
                false => theirs,
            };
            end(tx, scene, lesser)?;
        }
    }
    Ok(())
}

fn end(tx: &mut Tx<'_>, scene: &Scene<'_>, mut pairing: Pairing) -> Result<(), Failure> {
    pairing.status = PairingStatus::Ended;
    pairing.ended_on = Some(scene.today);
    pairing.end_reason = Some(RefusalReason::NoLonger);
    pairing.fixed = false;
    Ok(tx.put(&pairing)?)
}

/// Both may stand on the roster of one event: the results of the one line are results of the other.
fn join_lines(tx: &mut Tx<'_>, one: &RegistrantId, other: &RegistrantId) -> Result<(), Failure> {
    let mine: Vec<CheckTarget> = tx.find("registrant", one.as_str())?;
    for theirs in tx.find::<CheckTarget>("registrant", other.as_str())? {
        let same = |it: &&CheckTarget| it.safety_check == theirs.safety_check;
        if let Some(line) = mine.iter().find(same) {
            follow(tx, theirs.id.as_str(), line.id.as_str())?;
            tx.remove::<CheckTarget>(theirs.id.as_str())?;
        }
    }
    Ok(())
}

/// Two that came first cannot both go first.
fn put_in_order(tx: &mut Tx<'_>, id: &RegistrantId) -> Result<(), Failure> {
    let mut present: Vec<Pairing> = tx.find("registrant", id.as_str())?;
    present.retain(|pairing| pairing.status.is_present());
    present.sort_by(|a, b| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
    for (mut pairing, rank) in present.into_iter().zip(1..) {
        if pairing.rank != rank {
            pairing.rank = rank;
            tx.put(&pairing)?;
        }
    }
    Ok(())
}

/// The newest consent counts: the chosen one is written anew if it is not that.
fn keep_consent(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    registrant: &RegistrantId,
    mut wanted: Consent,
) -> Result<(), Failure> {
    let newest = newest_consent(tx, registrant)?;
    wanted.id = newest.id.clone();
    wanted.registrant = newest.registrant.clone();
    if wanted == newest {
        return Ok(());
    }
    wanted.id = scene.new_id();
    wanted.registrant = registrant.clone();
    Ok(tx.put(&wanted)?)
}

/// Said twice of the same two, or of one person and the same: once is enough, and nobody is two people.
fn forget_doubles(tx: &mut Tx<'_>) -> Result<(), Failure> {
    let mut said = BTreeSet::new();
    for two in tx.all::<Distinct>()? {
        let pair = (
            two.one.clone().min(two.other.clone()),
            two.one.clone().max(two.other.clone()),
        );
        if pair.0 == pair.1 || !said.insert(pair) {
            tx.remove::<Distinct>(two.id.as_str())?;
        }
    }
    Ok(())
}

/// Nobody looks after themselves.
fn end_pairs_with_oneself(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    merge: &Merge,
) -> Result<(), Failure> {
    let (Some(registrant), Some(supporter)) = (
        role::<Registrant>(tx, &merge.one)?,
        role::<Supporter>(tx, &merge.one)?,
    ) else {
        return Ok(());
    };
    let with_oneself = |pairing: &Pairing, supporter: &SupporterId| {
        pairing.status.is_present() && pairing.supporter == *supporter
    };
    for pairing in tx.find::<Pairing>("registrant", registrant.id.as_str())? {
        if with_oneself(&pairing, &supporter.id) {
            end(tx, scene, pairing)?;
            settle_supporter(tx, &supporter.id)?;
        }
    }
    Ok(())
}
