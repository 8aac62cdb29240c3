//! What is wrong with an instance before it is solved. Nothing of it stops the solver: what is wrong is left out or cut,
//! and the rest is solved.

use std::collections::BTreeMap;

use crate::cost;
use crate::instance::{Instance, KnownPair, PairKind};

/// Something a person should put right, with the people it is about (indices).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Fault {
    /// There are no registrants who want anybody.
    NobodyToMatch,
    /// There are no supporters with room.
    NobodyToAsk,
    /// The registrant wants more supporters than there are; the need is cut.
    NeedBeyondAll(usize),
    /// The supporter may look after nobody, although open.
    NoCapacity(usize),
    /// The registrant's position is off the map and is not used.
    RegistrantOffTheMap(usize),
    /// The supporter's position is off the map and is not used.
    SupporterOffTheMap(usize),
    /// The pair names somebody who is not there; it is left out.
    UnknownPerson(KnownPair),
    /// The pair is fixed and excluded at once; the exclusion holds.
    FixedAndExcluded {
        /// Index of the registrant.
        registrant: usize,
        /// Index of the supporter.
        supporter: usize,
    },
    /// More supporters are fixed for the registrant than the need says; the last ones are left out.
    FixedBeyondNeed(usize),
    /// The supporter is fixed for more registrants than the limit says; the last ones are left out.
    FixedBeyondCapacity(usize),
}

/// Returns what is wrong, each once, sorted.
pub fn faults(instance: &Instance) -> Vec<Fault> {
    let mut faults = Vec::new();
    let (nr, ns) = (instance.registrants.len(), instance.supporters.len());
    if instance.registrants.iter().all(|seat| seat.need == 0) {
        faults.push(Fault::NobodyToMatch);
    }
    if !instance
        .supporters
        .iter()
        .any(|seat| seat.open && seat.capacity > 0)
    {
        faults.push(Fault::NobodyToAsk);
    }
    let is_off = |abode| cost::spot(abode).is_none() && abode.position.is_some();
    for (i, seat) in instance.registrants.iter().enumerate() {
        if ns > 0 && seat.need as usize > ns {
            faults.push(Fault::NeedBeyondAll(i));
        }
        if is_off(&seat.abode) {
            faults.push(Fault::RegistrantOffTheMap(i));
        }
    }
    for (j, seat) in instance.supporters.iter().enumerate() {
        if seat.open && seat.capacity == 0 {
            faults.push(Fault::NoCapacity(j));
        }
        if is_off(&seat.abode) {
            faults.push(Fault::SupporterOffTheMap(j));
        }
    }
    let (known, unknown): (Vec<KnownPair>, Vec<KnownPair>) = instance
        .known
        .iter()
        .partition(|pair| pair.registrant < nr && pair.supporter < ns);
    faults.extend(unknown.into_iter().map(Fault::UnknownPerson));
    faults.extend(of_pins(instance, &known));
    faults.sort_unstable();
    faults.dedup();
    faults
}

fn of_pins(instance: &Instance, known: &[KnownPair]) -> Vec<Fault> {
    // Fixed and excluded, by pair.
    let mut pairs: BTreeMap<(usize, usize), (bool, bool)> = BTreeMap::new();
    for pair in known {
        let (fixed, excluded) = pairs.entry((pair.registrant, pair.supporter)).or_default();
        match pair.kind {
            PairKind::Fixed | PairKind::Agreed => *fixed = true,
            PairKind::Excluded => *excluded = true,
            PairKind::Present | PairKind::Acquainted => {}
        }
    }
    let mut faults = Vec::new();
    let mut of_registrant = vec![0_u32; instance.registrants.len()];
    let mut of_supporter = vec![0_u32; instance.supporters.len()];
    for (&(registrant, supporter), &(fixed, excluded)) in &pairs {
        if fixed && excluded {
            faults.push(Fault::FixedAndExcluded {
                registrant,
                supporter,
            });
        } else if fixed {
            of_registrant[registrant] += 1;
            of_supporter[supporter] += 1;
        }
    }
    let wants = instance.registrants.iter().zip(&of_registrant).enumerate();
    faults.extend(
        wants
            .filter(|(_, (seat, count))| **count > seat.need)
            .map(|(i, _)| Fault::FixedBeyondNeed(i)),
    );
    let gives = instance.supporters.iter().zip(&of_supporter).enumerate();
    faults.extend(
        gives
            .filter(|(_, (seat, count))| **count > seat.capacity)
            .map(|(j, _)| Fault::FixedBeyondCapacity(j)),
    );
    faults
}
