//! The exact solver: a network simplex whose tree is the tree of shortest ways from the sink through the residual network.
//!
//! Every arc carries at most one unit (places of a registrant, tasks of a supporter and units into a building have costs
//! that never fall, so they count as one arc each whose price moves), and every arc of the tree can carry a unit away
//! from the sink. So the simplex has two steps only: where a node can be reached more cheaply, its branch is hung over;
//! where the cheaper way comes from its own branch, a ring of negative cost is closed, and one unit goes round it. Labels
//! fall in a hang, the total falls in a ring, both are whole numbers: it ends, and then no ring is negative, which is
//! the proof of the optimum.

use crate::net::{CHANGED, GROUPED, Net, TAIL, USED};
use crate::threads::Pulse;

/// A price that nothing reaches.
pub(crate) const NEVER: i64 = i64::MAX / 4;
/// Supporters looked at between two questions whether to go on.
const SCANS_PER_PULSE: usize = 4096;
/// No node.
const NONE: u32 = u32::MAX;
/// The arc of the tree is a place, a task, or the way between a registrant and a bundle.
pub(crate) const BY_EXIT: u32 = u32::MAX;

/// Where a node hangs. Which way the arc of the tree is used follows from which end is the upper one.
#[derive(Clone, Copy, Debug)]
struct Place {
    parent: u32,
    /// The pair the node hangs by, or `BY_EXIT`.
    arc: u32,
    depth: u32,
    child: u32,
    next: u32,
    before: u32,
}

const NOWHERE: Place = Place {
    parent: NONE,
    arc: BY_EXIT,
    depth: 0,
    child: NONE,
    next: NONE,
    before: NONE,
};

/// A network with its flow and its tree. Nodes: registrants, supporters, the sink, bundles.
pub(crate) struct Tree<'a> {
    pub(crate) net: &'a mut Net,
    /// Length of the shortest way from the sink; the potentials.
    pub(crate) label: Vec<i64>,
    place: Vec<Place>,
    stack: Vec<u32>,
    sink: u32,
    /// Steps taken, hangs and rings.
    steps: u64,
}

impl<'a> Tree<'a> {
    /// Grows a first tree for the flow that the network carries.
    pub(crate) fn new(net: &'a mut Net) -> Self {
        let nodes = net.nodes();
        let sink = net.sink() as u32;
        let mut tree = Self {
            label: vec![NEVER; nodes],
            place: vec![NOWHERE; nodes],
            stack: Vec::new(),
            sink,
            net,
            steps: 0,
        };
        tree.grow();
        tree
    }

    fn grow(&mut self) {
        let (registrants, supporters) = (self.net.registrants(), self.net.supporters());
        self.label[self.sink as usize] = 0;
        // Who has a task or an empty place hangs on the sink.
        for node in 0..registrants + supporters {
            let price = self.net.enter[node];
            if price < NEVER {
                self.attach(node as u32, self.sink, BY_EXIT, price);
            }
        }
        // Whose places are all filled hangs on a supporter, directly or through a bundle.
        for j in 0..supporters {
            self.attach_served(j);
        }
        for only_used in [true, false] {
            for b in 0..self.net.bundles.len() {
                self.attach_bundle(b, only_used);
            }
        }
        // Who has no task hangs on a registrant who could ask.
        for j in 0..supporters {
            let head = (registrants + j) as u32;
            if !self.is_placed(head) {
                self.attach_idle(j, head);
            }
        }
    }

    fn is_placed(&self, node: u32) -> bool {
        self.place[node as usize].parent != NONE
    }

    fn attach_served(&mut self, j: usize) {
        let head = (self.net.registrants() + j) as u32;
        for k in self.net.pairs_of(j) {
            let word = self.net.tail[k];
            if word & USED == 0 {
                continue;
            }
            let tail = word & TAIL;
            let label = self.label[head as usize] - self.net.price(k);
            let parent = self.place[tail as usize].parent;
            if parent == NONE {
                self.attach(tail, head, k as u32, label);
            } else if parent != self.sink && label < self.label[tail as usize] {
                self.take_off(tail);
                self.attach(tail, head, k as u32, label);
            }
        }
    }

