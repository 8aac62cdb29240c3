//! Writes down a part of the town, with the levels in one number.

use crate::candidates::{Candidate, Town};
use crate::cost;
use crate::draft::Draft;
use crate::parts::{Choice, NO_NUMBER, Part, Weights};
use crate::tree::NEVER;

/// Builds the networks of parts.
pub(crate) struct Builder<'a> {
    pub(crate) town: &'a Town<'a>,
    pub(crate) choice: &'a Choice,
    pub(crate) weights: Weights,
    /// Load by pins.
    pub(crate) load: &'a [u32],
    /// Number of each supporter inside its part.
    pub(crate) number: &'a [u32],
    /// Whether pins may be taken away later: then their registrants are there too, and their places can be opened.
    pub(crate) pins_may_go: bool,
    /// Supporters of each registrant who stand already, in a repair.
    pub(crate) standing: Option<&'a [Vec<u32>]>,
}

/// A possible pair on its way into the network.
#[derive(Clone, Copy)]
struct Entry {
    number: u32,
    cost: i32,
    home: Option<u32>,
    is_new: bool,
}

/// Lists that are filled again for each registrant.
#[derive(Default)]
struct Desk {
    entries: Vec<Entry>,
    /// Buildings of pinned supporters.
    pinned: Vec<u32>,
    /// Buildings, and how many could come from there.
    homes: Vec<(u32, u32)>,
}

impl Builder<'_> {
    /// Builds the network of a part, empty. Pairs of a registrant and of each bundle stand in working order.
    pub(crate) fn build(&self, part: &Part) -> Draft {
        let mut net = Draft::new();
        let mut desk = Desk::default();
        for &i in &part.registrants {
            self.add_registrant(&mut net, i as usize, &mut desk);
        }
        let mode = self.town.instance.parameters.load;
        for &j in &part.supporters {
            let j = j as usize;
            let tasks = self.load[j] + 1..=self.town.instance.capacity(j);
            net.add_supporter(tasks.map(|task| cost::load_step(mode, task) * self.weights.load));
        }
        net
    }

    fn add_registrant(&self, net: &mut Draft, i: usize, desk: &mut Desk) {
        let instance = &self.town.instance;
        let seat = &instance.registrants[i];
        let held = self.choice.pinned[i].len() as u32;
        let order = instance.parameters.order;
        let need = self.choice.need[i];
        let first = if self.pins_may_go { 1 } else { held + 1 };
        // The last place stays empty first, so its price comes first; those of pins come last.
        net.add_registrant(
            (first..=need)
                .rev()
                .map(|place| cost::RANK_UNITS * cost::rank(order, seat, place) * self.weights.unit),
            need.saturating_sub(held) as usize,
        );
        self.enter(i, self.choice.near.of(i), desk);
        let penalty = i32::try_from(instance.parameters.same_building_penalty).unwrap_or(i32::MAX);
        if penalty > 0 {
            self.add_by_building(net, i, desk, penalty);
        } else {
            add(net, desk.entries.iter());
        }
        let elsewhere = self.choice.elsewhere.of(i);
        if !elsewhere.is_empty() {
            self.enter(i, elsewhere, desk);
            net.add_bundle(cost::ELSEWHERE_UNITS * self.weights.unit, NEVER);
            add(net, desk.entries.iter());
        }
    }

    /// Notes the pairs whose supporters have room, in working order.
    fn enter(&self, i: usize, list: &[Candidate], desk: &mut Desk) {
        desk.entries.clear();
        let before = self.standing.map(|standing| &standing[i]);
        for candidate in list {
            let number = self.number[candidate.at()];
            if number == NO_NUMBER {
                continue;
            }
            desk.entries.push(Entry {
                number,
                cost: candidate.cost,
                home: self.town.instance.supporters[candidate.at()].abode.building,
                is_new: before.is_some_and(|own| !own.contains(&candidate.supporter)),
            });
        }
        desk.entries.sort_unstable_by_key(|entry| entry.number);
    }

    /// Two or more candidates of one building share a bundle whose first unit is free. Where a pinned supporter lives
    /// in the building already, no unit is, and where one place is open, no second one comes: both need no bundle.
    fn add_by_building(&self, net: &mut Draft, i: usize, desk: &mut Desk, penalty: i32) {
        let instance = &self.town.instance;
        let pinned = &self.choice.pinned[i];
        let homes = pinned
            .iter()
            .map(|&j| instance.supporters[j].abode.building);
        desk.pinned.clear();
        desk.pinned.extend(homes.flatten());
        desk.homes.clear();
        for entry in &mut desk.entries {
            let Some(home) = entry.home else {
                continue;
            };
            if desk.pinned.contains(&home) {
                entry.cost = entry.cost.saturating_add(penalty);
                entry.home = None;
                continue;
            }
            match desk.homes.iter_mut().find(|(key, _)| *key == home) {
                Some((_, count)) => *count += 1,
                None => desk.homes.push((home, 1)),
            }
        }
        let held = if self.pins_may_go { 0 } else { pinned.len() };
        let open = self.choice.need[i] as usize - held;
        desk.homes.retain(|&(_, count)| count > 1 && open > 1);
        let is_shared = |home: Option<u32>| desk.homes.iter().any(|(key, _)| Some(*key) == home);
        add(
            net,
            desk.entries.iter().filter(|entry| !is_shared(entry.home)),
        );
        for &(home, _) in &desk.homes {
            net.add_bundle(0, i64::from(penalty));
            add(
                net,
                desk.entries.iter().filter(|entry| entry.home == Some(home)),
            );
        }
    }
}

fn add<'a>(net: &mut Draft, entries: impl Iterator<Item = &'a Entry>) {
    for entry in entries {
        net.add_pair(entry.number, entry.cost, entry.is_new);
    }
}
