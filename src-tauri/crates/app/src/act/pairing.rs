//! 担当: accepted, refused, followed up, fixed. Every step keeps its date; a pairing is ended, never overwritten.

use chrono::NaiveDate;
use domain::id::{RegistrantId, SupporterId};
use domain::pairing::{
    Exclusion, PairChoice, Pairing, PairingFix, PairingStatus, PairingStep, Refusal, RefusalReason,
};
use domain::person::Person;
use domain::plan_question::PlanChange;
use domain::problem::{Problem, Rule};
use domain::registrant::Registrant;
use domain::supporter::{AgeBand, Supporter, SupporterStatus};
use store::{Reader, Tx};

use crate::ask::pairing::{distance, is_one_household};
use crate::failure::Failure;
use crate::host::Scene;

/// From this age on somebody can be a supporter (domain.md 3.5).
const ADULT: u32 = 18;

/// The two sides of a pair, as stored.
struct Two {
    registrant: Registrant,
    supporter: Supporter,
    one: Person,
    other: Person,
}

impl Two {
    fn read(
        reader: &Reader<'_>,
        registrant: &RegistrantId,
        supporter: &SupporterId,
    ) -> Result<Option<Self>, Failure> {
        let registrant: Option<Registrant> = reader.get(registrant.as_str())?;
        let supporter: Option<Supporter> = reader.get(supporter.as_str())?;
        let (Some(registrant), Some(supporter)) = (registrant, supporter) else {
            return Ok(None);
        };
        let one = reader.get(registrant.person.as_str())?.unwrap_or_default();
        let other = reader.get(supporter.person.as_str())?.unwrap_or_default();
        Ok(Some(Self {
            registrant,
            supporter,
            one,
            other,
        }))
    }

    fn is_minor(&self, today: NaiveDate) -> bool {
        let by_birth = self.other.age_on(today).map(|age| age < ADULT);
        by_birth.unwrap_or(self.supporter.age_band == AgeBand::Minor)
    }
}

/// Writes down pairs as 案. All of them or none: what is wrong is said for every pair at once.
pub(crate) fn accept_pairs(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    choices: Vec<PairChoice>,
) -> Result<u32, Failure> {
    let mut problems = Vec::new();
    let mut first = None;
    for choice in &choices {
        // One after the other, so that limits count what this very act has given out already.
        match accept(tx, scene, choice, &choices)? {
            Ok(two) => first = first.or(Some(two.one.name())),
            Err(problem) => problems.push(problem),
        }
    }
    Failure::unless_none(problems)?;
    if let Some(name) = first {
        tx.set_subject(name);
    }
    Ok(u32::try_from(choices.len()).unwrap_or(u32::MAX))
}

fn accept(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    choice: &PairChoice,
    all: &[PairChoice],
) -> Result<Result<Two, Problem>, Failure> {
    let Some(two) = Two::read(tx, &choice.registrant, &choice.supporter)? else {
        return Ok(Err(Problem::new("supporter", Rule::NoSuchRecord)));
    };
    if let Some(rule) = forbids(tx, scene, &two)? {
        let detail = format!("{}・{}", two.one.name(), two.other.name());
        return Ok(Err(Problem::with("supporter", rule, detail)));
    }
    let rank = make_room(tx, scene.today, choice, all)?;
    let pairing = Pairing {
        id: scene.new_id(),
        registrant: choice.registrant.clone(),
        supporter: choice.supporter.clone(),
        rank,
        basis: choice.basis.clone(),
        distance: distance(&two.one, &two.other),
        status: PairingStatus::Proposed,
        proposed_on: Some(scene.today),
        fixed: choice.fixed,
        same_household: is_one_household(&two.one, &two.other),
        ..Pairing::default()
    };
    tx.put(&pairing)?;
    settle_supporter(tx, &choice.supporter)?;
    Ok(Ok(two))
}