    /// Brings a bundle and its registrant together: the one that hangs nowhere yet hangs on the other.
    fn attach_bundle(&mut self, b: usize, only_used: bool) {
        let bundle = self.net.bundles[b];
        let (node, owner) = (self.net.bundle_node(b) as u32, bundle.owner);
        if !self.is_placed(owner) {
            if bundle.flow > 0 {
                let label = self.label[node as usize] + bundle.leave();
                self.attach(owner, node, BY_EXIT, label);
            }
        } else if !only_used && bundle.is_shown && !self.is_placed(node) {
            let label = self.label[owner as usize] + bundle.enter();
            self.attach(node, owner, BY_EXIT, label);
        }
    }

    fn attach_idle(&mut self, j: usize, head: u32) {
        let way = |k: &usize| {
            let tail = self.net.tail[*k] & TAIL;
            self.label[tail as usize] + self.net.price(*k)
        };
        if let Some(k) = self.net.pairs_of(j).min_by_key(way) {
            let tail = self.tail_of(k);
            let label = self.label[tail as usize] + self.net.price(k);
            self.attach(head, tail, k as u32, label);
        }
    }

    /// Returns the node a pair comes from; if it is one of a bundle that is not shown yet, this is shown now.
    fn tail_of(&mut self, k: usize) -> u32 {
        let word = self.net.tail[k];
        if word & GROUPED == 0 {
            return word & TAIL;
        }
        let owner = (word & TAIL) as usize;
        let found = self
            .net
            .bundles_of(owner)
            .find(|&b| self.net.members(b).contains(&(k as u32)));
        let Some(b) = found else {
            debug_assert!(false, "in no bundle");
            return word & TAIL;
        };
        self.net.show(b);
        let node = self.net.bundle_node(b) as u32;
        self.attach(node, owner as u32, BY_EXIT, self.label[owner]);
        node
    }

    fn attach(&mut self, node: u32, parent: u32, arc: u32, label: i64) {
        self.label[node as usize] = label;
        self.hang(node, parent, arc);
        self.place[node as usize].depth = self.place[parent as usize].depth + 1;
    }

    /// Links a node that hangs nowhere below a parent.
    fn hang(&mut self, node: u32, parent: u32, arc: u32) {
        let next = self.place[parent as usize].child;
        let place = &mut self.place[node as usize];
        place.parent = parent;
        place.arc = arc;
        place.before = NONE;
        place.next = next;
        if next != NONE {
            self.place[next as usize].before = node;
        }
        self.place[parent as usize].child = node;
    }

    fn take_off(&mut self, node: u32) {
        let place = self.place[node as usize];
        if place.before == NONE {
            self.place[place.parent as usize].child = place.next;
        } else {
            self.place[place.before as usize].next = place.next;
        }
        if place.next != NONE {
            self.place[place.next as usize].before = place.before;
        }
    }

    /// Whether `upper` lies on the way from the sink to `node`.
    fn is_above(&self, upper: u32, node: u32) -> bool {
        let depth = self.place[upper as usize].depth;
        let mut at = node;
        loop {
            let place = &self.place[at as usize];
            if place.depth <= depth {
                return at == upper;
            }
            at = place.parent;
        }
    }

    /// Moves labels and depths of a whole branch.
    fn shift(&mut self, top: u32, by: i64) {
        self.stack.clear();
        self.stack.push(top);
        while let Some(node) = self.stack.pop() {
            self.label[node as usize] += by;
            let place = self.place[node as usize];
            let depth = place.depth + 1;
            let mut child = place.child;
            while child != NONE {
                let below = &mut self.place[child as usize];
                below.depth = depth;
                let next = below.next;
                self.stack.push(child);
                child = next;
            }
        }
    }

