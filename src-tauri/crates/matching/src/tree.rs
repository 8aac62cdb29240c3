//! The exact solver: a network simplex whose tree is the tree of shortest ways from the sink through the residual network.
//!
//! Every arc carries at most one unit (places of a registrant, tasks of a supporter and units into a building have costs
//! that never fall, so they count as one arc each whose price moves), and every arc of the tree can carry a unit away
//! from the sink. So the simplex has two steps only: where a node can be reached more cheaply, its branch is hung over;
//! where the cheaper way comes from its own branch, a ring of negative cost is closed, and one unit goes round it. Labels
//! fall in a hang, the total falls in a ring, both are whole numbers: it ends, and then no ring is negative, which is
//! the proof of the optimum.

use crate::net::{CHANGED, HEAD, Net, USED};

/// A price that nothing reaches.
pub(crate) const NEVER: i64 = i64::MAX / 4;
/// No node.
const NONE: u32 = u32::MAX;
/// The arc of the tree is a place, a task, or the way between a registrant and a bundle.
const BY_EXIT: u32 = u32::MAX;

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
    /// Steps taken.
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
        // Whose places are all filled hangs on a supporter.
        for i in 0..registrants {
            if self.place[i].parent == NONE {
                self.attach_filled(i);
            }
            self.show_used_bundles(i);
        }
        // Who has no task hangs on a registrant who could ask.
        for i in 0..registrants {
            for k in self.net.plain(i) {
                let node = self.net.head[k] & HEAD;
                if self.place[node as usize].parent == NONE {
                    let label = self.label[i] + self.net.price(k);
                    self.attach(node, i as u32, k as u32, label);
                }
            }
            for b in self.net.bundles_of(i) {
                for k in self.net.members(i, b) {
                    let node = self.net.head[k] & HEAD;
                    if self.place[node as usize].parent == NONE {
                        let bundle = self.show_bundle(i, b);
                        let label = self.label[bundle] + self.net.price(k);
                        self.attach(node, bundle as u32, k as u32, label);
                    }
                }
            }
        }
    }

    fn attach_filled(&mut self, i: usize) {
        let mut best: Option<(i64, usize, Option<usize>)> = None;
        let mut look = |label: i64, k: usize, bundle: Option<usize>| {
            if best.is_none_or(|(least, _, _)| label < least) {
                best = Some((label, k, bundle));
            }
        };
        for k in self.net.plain(i) {
            if self.net.head[k] & USED != 0 {
                let head = (self.net.head[k] & HEAD) as usize;
                look(self.label[head] - self.net.price(k), k, None);
            }
        }
        for b in self.net.bundles_of(i) {
            for k in self.net.members(i, b) {
                if self.net.head[k] & USED != 0 {
                    let head = (self.net.head[k] & HEAD) as usize;
                    let back = self.net.bundles[b].leave();
                    look(self.label[head] - self.net.price(k) + back, k, Some(b));
                }
            }
        }
        let Some((label, k, bundle)) = best else {
            debug_assert!(false, "filled by nobody");
            return;
        };
        let head = self.net.head[k] & HEAD;
        match bundle {
            None => self.attach(i as u32, head, k as u32, label),
            Some(b) => {
                let node = self.net.bundle_node(b);
                let price = self.label[head as usize] - self.net.price(k);
                self.attach(node as u32, head, k as u32, price);
                self.attach(i as u32, node as u32, BY_EXIT, label);
            }
        }
    }

    /// Puts bundles that carry a unit below their registrant, or below a supporter where they are full.
    fn show_used_bundles(&mut self, i: usize) {
        for b in self.net.bundles_of(i) {
            if self.net.bundles[b].flow == 0 {
                continue;
            }
            if self.net.bundles[b].next < NEVER {
                self.show_bundle(i, b);
                continue;
            }
            let node = self.net.bundle_node(b);
            let used = self
                .net
                .members(i, b)
                .find(|&k| self.net.head[k] & USED != 0);
            if let Some(k) = used.filter(|_| self.place[node].parent == NONE) {
                let head = self.net.head[k] & HEAD;
                let label = self.label[head as usize] - self.net.price(k);
                self.attach(node as u32, head, k as u32, label);
            }
        }
    }

    /// Puts the node of a bundle under its registrant, unless it stands somewhere already.
    fn show_bundle(&mut self, i: usize, b: usize) -> usize {
        let node = self.net.bundle_node(b);
        if self.place[node].parent == NONE {
            let price = self.net.bundles[b].enter();
            self.attach(node as u32, i as u32, BY_EXIT, self.label[i] + price);
        }
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

    /// Takes the residual arc from `from` to `to`, which makes `to` cheaper by `gain`.
    fn enter(&mut self, from: u32, to: u32, arc: u32, gain: i64) {
        self.steps += 1;
        if to == self.sink || self.is_above(to, from) {
            self.ring(from, to, arc, gain);
        } else {
            self.take_off(to);
            self.hang(to, from, arc);
            self.place[to as usize].depth = self.place[from as usize].depth + 1;
            self.shift(to, -gain);
        }
    }

    /// Sends one unit round the ring that the arc from `from` up to `to` closes, and turns the branch over.
    fn ring(&mut self, from: u32, to: u32, arc: u32, gain: i64) {
        self.flip(from, to, arc);
        let (mut node, mut parent, mut by) = (from, to, arc);
        loop {
            let place = self.place[node as usize];
            self.flip(place.parent, node, place.arc);
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

    /// Sends one unit along the residual arc from `a` to `b`.
    fn flip(&mut self, a: u32, b: u32, arc: u32) {
        if arc != BY_EXIT {
            self.net.head[arc as usize] ^= USED;
        } else if a == self.sink {
            self.net.take(b as usize);
        } else if b == self.sink {
            self.net.give(a as usize);
        } else if a > self.sink {
            self.net.bundles[(a - self.sink - 1) as usize].flow -= 1;
        } else {
            self.net.bundles[(b - self.sink - 1) as usize].flow += 1;
        }
    }

    /// Runs until no arc of the residual network improves anything; false where `pulse` said stop.
    pub(crate) fn run(&mut self, pulse: &mut dyn FnMut() -> bool) -> bool {
        let registrants = self.net.registrants();
        loop {
            let before = self.steps;
            for i in 0..registrants {
                self.scan(i);
                if i % 1024 == 1023 && !pulse() {
                    return false;
                }
            }
            for node in registrants..registrants + self.net.supporters() {
                self.scan_exit(node);
            }
            if self.steps == before {
                return true;
            }
            if !pulse() {
                return false;
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

    /// Looks at every arc of a registrant and takes the one that improves most.
    fn scan(&mut self, i: usize) {
        self.scan_exit(i);
        let mut best = Best::default();
        self.look(i as u32, self.label[i], self.net.plain(i), &mut best);
        for b in self.net.bundles_of(i) {
            let node = self.net.bundle_node(b);
            let members = self.net.members(i, b);
            let bundle = self.net.bundles[b];
            let mut label = self.label[node];
            if self.place[node].parent == NONE {
                label = self.label[i] + bundle.first;
            } else {
                let down = self.label[i] + bundle.enter();
                best.note(label - down, i as u32, node as u32, BY_EXIT);
                let up = label + bundle.leave();
                best.note(self.label[i] - up, node as u32, i as u32, BY_EXIT);
            }
            self.look(node as u32, label, members, &mut best);
        }
        if best.gain > 0 {
            if best.from > self.sink && self.place[best.from as usize].parent == NONE {
                self.show_bundle(i, (best.from - self.sink - 1) as usize);
            }
            self.enter(best.from, best.to, best.arc, best.gain);
        }
    }

    /// Looks at pairs that come from one node.
    fn look(&self, tail: u32, label: i64, pairs: std::ops::Range<usize>, best: &mut Best) {
        let net = &*self.net;
        let (mut most, mut at) = (best.gain, None);
        let words = net.head[pairs.clone()].iter().zip(&net.cost[pairs.clone()]);
        for (n, (&word, &cost)) in words.enumerate() {
            let mut price = i64::from(cost);
            if word & CHANGED != 0 {
                price += net.change;
            }
            let gap = self.label[(word & HEAD) as usize] - label - price;
            let gain = if word & USED == 0 { gap } else { -gap };
            if gain > most {
                (most, at) = (gain, Some(pairs.start + n));
            }
        }
        if let Some(k) = at {
            let word = net.head[k];
            let head = word & HEAD;
            if word & USED == 0 {
                best.note(most, tail, head, k as u32);
            } else {
                best.note(most, head, tail, k as u32);
            }
        }
    }
}

/// The arc that improves most among those looked at, the first of equals.
#[derive(Clone, Copy, Debug, Default)]
struct Best {
    gain: i64,
    from: u32,
    to: u32,
    arc: u32,
}

impl Best {
    fn note(&mut self, gain: i64, from: u32, to: u32, arc: u32) {
        if gain > self.gain {
            *self = Self {
                gain,
                from,
                to,
                arc,
            };
        }
    }
}
