//! Places and tasks while they are traded, and what a task is worth by rank and by load alone.
//!
//! Places in falling rank look for a task along alternating ways. Where none is found, nobody who was asked will ever
//! have room for a lower rank: their tasks are worth that rank, and they are never asked again.

use std::ops::Range;

use crate::draft::Draft;
use crate::net::{CHANGED, Net};

/// No place, no task, no pair.
pub(crate) const NOBODY: u32 = u32::MAX;
/// No room there, now or later.
const SHUT: u32 = u32::MAX;

/// Places and tasks.
pub(crate) struct Market<'a> {
    pub(crate) net: &'a Net,
    pub(crate) rows: &'a Draft,
    /// What an empty place costs, less than zero, and its registrant; dearest first.
    pub(crate) places: Vec<(i64, u32)>,
    /// Where the tasks of each supporter start.
    tasks: Vec<u32>,
    /// Places of each registrant.
    own: Vec<u32>,
    own_from: Vec<u32>,
    /// The pair by which each place is filled.
    pub(crate) by: Vec<u32>,
    /// The task each place holds.
    task: Vec<u32>,
    /// The place that holds each task.
    pub(crate) holder: Vec<u32>,
    /// Price of each task.
    pub(crate) price: Vec<i64>,
    /// Whose turn it is to be put out, by supporter.
    turn: Vec<u32>,
}

/// Whom a search has asked.
struct Seen {
    round: u32,
    round_of: Vec<u32>,
    /// How far from room each supporter seems to be, at the least; `SHUT` where there will be none.
    far: Vec<u32>,
    asked_by: Vec<(u32, u32)>,
    asked: Vec<u32>,
    waiting: Vec<u32>,
    /// Task, who took it, who had it, by which pair.
    moves: Vec<(u32, u32, u32, u32)>,
    /// Moves made before a search decides.
    patience: usize,
}

impl Seen {
    fn new(supporters: usize) -> Self {
        Self {
            round: 0,
            round_of: vec![0; supporters],
            far: vec![0; supporters],
            asked_by: vec![(0, 0); supporters],
            asked: Vec::new(),
            waiting: Vec::new(),
            moves: Vec::new(),
            patience: supporters / 16 + 30,
        }
    }

    /// Nobody who was asked last has or will have room.
    fn shut_asked(&mut self, mut each: impl FnMut(usize)) {
        for &j in &self.asked {
            self.far[j as usize] = SHUT;
            each(j as usize);
        }
    }
}

impl<'a> Market<'a> {
    /// Opens a market where nothing is traded yet and tasks cost what they cost by themselves.
    pub(crate) fn new(net: &'a Net, rows: &'a Draft) -> Self {
        let registrants = net.registrants();
        let mut places: Vec<(i64, u32)> = Vec::new();
        for i in 0..registrants {
            places.extend(net.exits_of(i).iter().map(|&price| (-price, i as u32)));
        }
        places.sort_unstable();
        let mut own_from = vec![0_u32; registrants + 2];
        for &(_, i) in &places {
            own_from[i as usize + 2] += 1;
        }
        for n in 2..own_from.len() {
            own_from[n] += own_from[n - 1];
        }
        let mut own = vec![0; places.len()];
        for (&(_, i), p) in places.iter().zip(0..) {
            let at = &mut own_from[i as usize + 1];
            own[*at as usize] = p;
            *at += 1;
        }
        let mut tasks = vec![0_u32];
        let mut price = Vec::new();
        for j in 0..net.supporters() {
            price.extend_from_slice(net.exits_of(registrants + j));
            tasks.push(price.len() as u32);
        }
        Self {
            by: vec![NOBODY; places.len()],
            task: vec![NOBODY; places.len()],
            holder: vec![NOBODY; price.len()],
            turn: vec![0; net.supporters()],
            net,
            rows,
            places,
            tasks,
            own,
            own_from,
            price,
        }
    }