    /// Takes the residual arc from `from` to `to`, which makes `to` cheaper by `gain`; returns whether it closed a ring.
    fn enter(&mut self, from: u32, to: u32, arc: u32, gain: i64) -> bool {
        self.steps += 1;
        let is_ring = to == self.sink || self.is_above(to, from);
        if is_ring {
            self.ring(from, to, arc, gain);
        } else {
            self.take_off(to);
            self.hang(to, from, arc);
            self.place[to as usize].depth = self.place[from as usize].depth + 1;
            self.shift(to, -gain);
        }
        is_ring
    }

    /// Sends one unit round the ring that the arc from `from` up to `to` closes, and turns the branch over.
    fn ring(&mut self, from: u32, to: u32, arc: u32, gain: i64) {
        self.net.carry(from as usize, to as usize, arc);
        let (mut node, mut parent, mut by) = (from, to, arc);
        loop {
            let place = self.place[node as usize];
            self.net
                .carry(place.parent as usize, node as usize, place.arc);
            self.take_off(node);
            self.hang(node, parent, by);
            if place.parent == to {
                break;
            }
            (parent, by, node) = (node, place.arc, place.parent);
        }
        self.place[from as usize].depth = self.place[to as usize].depth + 1;
        self.shift(from, gain);
    }

    /// Runs until no arc of the residual network improves anything; false where `pulse` said stop.
    pub(crate) fn run(&mut self, pulse: &mut Pulse<'_>) -> bool {
        let registrants = self.net.registrants();
        let mut served = Vec::new();
        loop {
            let before = self.steps;
            for i in 0..registrants {
                self.scan_exit(i);
            }
            for b in 0..self.net.bundles.len() {
                if self.net.bundles[b].is_shown {
                    self.scan_bundle(b);
                }
            }
            for j in 0..self.net.supporters() {
                self.scan(j, &mut served);
                if (j + 1) % SCANS_PER_PULSE == 0 && !pulse(0) {
                    return false;
                }
            }
            if !pulse(0) {
                return false;
            }
            if self.steps == before {
                return true;
            }
        }
    }

    fn scan_exit(&mut self, node: usize) {
        let label = self.label[node];
        let enter = self.net.enter[node];
        if enter < label {
            self.enter(self.sink, node as u32, BY_EXIT, label - enter);
        }
        let way = self.label[node] + self.net.leave[node];
        if way < 0 {
            self.enter(node as u32, self.sink, BY_EXIT, -way);
        }
    }

    fn scan_bundle(&mut self, b: usize) {
        let bundle = self.net.bundles[b];
        let (node, owner) = (self.net.bundle_node(b), bundle.owner);
        let down = self.label[owner as usize] + bundle.enter();
        if down < self.label[node] {
            self.enter(owner, node as u32, BY_EXIT, self.label[node] - down);
        }
        let up = self.label[node] + self.net.bundles[b].leave();
        if up < self.label[owner as usize] {
            self.enter(node as u32, owner, BY_EXIT, self.label[owner as usize] - up);
        }
    }

    /// Looks at every pair of a supporter.
    fn scan(&mut self, j: usize, served: &mut Vec<u32>) {
        let head = self.net.registrants() + j;
        loop {
            self.scan_exit(head);
            served.clear();
            let label = self.label[head];
            let (mut least, mut best) = (label, usize::MAX);
            for k in self.net.pairs_of(j) {
                let word = self.net.tail[k];
                let mut way = self.label[(word & TAIL) as usize] + i64::from(self.net.cost[k]);
                if word & CHANGED != 0 {
                    way += self.net.change;
                }
                if word & USED != 0 {
                    if way > label {
                        served.push(k as u32);
                    }
                } else if way < least {
                    (least, best) = (way, k);
                }
            }
            if best == usize::MAX {
                break;
            }
            let tail = self.tail_of(best);
            if !self.enter(tail, head as u32, best as u32, label - least) {
                break;
            }
        }
        for &k in served.iter() {
            let word = self.net.tail[k as usize];
            let tail = word & TAIL;
            let gap = self.label[tail as usize] + self.net.price(k as usize) - self.label[head];
            if word & USED != 0 && gap > 0 {
                self.enter(head as u32, tail, k, gap);
            }
        }
    }
}
