//! A plan improved with as few new pairs as their price allows: units are sent round the cheapest rings of the residual
//! network until none is negative, which proves the optimum.
//!
//! Costs are compared level by level: tenths of a point of coverage and the price of new pairs first, then load, then
//! points of pairs. When the plan was without equal before, the only negative rings go through an empty place, so there
//! are as many as places to fill. Extra points for several supporters of one building are left out.

use std::collections::{BTreeSet, VecDeque};

use domain::vault::{Continue, Progress};

use crate::candidates::Town;
use crate::cost;
use crate::instance::{Instance, LoadMode};
use crate::possible::possible;
use crate::solve::Stopped;

/// Coverage and new pairs, load, points of pairs: compared in this order.
type Price = [i64; 3];

/// A point of coverage in the unit of prices.
const TENTHS: i64 = 10;

const NOTHING: Price = [0; 3];

fn sum(a: Price, b: Price) -> Price {
    [a[0] + b[0], a[1] + b[1], a[2] + b[2]]
}

fn minus(a: Price) -> Price {
    a.map(|part| -part)
}

/// A plan that is being changed. Nodes: registrants, supporters, at last the sink.
pub(super) struct Exchange<'a> {
    instance: &'a Instance,
    /// Possible supporters of each registrant with the price of the pair.
    options: Vec<Vec<(usize, Price)>>,
    /// Supporters of each registrant.
    mates: Vec<Vec<usize>>,
    /// Registrants of each supporter whose pair may end, with what its end gives back.
    moves: Vec<Vec<(usize, Price)>>,
    load: Vec<u32>,
}

/// The cheapest ways from the sink.
struct Ways {
    length: Vec<Option<Price>>,
    by: Vec<usize>,
    /// Arcs on the way.
    arcs: Vec<usize>,
}

impl<'a> Exchange<'a> {
    /// Begins with pairs that keep every need and limit.
    pub(super) fn of(town: &Town<'a>, held: &BTreeSet<(usize, usize)>, price: i64) -> Self {
        let instance = town.instance;
        let price = price.max(1);
        let new = |i: usize, (j, points): (usize, i64)| {
            let is_new = !held.contains(&(i, j));
            (j, [price * i64::from(is_new), 0, points])
        };
        let options = possible(town).into_iter().enumerate();
        let mut exchange = Self {
            instance,
            options: options
                .map(|(i, list)| list.into_iter().map(|one| new(i, one)).collect())
                .collect(),
            mates: vec![Vec::new(); instance.registrants.len()],
            moves: vec![Vec::new(); instance.supporters.len()],
            load: vec![0; instance.supporters.len()],
        };
        for &(i, j) in held {
            let points = [0, 0, town.cost(i, j)];
            exchange.mates[i].push(j);
            exchange.load[j] += 1;
            if !town.known(i, j).pinned() {
                exchange.moves[j].push((i, minus(points)));
            }
            // Who is together now may come together again, however far apart they live.
            if exchange.options[i].iter().all(|(other, _)| *other != j) {
                exchange.options[i].push((j, points));
            }
        }
        exchange
    }

    /// Improves the plan until nothing is worth its price.
    pub(super) fn run(
        &mut self,
        report: &mut dyn FnMut(Progress) -> Continue,
    ) -> Result<(), Stopped> {
        let mut done = 0;
        loop {
            let progress = Progress {
                running: true,
                done,
                ..Progress::default()
            };
            if report(progress) == Continue::No {
                return Err(Stopped::Cancelled);
            }
            let Some(ring) = self.negative_ring() else {
                return Ok(());
            };
            self.send_round(&ring);
            done += 1;
        }
    }

    /// Returns the pairs.
    pub(super) fn pairs(&self) -> BTreeSet<(usize, usize)> {
        let all = self.mates.iter().enumerate();
        all.flat_map(|(i, mates)| mates.iter().map(move |&j| (i, j)))
            .collect()
    }

    fn supporter(&self, node: usize) -> Option<usize> {
        node.checked_sub(self.mates.len())
            .filter(|&j| j < self.load.len())
    }

    /// What the place number `place` of a registrant is worth.
    fn place(&self, i: usize, place: usize) -> Price {
        let seat = &self.instance.registrants[i];
        let rank = cost::rank(self.instance.parameters.order, seat, place as u32);
        [TENTHS * rank, 0, 0]
    }

    fn task(&self, task: u32) -> Price {
        let mode = self.instance.parameters.load;
        let step = cost::load_step(mode, task);
        match mode {
            LoadMode::Strict => [0, step, 0],
            LoadMode::Blend => [0, 0, step],
        }
    }

