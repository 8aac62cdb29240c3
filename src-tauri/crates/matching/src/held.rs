//! A solved town that answers again and again who would step in for somebody, and stands as before after each answer.

use crate::candidates::Town;
use crate::drop_out::Trail;
use crate::flow::Network;
use crate::instance::Instance;
use crate::net::USED;
use crate::pair_rows::PairRows;
use crate::parts::Choice;
use crate::search::Search;

/// Which network somebody stands in, and under which number.
type Seat = (u32, u32);

/// The solved networks of a town, made ready.
pub(crate) struct Held {
    networks: Vec<Network>,
    /// The pairs of each network by registrant.
    rows: Vec<PairRows>,
    supporters: Vec<Option<Seat>>,
    registrants: Vec<Option<Seat>>,
    /// Registrants each supporter is pinned to.
    pins: Vec<Vec<usize>>,
    search: Search,
}

/// What changes when somebody is gone: pairs (registrant, supporter) in order.
#[derive(Default)]
pub(crate) struct Moved {
    /// Those that are no more.
    pub(crate) ended: Vec<(usize, usize)>,
    /// Those that are new.
    pub(crate) added: Vec<(usize, usize)>,
}

impl Moved {
    /// Returns a plan after the change; its pairs are in order, before and after.
    pub(crate) fn applied_to(&self, pairs: &[(usize, usize)]) -> Vec<(usize, usize)> {
        let mut all = Vec::with_capacity(pairs.len() + self.added.len());
        let mut rest = pairs;
        let mut added = self.added.iter().peekable();
        let mut ended = self.ended.iter().peekable();
        while let Some((&pair, further)) = rest.split_first() {
            if let Some(&new) = added.next_if(|new| **new < pair) {
                all.push(new);
                continue;
            }
            rest = further;
            if ended.next_if(|gone| **gone == pair).is_none() {
                all.push(pair);
            }
        }
        all.extend(added);
        all
    }

    /// Notes what a trail has turned.
    fn note(&mut self, network: &Network, rows: &PairRows, trail: &Trail) {
        let (part, net) = (&network.part, &network.net);
        for k in trail.turned().into_iter().map(|k| k as usize) {
            let supporter = rows.head(k) - net.registrants();
            let pair = (
                part.registrants[net.owner(k).0] as usize,
                part.supporters[supporter] as usize,
            );
            match net.tail[k] & USED {
                0 => self.ended.push(pair),
                _ => self.added.push(pair),
            }
        }
    }
}

impl Held {
    /// Makes the networks of a town ready; they were filled so that pins may go.
    pub(crate) fn of(networks: Vec<Network>, choice: &Choice, instance: &Instance) -> Self {
        let mut supporters = vec![None; instance.supporters.len()];
        let mut registrants = vec![None; instance.registrants.len()];
        for (network, n) in networks.iter().zip(0..) {
            let part = &network.part;
            for (&j, number) in part.supporters.iter().zip(0..) {
                supporters[j as usize] = Some((n, number));
            }
            for (&i, number) in part.registrants.iter().zip(0..) {
                registrants[i as usize] = Some((n, number));
            }
        }
        let mut pins = vec![Vec::new(); supporters.len()];
        for (i, j) in choice.pins() {
            pins[j].push(i);
        }
        let nodes = networks.iter().map(|network| network.net.nodes());
        Self {
            rows: networks.iter().map(|n| PairRows::of(&n.net)).collect(),
            search: Search::new(nodes.max().unwrap_or(0)),
            supporters,
            registrants,
            pins,
            networks,
        }
    }

    /// Returns what changes when a supporter is gone, pins and all; `None` where the networks cannot tell, because a
    /// pin stood for the first supporter of a building from which others could come.
    pub(crate) fn without(
        &mut self,
        town: &Town<'_>,
        choice: &Choice,
        gone: usize,
    ) -> Option<Moved> {
        let Some(pins) = self.pins.get(gone) else {
            return Some(Moved::default());
        };
        if pins.iter().any(|&i| shares_building(town, choice, i, gone)) {
            return None;
        }
        let mut moved = Moved::default();
        moved.ended.extend(pins.iter().map(|&i| (i, gone)));
        let own = self.supporters[gone];
        let mut seats: Vec<Seat> = pins.iter().filter_map(|&i| self.registrants[i]).collect();
        seats.sort_unstable();
        let mut networks: Vec<u32> = seats.iter().chain(&own).map(|seat| seat.0).collect();
        networks.sort_unstable();
        networks.dedup();
        for n in networks {
            let supporter = own.filter(|seat| seat.0 == n).map(|seat| seat.1 as usize);
            let pins = seats.iter().filter(|seat| seat.0 == n);
            let pins: Vec<usize> = pins.map(|seat| seat.1 as usize).collect();
            let (network, rows) = (&mut self.networks[n as usize], &self.rows[n as usize]);
            let trail = network.drop_out(supporter, &pins, rows, &mut self.search);
            moved.note(network, rows, &trail);
            network.take_back(&trail);
        }
        moved.ended.sort_unstable();
        moved.added.sort_unstable();
        Some(moved)
    }
}

/// Whether somebody else of the supporter's building could come to the registrant, at a price for being the second.
fn shares_building(town: &Town<'_>, choice: &Choice, i: usize, gone: usize) -> bool {
    let supporters = &town.instance.supporters;
    let home = supporters[gone].abode.building;
    let mut others = choice.near.of(i).iter().map(|c| c.at());
    town.instance.parameters.same_building_penalty > 0
        && home.is_some()
        && others.any(|j| j != gone && supporters[j].abode.building == home)
}
