//! Two lists: every row of the new one gets its answer.

use std::collections::HashMap;

use domain::comparison::{Doubt, Identity, IdentityCandidate, RowIdentity};
use domain::registrant::RegistrantDraft;
use domain::vault::{Continue, Progress};

use crate::assign;
use crate::blocks::Index;
use crate::calibrate::{self, Scale};
use crate::changes::Changes;
use crate::evidence;
use crate::judge::{self, Crowd, Pair};
use crate::line::{Line, Stores, split_whole_names};
use crate::weights::{MARGIN, POSSIBLE};

/// One row of a list.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// What it was read as, or what the book has.
    pub draft: &'a RegistrantDraft,
    /// Name of the 班・ブロック.
    pub block: &'a str,
}

/// The answers.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    /// One for each row of the new list, in its order.
    pub rows: Vec<RowIdentity>,
    /// Places of the rows of the old list that are nobody's and that nobody is asked about.
    pub gone: Vec<u32>,
    /// Whether numbers are kept from year to year; if not, they were left out of everything.
    pub numbers_count: bool,
    /// Whether the caller broke off; then nothing else is filled.
    pub stopped: bool,
}

/// Candidates shown to a person at the most.
const SHOWN: usize = 8;

/// Rows and persons of a group up to which every way to join them is weighed; in a larger one (a hundred people of one name
/// and no birth date) only the next candidate of each is.
const GROUP: usize = 40;

/// Rows between two looks at the caller.
const STEP: usize = 1000;

