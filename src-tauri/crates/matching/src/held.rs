//! A solved town that answers again and again who would step in for somebody, and stands as before after each answer.

use crate::drop_out::Trail;
use crate::flow::Network;
use crate::net::USED;
use crate::pair_rows::PairRows;
use crate::search::Search;

/// The solved networks of a town, made ready.
pub(crate) struct Held {
    networks: Vec<Network>,
    /// The pairs of each network by registrant.
    rows: Vec<PairRows>,
    /// Which network each supporter stands in, and under which number.
    seats: Vec<Option<(u32, u32)>>,
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
}

impl Held {
    /// Makes networks ready for a town of so many supporters.
    pub(crate) fn of(networks: Vec<Network>, supporters: usize) -> Self {
        let mut seats = vec![None; supporters];
        for (network, n) in networks.iter().zip(0..) {
            for (&j, number) in network.part.supporters.iter().zip(0..) {
                seats[j as usize] = Some((n, number));
            }
        }
        let nodes = networks.iter().map(|network| network.net.nodes());
        Self {
            rows: networks.iter().map(|n| PairRows::of(&n.net)).collect(),
            search: Search::new(nodes.max().unwrap_or(0)),
            seats,
            networks,
        }
    }

    /// Returns what changes when a supporter, who is in no pinned pair, is gone.
    pub(crate) fn without(&mut self, gone: usize) -> Moved {
        let Some((n, number)) = self.seats.get(gone).copied().flatten() else {
            return Moved::default();
        };
        let (network, rows) = (&mut self.networks[n as usize], &self.rows[n as usize]);
        let trail = network.drop_out(number as usize, rows, &mut self.search);
        let moved = moved(network, rows, &trail);
        network.take_back(&trail);
        moved
    }
}

fn moved(network: &Network, rows: &PairRows, trail: &Trail) -> Moved {
    let (part, net) = (&network.part, &network.net);
    let mut moved = Moved::default();
    for k in trail.turned().into_iter().map(|k| k as usize) {
        let supporter = rows.head(k) - net.registrants();
        let pair = (
            part.registrants[net.owner(k).0] as usize,
            part.supporters[supporter] as usize,
        );
        match net.tail[k] & USED {
            0 => moved.ended.push(pair),
            _ => moved.added.push(pair),
        }
    }
    moved.ended.sort_unstable();
    moved.added.sort_unstable();
    moved
}