    /// Tasks of a supporter.
    pub(crate) fn tasks_of(&self, j: usize) -> Range<usize> {
        self.tasks[j] as usize..self.tasks[j + 1] as usize
    }

    /// What the tasks of a supporter cost by themselves.
    pub(crate) fn bases_of(&self, j: usize) -> &'a [i64] {
        self.net.exits_of(self.net.registrants() + j)
    }

    /// Supporter of a pair.
    pub(crate) fn head(&self, at: u32) -> usize {
        (self.rows.head[at as usize] & !CHANGED) as usize
    }

    /// Places of a registrant.
    pub(crate) fn places_of(&self, i: usize) -> &[u32] {
        &self.own[self.own_from[i] as usize..self.own_from[i + 1] as usize]
    }

    fn registrant(&self, p: u32) -> usize {
        self.places[p as usize].1 as usize
    }

    fn has(&self, i: usize, at: u32) -> bool {
        let mut own = self.places_of(i).iter();
        own.any(|&p| self.by[p as usize] == at)
    }

    /// Gives a task to a place.
    pub(crate) fn hold(&mut self, p: u32, s: usize, at: u32) {
        self.holder[s] = p;
        self.task[p as usize] = s as u32;
        self.by[p as usize] = at;
    }

    /// Takes its task from a place.
    pub(crate) fn release(&mut self, p: u32) {
        self.task[p as usize] = NOBODY;
        self.by[p as usize] = NOBODY;
    }

    /// Takes everything back.
    pub(crate) fn forget(&mut self) {
        self.holder.fill(NOBODY);
        self.task.fill(NOBODY);
        self.by.fill(NOBODY);
    }

    /// Prices every task at what it is worth by rank, and by load where this is a level of its own; less `margin`, so
    /// that the auction finds the rest.
    pub(crate) fn price_by_rank(&mut self, margin: i64, load: i64) {
        let supporters = self.net.supporters();
        let mut seen = Seen::new(supporters);
        let mut worth = vec![0_i64; supporters];
        for p in 0..self.places.len() as u32 {
            if !self.settle(p, i64::MAX, &mut seen) {
                let value = -self.places[p as usize].0;
                seen.shut_asked(|j| worth[j] = value);
            }
        }
        for (j, &worth) in worth.iter().enumerate() {
            for s in self.tasks_of(j) {
                self.price[s] = self.price[s].max(worth - margin);
            }
        }
        if load > 1 {
            self.price_by_load(load, margin, &worth, &mut seen);
        }
    }

    /// Fills the places of supporters who have room enough once more, tasks of little load first: a task is worth the
    /// load it saves. Where places stay empty, all tasks are given anyway.
    fn price_by_load(&mut self, load: i64, margin: i64, worth: &[i64], seen: &mut Seen) {
        let free: Vec<usize> = (0..worth.len()).filter(|&j| worth[j] == 0).collect();
        let mut open = Vec::new();
        let mut most = 0;
        for &j in &free {
            most = self.bases_of(j).last().copied().unwrap_or(0).max(most);
            for s in self.tasks_of(j) {
                let p = std::mem::replace(&mut self.holder[s], NOBODY);
                if p != NOBODY {
                    self.release(p);
                    open.push(p);
                }
            }
        }
        let mut roof = 0;
        while roof <= most && !open.is_empty() {
            seen.far.fill(SHUT);
            for &j in &free {
                if self.bases_of(j).first().is_some_and(|&base| base <= roof) {
                    seen.far[j] = 0;
                }
            }
            let next = roof + load;
            open.retain(|&p| {
                if self.settle(p, roof, seen) {
                    return false;
                }
                seen.shut_asked(|j| {
                    for s in self.tasks_of(j) {
                        self.price[s] = self.price[s].max(next - margin);
                    }
                });
                true
            });
            roof = next;
        }
    }

    /// Finds a task for a place: everybody goes where room seems nearest and puts out who is there, who goes on; where
    /// that takes long, a search decides. If there is none, all is as before, and those who were asked are known.
    fn settle(&mut self, place: u32, roof: i64, seen: &mut Seen) -> bool {
        seen.moves.clear();
        let mut p = place;
        while let Some((at, second)) = self.nearest(p, seen) {
            let j = self.head(at);
            if let Some(s) = self.room(j, roof) {
                self.hold(p, s, at);
                return true;
            }
            if seen.moves.len() == seen.patience {
                if self.search(p, roof, seen) {
                    return true;
                }
                break;
            }
            seen.far[j] = second.saturating_add(1).min(SHUT - 1);
            let s = self.oldest(j, roof);
            let q = self.holder[s];
            seen.moves.push((s as u32, p, q, self.by[q as usize]));
            self.release(q);
            self.hold(p, s, at);
            p = q;
        }
        while let Some((s, p, q, by)) = seen.moves.pop() {
            self.release(p);
            self.hold(q, s as usize, by);
        }
        self.search(place, roof, seen)
    }

    /// The pair whose supporter seems nearest to room, and how far the next seems.
    fn nearest(&self, p: u32, seen: &Seen) -> Option<(u32, u32)> {
        let i = self.registrant(p);
        let (mut least, mut second, mut to) = (SHUT, SHUT, NOBODY);
        for at in self.rows.row(i) {
            let at = at as u32;
            let far = seen.far[self.head(at)];
            if far < second && !self.has(i, at) {
                if far < least {
                    (least, second, to) = (far, least, at);
                } else {
                    second = far;
                }
            }
        }
        (to != NOBODY).then_some((to, second))
    }

    /// A free task of a supporter that costs no more than `roof` by itself.
    fn room(&self, j: usize, roof: i64) -> Option<usize> {
        let mut open = self.tasks_of(j).zip(self.bases_of(j));
        let free = open.find(|&(s, &base)| base > roof || self.holder[s] == NOBODY);
        free.filter(|&(_, &base)| base <= roof).map(|(s, _)| s)
    }

    /// The task of a supporter that is given away next; they take turns.
    fn oldest(&mut self, j: usize, roof: i64) -> usize {
        let bases = self.bases_of(j).iter();
        let count = bases.take_while(|&&base| base <= roof).count().max(1);
        self.turn[j] = self.turn[j].wrapping_add(1);
        self.tasks_of(j).start + self.turn[j] as usize % count
    }

    /// Looks for a task for a place along alternating ways, shortest first.
    fn search(&mut self, place: u32, roof: i64, seen: &mut Seen) -> bool {
        seen.round += 1;
        seen.waiting.clear();
        seen.asked.clear();
        seen.waiting.push(place);
        let mut next = 0;
        while next < seen.waiting.len() {
            let p = seen.waiting[next];
            next += 1;
            let i = self.registrant(p);
            for at in self.rows.row(i) {
                let at = at as u32;
                let j = self.head(at);
                if seen.round_of[j] == seen.round || seen.far[j] == SHUT || self.has(i, at) {
                    continue;
                }
                seen.round_of[j] = seen.round;
                seen.asked.push(j as u32);
                seen.asked_by[j] = (p, at);
                if let Some(free) = self.room(j, roof) {
                    self.pass_on(place, free, seen.asked_by[j], seen);
                    return true;
                }
                let held = self.tasks_of(j).zip(self.bases_of(j));
                let held = held.take_while(|&(_, &base)| base <= roof);
                seen.waiting.extend(held.map(|(s, _)| self.holder[s]));
            }
        }
        false
    }

    /// Everybody on the way moves on by one task.
    fn pass_on(&mut self, first: u32, mut free: usize, mut asked: (u32, u32), seen: &Seen) {
        loop {
            let (p, at) = asked;
            let (old, from) = (self.task[p as usize], self.by[p as usize]);
            self.hold(p, free, at);
            if p == first {
                return;
            }
            free = old as usize;
            asked = seen.asked_by[self.head(from)];
        }
    }
}
