//! Where a new supporter could live, and whom such a supporter could look after.

use std::collections::{BTreeMap, BTreeSet};

use domain::pairing::{DistanceClass, SupporterPreference};

use super::Search;
use crate::cost;
use crate::instance::{Abode, Instance, RegistrantSeat, SupporterSeat};

/// A place on the map or in the list of blocks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Spot {
    /// 班・ブロック, by its key.
    Block(u32),
    /// 丁目 of a 町, by key and number, where people belong to no block.
    Chome {
        /// Key of the 町.
        town: u32,
        /// Number of the 丁目; 0 where the 町 has none.
        chome: u32,
    },
    /// A square of the map in which somebody lives, by its centre in decimetres.
    Square {
        /// East.
        x: i64,
        /// North.
        y: i64,
    },
}

/// A spot with the people a supporter who lives there could look after.
#[derive(Clone, Debug)]
pub(super) struct Site {
    pub(super) spot: Spot,
    pub(super) home: Abode,
    pub(super) people: Vec<usize>,
}

/// Returns a supporter who lives there: an adult, at home all week, related to nobody.
pub(super) fn newcomer(home: &Abode, search: &Search) -> SupporterSeat {
    SupporterSeat {
        abode: home.clone(),
        capacity: search.tasks,
        gender: search.gender,
        ..SupporterSeat::default()
    }
}

/// Returns every spot near somebody: squares of the map where all registrants are on it, else blocks.
pub(super) fn sites(instance: &Instance, search: &Search) -> Vec<Site> {
    let on_map = instance
        .registrants
        .iter()
        .all(|seat| cost::spot(&seat.abode).is_some());
    let sites = if on_map {
        squares(instance, search)
    } else {
        blocks(instance, search)
    };
    sites
        .into_iter()
        .filter(|site| !site.people.is_empty())
        .collect()
}

/// Returns whether a rule or the distance stands between; the same as the rules of pairs for somebody without a building.
fn could_serve(instance: &Instance, search: &Search, home: &Abode, seat: &RegistrantSeat) -> bool {
    let is_wished =
        seat.wish != SupporterPreference::SameGenderOnly || seat.gender == search.gender;
    let radius = instance.parameters.radius;
    let is_near = match cost::square(home, &seat.abode) {
        Some(square) => square <= radius.saturating_mul(radius),
        None => cost::class(home, &seat.abode) != DistanceClass::Elsewhere,
    };
    is_wished && is_near && home.zone == seat.abode.zone
}

fn homes(instance: &Instance) -> impl Iterator<Item = &Abode> {
    let registrants = instance.registrants.iter().map(|seat| &seat.abode);
    registrants.chain(instance.supporters.iter().map(|seat| &seat.abode))
}

/// Squares in which somebody lives; an empty field is no place to look for a supporter.
fn squares(instance: &Instance, search: &Search) -> Vec<Site> {
    let cell = search.cell.max(1);
    let square = |(x, y): (i64, i64)| (x.div_euclid(cell), y.div_euclid(cell));
    let settled: BTreeSet<(u32, (i64, i64))> = homes(instance)
        .filter_map(|abode| Some((abode.zone, square(cost::spot(abode)?))))
        .collect();
    let mut living: BTreeMap<(i64, i64), Vec<usize>> = BTreeMap::new();
    for (i, seat) in instance.registrants.iter().enumerate() {
        if let Some(position) = cost::spot(&seat.abode) {
            living.entry(square(position)).or_default().push(i);
        }
    }
    let reach = instance.parameters.radius.max(0) / cell + 1;
    settled
        .into_iter()
        .map(|(zone, (cx, cy))| {
            let (x, y) = (cx * cell + cell / 2, cy * cell + cell / 2);
            let home = Abode {
                position: Some((x, y)),
                zone,
                floor: 1,
                ..Abode::default()
            };
            let mut people: Vec<usize> = (cx - reach..=cx + reach)
                .flat_map(|at| living.range((at, cy - reach)..=(at, cy + reach)))
                .flat_map(|(_, list)| list.iter().copied())
                .filter(|&i| could_serve(instance, search, &home, &instance.registrants[i]))
                .collect();
            people.sort_unstable();
            Site {
                spot: Spot::Square { x, y },
                home,
                people,
            }
        })
        .collect()
}

/// Key of the 町 and number of the 丁目.
type Address = (Option<u32>, u32);

/// Blocks with the 丁目 most of their people live in; 丁目 for people who belong to no block.
fn blocks(instance: &Instance, search: &Search) -> Vec<Site> {
    let mut votes: BTreeMap<(u32, Spot), BTreeMap<Address, usize>> = BTreeMap::new();
    for abode in homes(instance) {
        let spot = match (abode.block, abode.town) {
            (Some(block), _) => Spot::Block(block),
            (None, Some(town)) => Spot::Chome {
                town,
                chome: abode.chome,
            },
            (None, None) => continue,
        };
        let vote = votes.entry((abode.zone, spot)).or_default();
        *vote.entry((abode.town, abode.chome)).or_default() += 1;
    }
    let by_address = Neighbours::of(instance);
    votes
        .into_iter()
        .map(|((zone, spot), vote)| {
            let most = vote.iter().rev().max_by_key(|(_, count)| **count);
            let (town, chome) = most.map_or((None, 0), |(address, _)| *address);
            let block = match spot {
                Spot::Block(key) => Some(key),
                Spot::Chome { .. } | Spot::Square { .. } => None,
            };
            let home = Abode {
                zone,
                block,
                town,
                chome,
                floor: 1,
                ..Abode::default()
            };
            let mut people = by_address.near(&home);
            people.retain(|&i| could_serve(instance, search, &home, &instance.registrants[i]));
            Site { spot, home, people }
        })
        .collect()
}

/// Registrants by block and by 丁目.
#[derive(Default)]
struct Neighbours {
    blocks: BTreeMap<u32, Vec<usize>>,
    chomes: BTreeMap<(u32, u32), Vec<usize>>,
}

impl Neighbours {
    fn of(instance: &Instance) -> Self {
        let mut all = Self::default();
        for (i, seat) in instance.registrants.iter().enumerate() {
            if let Some(block) = seat.abode.block {
                all.blocks.entry(block).or_default().push(i);
            }
            if let Some(town) = seat.abode.town {
                let chome = (town, seat.abode.chome);
                all.chomes.entry(chome).or_default().push(i);
            }
        }
        all
    }

    /// Returns the people of the block, of the 丁目 and of the 丁目 beside it, each once.
    fn near(&self, home: &Abode) -> Vec<usize> {
        let block = home.block.and_then(|key| self.blocks.get(&key));
        let chomes = home.town.into_iter().flat_map(|town| {
            let span = home.chome.saturating_sub(1)..=home.chome.saturating_add(1);
            self.chomes
                .range((town, *span.start())..=(town, *span.end()))
        });
        let lists = block.into_iter().chain(chomes.map(|(_, list)| list));
        let mut people: Vec<usize> = lists.flatten().copied().collect();
        people.sort_unstable();
        people.dedup();
        people
    }
}