    /// Returns what it costs to let the unit at a node go to the sink.
    fn exit(&self, node: usize) -> Option<Price> {
        match self.supporter(node) {
            Some(j) => {
                let seat = &self.instance.supporters[j];
                let has_room = seat.open && self.load[j] < seat.capacity;
                has_room.then(|| self.task(self.load[j] + 1))
            }
            None => {
                let filled = self.mates[node].len();
                (filled > 0).then(|| self.place(node, filled))
            }
        }
    }

    /// Calls for every arc out of a node but those to the sink.
    fn arcs(&self, node: usize, mut visit: impl FnMut(usize, Price)) {
        let people = self.mates.len();
        if let Some(j) = self.supporter(node) {
            for &(i, price) in &self.moves[j] {
                visit(i, price);
            }
        } else if node < people {
            for &(j, price) in &self.options[node] {
                if !self.mates[node].contains(&j) {
                    visit(people + j, price);
                }
            }
        } else {
            for (i, seat) in self.instance.registrants.iter().enumerate() {
                let next = self.mates[i].len() + 1;
                if next <= seat.need as usize {
                    visit(i, minus(self.place(i, next)));
                }
            }
            for (j, moves) in self.moves.iter().enumerate() {
                if !moves.is_empty() {
                    visit(people + j, minus(self.task(self.load[j])));
                }
            }
        }
    }

    /// Returns the cheapest ring through the sink, or a ring beside it, if its cost is below zero; nodes in order.
    fn negative_ring(&self) -> Option<Vec<usize>> {
        let sink = self.mates.len() + self.load.len();
        let mut ways = Ways {
            length: vec![None; sink + 1],
            by: vec![sink; sink + 1],
            arcs: vec![0; sink + 1],
        };
        ways.length[sink] = Some(NOTHING);
        let mut waits = vec![false; sink + 1];
        let mut waiting = VecDeque::from([sink]);
        while let Some(node) = waiting.pop_front() {
            waits[node] = false;
            let Some(length) = ways.length[node] else {
                continue;
            };
            let mut round = None;
            self.arcs(node, |to, price| {
                let way = sum(length, price);
                if to == sink || ways.length[to].is_some_and(|known| known <= way) {
                    return;
                }
                ways.length[to] = Some(way);
                ways.by[to] = node;
                ways.arcs[to] = ways.arcs[node] + 1;
                if ways.arcs[to] > sink {
                    round = Some(to);
                }
                if !std::mem::replace(&mut waits[to], true) {
                    waiting.push_back(to);
                }
            });
            if let Some(round) = round {
                return Some(ways.ring_beside(round));
            }
        }
        let ends =
            (0..sink).filter_map(|node| Some((sum(ways.length[node]?, self.exit(node)?), node)));
        let (cost, end) = ends.min()?;
        (cost < NOTHING).then(|| ways.back_to(end, sink))
    }

    /// Moves one unit along the ring: pairs begin and end.
    fn send_round(&mut self, ring: &[usize]) {
        let people = self.mates.len();
        let next = ring.iter().cycle().skip(1);
        for (&from, &to) in ring.iter().zip(next) {
            match (self.supporter(from), self.supporter(to)) {
                (None, Some(j)) if from < people => self.begin(from, j),
                (Some(j), None) if to < people => {
                    self.mates[to].retain(|&mate| mate != j);
                    self.moves[j].retain(|&(other, _)| other != to);
                    self.load[j] -= 1;
                }
                _ => {}
            }
        }
    }
}

impl Exchange<'_> {
    /// Begins a pair that is among the possible ones.
    fn begin(&mut self, i: usize, j: usize) {
        let option = self.options[i].iter().find(|(other, _)| *other == j);
        if let Some(&(_, price)) = option {
            self.mates[i].push(j);
            self.moves[j].push((i, minus(price)));
            self.load[j] += 1;
        }
    }
}

impl Ways {
    /// Returns the ring from the sink to a node and back.
    fn back_to(&self, end: usize, sink: usize) -> Vec<usize> {
        let mut ring = vec![end];
        let mut node = end;
        while node != sink {
            node = self.by[node];
            ring.push(node);
        }
        ring.reverse();
        ring
    }

    /// Returns the ring that a way with more arcs than there are nodes must have gone round.
    fn ring_beside(&self, node: usize) -> Vec<usize> {
        let mut start = node;
        for _ in 0..self.by.len() {
            start = self.by[start];
        }
        let mut ring = vec![start];
        let mut at = self.by[start];
        while at != start {
            ring.push(at);
            at = self.by[at];
        }
        ring.reverse();
        ring
    }
}