/// Returns the rule that forbids a pair, if there is one.
fn forbids(tx: &Tx<'_>, scene: &Scene<'_>, two: &Two) -> Result<Option<Rule>, Failure> {
    let (registrant, supporter) = (&two.registrant, &two.supporter);
    let exclusions: Vec<Exclusion> = tx.find("registrant", registrant.id.as_str())?;
    let present = present_of(tx, &supporter.id)?;
    Ok(if registrant.person == supporter.person {
        Some(Rule::SamePerson)
    } else if exclusions
        .iter()
        .any(|exclusion| exclusion.supporter == supporter.id)
    {
        Some(Rule::Excluded)
    } else if present
        .iter()
        .any(|pairing| pairing.registrant == registrant.id)
    {
        Some(Rule::AlreadyPaired)
    } else if !registrant.status.is_active()
        || !supporter.status.may_be_paired()
        || two.is_minor(scene.today)
    {
        Some(Rule::WrongState)
    } else if present.len() >= supporter.limit() as usize {
        Some(Rule::LimitReached)
    } else {
        None
    })
}

/// Returns the rank of a new pair: the one asked for where it is free. A 案 that stands there, neither fixed nor chosen
/// again, gives way: the new plan has replaced it. Whoever was asked already keeps the place.
fn make_room(
    tx: &mut Tx<'_>,
    today: NaiveDate,
    choice: &PairChoice,
    all: &[PairChoice],
) -> Result<u32, Failure> {
    let mut present: Vec<Pairing> = tx.find("registrant", choice.registrant.as_str())?;
    present.retain(|pairing| pairing.status.is_present());
    let wanted = choice.rank.max(1);
    let gives_way = |pairing: &&Pairing| {
        pairing.rank == wanted
            && pairing.status == PairingStatus::Proposed
            && !pairing.fixed
            && !all
                .iter()
                .any(|c| c.registrant == pairing.registrant && c.supporter == pairing.supporter)
    };
    if let Some(pairing) = present.iter().find(gives_way).cloned() {
        end(tx, pairing, today, None)?;
        return Ok(wanted);
    }
    let is_taken = |rank: u32| present.iter().any(|pairing| pairing.rank == rank);
    if !is_taken(wanted) {
        return Ok(wanted);
    }
    Ok((1..).find(|&rank| !is_taken(rank)).unwrap_or(wanted))
}

fn present_of(reader: &Reader<'_>, supporter: &SupporterId) -> Result<Vec<Pairing>, Failure> {
    let mut present: Vec<Pairing> = reader.find("supporter", supporter.as_str())?;
    present.retain(|pairing| pairing.status.is_present());
    Ok(present)
}

/// Puts a supporter into the state the pairings say: 担当中 with the first one, 待機 again after the last one. Paused and
/// ended supporters stay what they are.
pub(crate) fn settle_supporter(tx: &mut Tx<'_>, id: &SupporterId) -> Result<(), Failure> {
    // With the last pair ended a supporter of another block is not seen any more, but stands by again all the same.
    let Some(mut supporter) = tx.whole().get::<Supporter>(id.as_str())? else {
        return Ok(());
    };
    let has_task = !present_of(tx, id)?.is_empty();
    let status = match (supporter.status, has_task) {
        (SupporterStatus::Standby | SupporterStatus::Applied, true) => SupporterStatus::Active,
        (SupporterStatus::Active, false) => SupporterStatus::Standby,
        (status, _) => status,
    };
    if status != supporter.status {
        supporter.status = status;
        tx.put(&supporter)?;
    }
    Ok(())
}

fn end(
    tx: &mut Tx<'_>,
    mut pairing: Pairing,
    on: NaiveDate,
    reason: Option<RefusalReason>,
) -> Result<(), Failure> {
    pairing.status = PairingStatus::Ended;
    pairing.ended_on = Some(on);
    pairing.end_reason = reason;
    pairing.fixed = false;
    tx.put(&pairing)?;
    settle_supporter(tx, &pairing.supporter)
}

/// Ends pairs, begins others, and lets a supporter go, in one act: the way that was chosen after a drop-out.
pub(crate) fn change_plan(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    change: PlanChange,
) -> Result<(), Failure> {
    for id in &change.ended {
        let pairing: Pairing = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
        if !pairing.status.is_present() {
            return Err(Failure::problem(Problem::new("status", Rule::WrongState)));
        }
        end(tx, pairing, scene.today, None)?;
    }
    accept_pairs(tx, scene, change.added)?;
    if let Some(id) = &change.leaving {
        let supporter: Option<Supporter> = tx.get(id.as_str())?;
        let mut supporter = supporter.ok_or_else(Failure::not_found)?;
        supporter.status = SupporterStatus::Paused;
        tx.put(&supporter)?;
        let person: Option<Person> = tx.get(supporter.person.as_str())?;
        tx.set_subject(person.unwrap_or_default().name());
    }
    Ok(())
}