/// Compares two lists.
pub fn compare(
    old: &[Entry<'_>],
    new: &[Entry<'_>],
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> Comparison {
    let lists = Lists::of(old, new);
    let Some(pairs) = lists.pairs(progress) else {
        return Comparison {
            stopped: true,
            ..Comparison::default()
        };
    };
    let settled = lists.settled(&pairs);
    lists.answers(&pairs, &settled, &Changes::between(old, new))
}

/// Both lists made small, with what they say as a whole.
pub(crate) struct Lists {
    old: Vec<Line>,
    new: Vec<Line>,
    stores: Stores,
    scale: Scale,
    crowd: Crowd,
    numbers_count: bool,
}

impl Lists {
    fn of(old: &[Entry<'_>], new: &[Entry<'_>]) -> Self {
        let mut stores = Stores::default();
        let entries = old.iter().chain(new);
        let mut lines: Vec<Line> = entries
            .map(|entry| Line::of(entry.draft, &mut stores))
            .collect();
        split_whole_names(&mut lines, &mut stores);
        let mut new = lines.split_off(old.len());
        let mut old = lines;
        let with_birth = have_births(&old) && have_births(&new);
        calibrate::settle_places(&mut old, &mut new, &mut stores, &[]);
        let anchors = calibrate::anchors(&old, &new, with_birth);
        calibrate::settle_places(&mut old, &mut new, &mut stores, &anchors);
        let numbers_count = calibrate::numbers_are_kept(&old, &new, &anchors);
        let mut scale = Scale::of(&old, &new);
        let seen = anchors
            .iter()
            .map(|&(a, b)| evidence::compare(&old[a], &new[b], &stores, numbers_count));
        // Pairs found by their house say nothing of how often people move.
        if with_birth {
            scale.learn(&seen.collect::<Vec<_>>());
        }
        let crowd = Crowd::of([&old, &new], with_birth, numbers_count);
        Self {
            old,
            new,
            stores,
            scale,
            crowd,
            numbers_count,
        }
    }

    fn pair(&self, old: u32, new: u32) -> Pair {
        let (a, b) = (&self.old[old as usize], &self.new[new as usize]);
        let agreements = evidence::compare(a, b, &self.stores, self.numbers_count);
        let (_, weight) = evidence::weigh(a, b, &agreements, &self.scale);
        Pair {
            old,
            new,
            agreements,
            weight,
        }
    }

    /// Every pair worth a look, by row of the new list; none if the caller broke off.
    fn pairs(&self, progress: &mut dyn FnMut(Progress) -> Continue) -> Option<Vec<Pair>> {
        let index = Index::of(&self.old, self.numbers_count);
        let total = u32::try_from(self.new.len()).unwrap_or(u32::MAX);
        let mut fitting = Vec::new();
        let mut pairs = Vec::new();
        for (at, line) in (0..total).zip(&self.new) {
            let looks = (at as usize).is_multiple_of(STEP);
            let now = Progress {
                running: true,
                what: "compare_lists".to_owned(),
                done: at,
                total,
            };
            if looks && progress(now) == Continue::No {
                return None;
            }
            index.fitting(line, &mut fitting);
            let possible = fitting.iter().filter(|&&old| {
                evidence::is_possible(&self.old[old as usize], line, self.numbers_count)
            });
            let found = possible.map(|&old| self.pair(old, at));
            pairs.extend(found.filter(|it| judge::is_worth_keeping(&it.agreements, it.weight)));
        }
        Some(pairs)
    }

    fn doubts(&self, pair: &Pair) -> Vec<Doubt> {
        let (old, new) = (&self.old[pair.old as usize], &self.new[pair.new as usize]);
        judge::doubts(pair, old, new, &self.crowd)
    }

    /// The pairs that are joined without a person: place in `pairs` by row of the new list.
    fn settled(&self, pairs: &[Pair]) -> HashMap<u32, usize> {
        let mut best: HashMap<(bool, u32), [i32; 2]> = HashMap::new();
        for pair in pairs {
            for key in [(false, pair.old), (true, pair.new)] {
                let two = best.entry(key).or_insert([i32::MIN; 2]);
                if pair.weight > two[0] {
                    *two = [pair.weight, two[0]];
                } else if pair.weight > two[1] {
                    two[1] = pair.weight;
                }
            }
        }
        let next = |pair: &Pair, key: (bool, u32)| {
            let two = best[&key];
            if two[0] == pair.weight {
                two[1]
            } else {
                two[0]
            }
        };
        let is_ahead = |pair: &Pair| {
            let others = [next(pair, (false, pair.old)), next(pair, (true, pair.new))];
            others
                .iter()
                .all(|other| pair.weight.saturating_sub(*other) >= MARGIN)
        };
        let sure = pairs
            .iter()
            .enumerate()
            .filter(|(_, pair)| is_ahead(pair) && self.doubts(pair).is_empty());
        let mut settled: HashMap<u32, usize> = sure.map(|(at, pair)| (pair.new, at)).collect();
        for group in groups(pairs) {
            keep_the_best_way(pairs, &group, &mut settled);
        }
        settled
    }

    fn answers(
        &self,
        pairs: &[Pair],
        settled: &HashMap<u32, usize>,
        changes: &Changes<'_>,
    ) -> Comparison {
        let mut is_free = vec![true; self.old.len()];
        for &at in settled.values() {
            is_free[pairs[at].old as usize] = false;
        }
        let mut asked_about = vec![false; self.old.len()];
        let mut from = 0;
        let mut rows = Vec::with_capacity(self.new.len());
        for new in (0..).take(self.new.len()) {
            let count = pairs[from..].iter().take_while(|it| it.new == new).count();
            let own = &pairs[from..from + count];
            from += count;
            rows.push(match settled.get(&new) {
                Some(&at) => self.same(&pairs[at], changes),
                None => self.asked_or_new(own, &is_free, &mut asked_about),
            });
        }
        let gone = (0..).take(self.old.len());
        let gone = gone.filter(|&at: &u32| is_free[at as usize] && !asked_about[at as usize]);
        Comparison {
            rows,
            gone: gone.collect(),
            numbers_count: self.numbers_count,
            stopped: false,
        }
    }

    fn same(&self, pair: &Pair, changes: &Changes<'_>) -> RowIdentity {
        RowIdentity {
            identity: Identity::Same,
            of: Some(pair.old),
            candidates: vec![self.candidate(pair, false)],
            doubts: Vec::new(),
            changes: changes.of(pair.old as usize, pair.new as usize),
        }
    }

    fn candidate(&self, pair: &Pair, taken: bool) -> IdentityCandidate {
        let (old, new) = (&self.old[pair.old as usize], &self.new[pair.new as usize]);
        let (weights, _) = evidence::weigh(old, new, &pair.agreements, &self.scale);
        IdentityCandidate {
            old: pair.old,
            weight: pair.weight,
            evidence: evidence::listed(&pair.agreements, &weights),
            taken,
        }
    }

    fn asked_or_new(
        &self,
        own: &[Pair],
        is_free: &[bool],
        asked_about: &mut [bool],
    ) -> RowIdentity {
        let is_asked = |pair: &&Pair| {
            let found = &pair.agreements;
            let free = is_free[pair.old as usize];
            judge::is_always_asked(found)
                || (free && (pair.weight >= POSSIBLE || judge::is_asked_if_free(found)))
        };
        let mut asked: Vec<&Pair> = own.iter().filter(is_asked).collect();
        if asked.is_empty() {
            return RowIdentity {
                identity: Identity::New,
                ..RowIdentity::default()
            };
        }
        for pair in &asked {
            asked_about[pair.old as usize] = true;
        }
        // Who is nobody's yet stands first, the likeliest before the others.
        asked.sort_by_key(|pair| (!is_free[pair.old as usize], -pair.weight, pair.old));
        let mut doubts = self.doubts(asked[0]);
        if asked.len() > 1 || doubts.is_empty() {
            doubts.push(Doubt::OtherCandidate);
        }
        let candidates = asked.iter().take(SHOWN);
        RowIdentity {
            identity: Identity::Ask,
            of: None,
            candidates: candidates
                .map(|pair| self.candidate(pair, !is_free[pair.old as usize]))
                .collect(),
            doubts,
            changes: Vec::new(),
        }
    }
}

/// Whether a list has birth dates: in at least one row of twenty.
fn have_births(lines: &[Line]) -> bool {
    lines.iter().filter(|line| line.birth.is_some()).count() * 20 >= lines.len().max(1)
}

/// The connected groups of pairs that speak for one person, with more than one pair.
fn groups(pairs: &[Pair]) -> Vec<Vec<usize>> {
    fn root(parent: &mut [usize], mut at: usize) -> usize {
        while parent[at] != at {
            parent[at] = parent[parent[at]];
            at = parent[at];
        }
        at
    }
    let likely = || (0..pairs.len()).filter(|&at| i64::from(pairs[at].weight) > assign::NEVER);
    let mut parent: Vec<usize> = (0..pairs.len()).collect();
    let mut first_of: HashMap<(bool, u32), usize> = HashMap::new();
    for at in likely() {
        for key in [(false, pairs[at].old), (true, pairs[at].new)] {
            let first = *first_of.entry(key).or_insert(at);
            let (a, b) = (root(&mut parent, first), root(&mut parent, at));
            parent[a.max(b)] = a.min(b);
        }
    }
    let mut groups: HashMap<usize, Vec<usize>> = HashMap::new();
    for at in likely() {
        groups.entry(root(&mut parent, at)).or_default().push(at);
    }
    groups.into_values().filter(|it| it.len() > 1).collect()
}

/// Takes back what is not part of the best way to join a group, or hardly better than the next way.
fn keep_the_best_way(pairs: &[Pair], group: &[usize], settled: &mut HashMap<u32, usize>) {
    let distinct = |of: fn(&Pair) -> u32| {
        let mut ids: Vec<u32> = group.iter().map(|&at| of(&pairs[at])).collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let (rows, columns) = (distinct(|it| it.new), distinct(|it| it.old));
    if rows.len() + columns.len() > GROUP {
        return;
    }
    let mut gains = vec![vec![assign::NEVER; columns.len()]; rows.len()];
    for pair in group.iter().map(|&at| &pairs[at]) {
        let row = rows.partition_point(|&id| id < pair.new);
        let column = columns.partition_point(|&id| id < pair.old);
        gains[row][column] = i64::from(pair.weight);
    }
    for (&new, margin) in rows.iter().zip(assign::margins(&gains)) {
        let Some(&at) = settled.get(&new) else {
            continue;
        };
        let is_clear = margin.is_some_and(|(column, margin)| {
            columns[column] == pairs[at].old && margin >= i64::from(MARGIN)
        });
        if !is_clear {
            settled.remove(&new);
        }
    }
}