/// Notes that a pair was refused: it is never proposed again, and ends if it exists.
pub(crate) fn refuse_pair(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    refusal: Refusal,
) -> Result<(), Failure> {
    let two = Two::read(tx, &refusal.registrant, &refusal.supporter)?;
    let two = two.ok_or_else(Failure::not_found)?;
    for pairing in present_of(tx, &refusal.supporter)? {
        if pairing.registrant == refusal.registrant {
            end(tx, pairing, scene.today, Some(refusal.reason))?;
        }
    }
    exclude(tx, scene, &refusal)?;
    tx.set_subject(format!("{}・{}", two.one.name(), two.other.name()));
    Ok(())
}

/// Stores the refusal; said twice, the newer words count.
fn exclude(tx: &mut Tx<'_>, scene: &Scene<'_>, refusal: &Refusal) -> Result<(), Failure> {
    let known: Vec<Exclusion> = tx.find("registrant", refusal.registrant.as_str())?;
    let known = known
        .into_iter()
        .find(|exclusion| exclusion.supporter == refusal.supporter);
    Ok(tx.put(&Exclusion {
        id: known.map_or_else(|| scene.new_id(), |exclusion| exclusion.id),
        registrant: refusal.registrant.clone(),
        supporter: refusal.supporter.clone(),
        reason: refusal.reason,
        on: Some(scene.today),
        note: refusal.note.clone(),
    })?)
}

/// Takes a pairing one step on, or back. The date of every step reached stays; going back clears the later ones.
pub(crate) fn step_pairing(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    step: PairingStep,
) -> Result<(), Failure> {
    let mut pairing: Pairing = tx
        .get(step.pairing.as_str())?
        .ok_or_else(Failure::not_found)?;
    let on = step.on.unwrap_or(scene.today);
    if on > scene.today {
        return Err(Failure::problem(Problem::new("on", Rule::InFuture)));
    }
    if !pairing.status.is_present() {
        return Err(Failure::problem(Problem::new("status", Rule::WrongState)));
    }
    let two = Two::read(tx, &pairing.registrant, &pairing.supporter)?;
    if let Some(two) = two {
        tx.set_subject(format!("{}・{}", two.one.name(), two.other.name()));
    }
    if step.status == PairingStatus::Ended {
        let Some(reason) = step.reason else {
            return Err(Failure::problem(Problem::new("reason", Rule::Missing)));
        };
        return end(tx, pairing, on, Some(reason));
    }
    pairing.status = step.status;
    set_dates(&mut pairing, on);
    Ok(tx.put(&pairing)?)
}

/// Sets the date of the step reached and clears those of steps not reached.
fn set_dates(pairing: &mut Pairing, on: NaiveDate) {
    let reached = pairing.status;
    let mut step = |status: PairingStatus| {
        let date = match status {
            PairingStatus::Proposed => &mut pairing.proposed_on,
            PairingStatus::SupporterAccepted => &mut pairing.supporter_accepted_on,
            PairingStatus::RegistrantAccepted => &mut pairing.registrant_accepted_on,
            PairingStatus::Met => &mut pairing.met_on,
            PairingStatus::Confirmed => &mut pairing.confirmed_on,
            PairingStatus::Ended => &mut pairing.ended_on,
        };
        match status.cmp(&reached) {
            std::cmp::Ordering::Greater => *date = None,
            std::cmp::Ordering::Equal if status != PairingStatus::Proposed => *date = Some(on),
            std::cmp::Ordering::Equal | std::cmp::Ordering::Less => {}
        }
    };
    for status in PairingStatus::ALL {
        step(*status);
    }
}

/// Fixes a pairing, so that a new plan leaves it alone, or lets it go again.
pub(crate) fn fix_pairing(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    fix: PairingFix,
) -> Result<(), Failure> {
    let mut pairing: Pairing = tx
        .get(fix.pairing.as_str())?
        .ok_or_else(Failure::not_found)?;
    if !pairing.status.is_present() {
        return Err(Failure::problem(Problem::new("pairing", Rule::WrongState)));
    }
    let two = Two::read(tx, &pairing.registrant, &pairing.supporter)?;
    if let Some(two) = two {
        tx.set_subject(format!("{}・{}", two.one.name(), two.other.name()));
    }
    pairing.fixed = fix.fixed;
    Ok(tx.put(&pairing)?)
}
