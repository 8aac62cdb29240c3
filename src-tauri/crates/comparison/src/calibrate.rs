//! What the two lists say themselves: how often each value stands in them, how often a field is kept from year to year,
//! whether numbers are kept at all, and which 町 has a new name.

use std::collections::HashMap;

use domain::comparison::{Agreement, EvidenceField};

use crate::evidence::{Agreements, of};
use crate::line::{Id, Line, Stores};
use crate::weights::{self, PRIOR_ROWS, PSEUDO};

/// Rows on both lists that are surely one person, if that can be told without the field that is being looked at: the only
/// one of the name and the birth date on either list (of the name and the house, where there are no birth dates).
pub(crate) fn anchors(old: &[Line], new: &[Line], with_birth: bool) -> Vec<(usize, usize)> {
    let key = |line: &Line| {
        let name = match line.kana.whole {
            0 => (false, line.name.whole),
            kana => (true, kana),
        };
        let place = match (with_birth, line.birth) {
            (true, Some(day)) => Some((0, chrono::Datelike::num_days_from_ce(&day))),
            (true, None) => None,
            (false, _) if line.house_id != 0 => Some((line.house_id, 0)),
            (false, _) => None,
        };
        place.filter(|_| name.1 != 0).map(|place| (name, place))
    };
    let only = |lines: &[Line]| {
        let mut places: HashMap<_, Option<usize>> = HashMap::with_capacity(lines.len());
        for (at, line) in lines.iter().enumerate() {
            if let Some(key) = key(line) {
                places
                    .entry(key)
                    .and_modify(|place| *place = None)
                    .or_insert(Some(at));
            }
        }
        places
    };
    let (of_old, of_new) = (only(old), only(new));
    let mut pairs: Vec<(usize, usize)> = of_old
        .iter()
        .filter_map(|(key, &at)| Some((at?, (*of_new.get(key)?)?)))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// Returns whether numbers are kept from year to year: in at least half of the sure pairs that have one on both sides.
/// Where too few pairs can be looked at, they are taken for kept.
pub(crate) fn numbers_are_kept(old: &[Line], new: &[Line], anchors: &[(usize, usize)]) -> bool {
    const ENOUGH: usize = 8;
    let both = anchors
        .iter()
        .map(|&(a, b)| (old[a].number, new[b].number))
        .filter(|&(a, b)| a != 0 && b != 0);
    let (mut all, mut kept) = (0, 0);
    for (a, b) in both {
        all += 1;
        kept += usize::from(a == b);
    }
    all < ENOUGH || kept * 2 >= all
}

/// Gives the towns one key each, and makes the keys of house, 番 and 丁目.
pub(crate) fn settle_places(
    old: &mut [Line],
    new: &mut [Line],
    stores: &mut Stores,
    anchors: &[(usize, usize)],
) {
    let mut same: Vec<Id> = (0..).take(stores.towns.len()).collect();
    with_and_without_city(stores, &mut same);
    for (from, to) in renamed(old, new, anchors, &same) {
        let (from, to) = (root(&same, from), root(&same, to));
        same[from.max(to) as usize] = from.min(to);
    }
    for line in old.iter_mut().chain(new.iter_mut()) {
        line.town = root(&same, line.town);
        place(line, stores);
    }
}

fn root(same: &[Id], mut id: Id) -> Id {
    while same[id as usize] != id {
        id = same[id as usize];
    }
    id
}

/// みどり野市風見町 on one list is 風見町 on the other.
fn with_and_without_city(stores: &Stores, same: &mut [Id]) {
    let towns: HashMap<&str, Id> = stores.towns.all().map(|(id, town)| (town, id)).collect();
    for (id, town) in stores.towns.all() {
        let cuts = town
            .char_indices()
            .filter(|(_, c)| "都道府県市郡区町村".contains(*c));
        let short = cuts
            .map(|(at, c)| &town[at + c.len_utf8()..])
            .filter(|rest| rest.chars().count() >= 2)
            .find_map(|rest| towns.get(rest));
        if let Some(&short) = short {
            same[id as usize] = short;
        }
    }
}

/// Towns nearly all of whose people are in one other town a year later, or came from one: it was renamed or joined.
fn renamed(old: &[Line], new: &[Line], anchors: &[(usize, usize)], same: &[Id]) -> Vec<(Id, Id)> {
    const LEAST: usize = 4;
    let mut counts: HashMap<(Id, Id), usize> = HashMap::new();
    let (mut left, mut came): (HashMap<Id, usize>, HashMap<Id, usize>) = Default::default();
    for &(a, b) in anchors {
        let (from, to) = (root(same, old[a].town), root(same, new[b].town));
        if from != 0 && to != 0 {
            *counts.entry((from, to)).or_default() += 1;
            *left.entry(from).or_default() += 1;
            *came.entry(to).or_default() += 1;
        }
    }
    let mut found: Vec<(Id, Id)> = counts
        .into_iter()
        .filter(|&((from, to), count)| {
            let most = |all: usize| count * 5 >= all * 4;
            from != to && count >= LEAST && (most(left[&from]) || most(came[&to]))
        })
        .map(|(pair, _)| pair)
        .collect();
    found.sort_unstable();
    found
}

fn place(line: &mut Line, stores: &mut Stores) {
    if line.town == 0 && line.numbers[0] == 0 {
        return;
    }
    let [first, second, third] = line.numbers;
    let (town, rest) = (line.town, line.rest);
    let mut id = |text: String| stores.places.id(&text);
    line.chome_id = id(format!("{town}|{first}"));
    if second != 0 {
        line.block_id = id(format!("{town}|{first}-{second}"));
    }
    // 風見町1丁目 alone is no house; a 番地 that was not understood is one.
    if second != 0 || rest != 0 || (first != 0 && line.numbers[1] == 0 && line.has_ban_only()) {
        line.house_id = id(format!("{town}|{first}-{second}-{third}|{rest}"));
    }
}

impl Line {
    /// A single number may be a 番地 (風見町1234) as well as a 丁目; only a large one is surely no 丁目.
    fn has_ban_only(&self) -> bool {
        const LAST_CHOME: u32 = 50;
        self.numbers[0] > LAST_CHOME
    }
}

/// How often every value stands in the lists, the fuller list counting: one row of counts for each sort.
#[derive(Debug, Default)]
struct Counts {
    counts: [Vec<u32>; SORTS],
}

/// How many sorts are counted.
const SORTS: usize = Sort::Householder as usize + 1;

/// What a value is counted as.
#[derive(Clone, Copy)]
enum Sort {
    Number,
    Family,
    FamilyKana,
    Given,
    GivenKana,
    Birth,
    House,
    Block,
    Chome,
    Phone,
    Householder,
}

impl Counts {
    fn of(lines: &[Line]) -> Self {
        let mut counts = Self::default();
        for line in lines {
            for (sort, id) in values(line) {
                let row = &mut counts.counts[sort as usize];
                let at = id as usize;
                if row.len() <= at {
                    row.resize(at + 1, 0);
                }
                row[at] += 1;
            }
        }
        counts
    }

    fn take_larger(&mut self, other: Self) {
        for (own, other) in self.counts.iter_mut().zip(other.counts) {
            if own.len() < other.len() {
                own.resize(other.len(), 0);
            }
            for (own, other) in own.iter_mut().zip(other) {
                *own = (*own).max(other);
            }
        }
    }

    /// How many others than the person itself have the value.
    fn others(&self, sort: Sort, id: Id) -> f64 {
        let count = self.counts[sort as usize].get(id as usize).copied();
        f64::from(count.unwrap_or(1).saturating_sub(1))
    }
}

/// The day as a small number: nobody on a list was born before 1850, and such a day is counted as one.
fn day_id(line: &Line) -> Id {
    const YEAR_1850: i32 = 675_334;
    line.birth.map_or(0, |day| {
        let days = chrono::Datelike::num_days_from_ce(&day) - YEAR_1850;
        u32::try_from(days).unwrap_or(0).clamp(1, 200_000)
    })
}

fn values(line: &Line) -> impl Iterator<Item = (Sort, Id)> {
    let single = [
        (Sort::Number, line.number),
        (Sort::Family, line.name.family),
        (Sort::FamilyKana, line.kana.family),
        (Sort::Given, line.name.given),
        (Sort::GivenKana, line.kana.given),
        (Sort::Birth, day_id(line)),
        (Sort::House, line.house_id),
        (Sort::Block, line.block_id),
        (Sort::Chome, line.chome_id),
        (Sort::Householder, line.householder),
    ];
    let phones = line.phones.iter().chain(&line.contacts);
    let phones = phones.map(|&id| (Sort::Phone, id)).collect::<Vec<_>>();
    single.into_iter().chain(phones).filter(|&(_, id)| id != 0)
}

/// The weights as they are in these two lists.
#[derive(Debug)]
pub(crate) struct Scale {
    /// Odds that two rows taken by chance are one person, in tenths of a bit.
    pub prior: i32,
    rows: f64,
    counts: Counts,
    /// `m` of every line of the table, counted.
    kept: Vec<f64>,
}

impl Scale {
    /// Counts the values.
    pub(crate) fn of(old: &[Line], new: &[Line]) -> Self {
        const FEWEST: usize = 50;
        let mut counts = Counts::of(old);
        counts.take_larger(Counts::of(new));
        let rows = old.len().max(new.len());
        let prior = -tenths(f64::from(
            u32::try_from(rows.max(FEWEST)).unwrap_or(u32::MAX),
        ));
        Self {
            prior,
            rows: f64::from(u32::try_from(rows).unwrap_or(u32::MAX)),
            counts,
            kept: weights::WEIGHTS.iter().map(|it| it.m).collect(),
        }
    }

    /// Counts how often number, address, telephone and household are kept, in pairs that are surely one person.
    pub(crate) fn learn(&mut self, pairs: &[Agreements]) {
        use EvidenceField as F;
        for field in [F::Number, F::Address, F::Phone, F::Contact, F::Householder] {
            let comparable = pairs
                .iter()
                .filter(|it| of(it, field) != Agreement::Unknown);
            let all = f64::from(u32::try_from(comparable.count()).unwrap_or(u32::MAX));
            for (at, line) in weights::WEIGHTS.iter().enumerate() {
                if line.field == field {
                    let seen = pairs.iter().filter(|it| of(it, field) == line.agreement);
                    let seen = f64::from(u32::try_from(seen.count()).unwrap_or(u32::MAX));
                    self.kept[at] = (seen + PSEUDO * line.m) / (all + PSEUDO);
                }
            }
        }
    }

    /// Returns what an agreement of two rows weighs, in tenths of a bit.
    pub(crate) fn weight(
        &self,
        field: EvidenceField,
        agreement: Agreement,
        a: &Line,
        b: &Line,
    ) -> i32 {
        let found = weights::WEIGHTS
            .iter()
            .position(|it| it.field == field && it.agreement == agreement);
        let Some(at) = found else { return 0 };
        let line = &weights::WEIGHTS[at];
        let u = match line.rate > 0.0 {
            false => line.u,
            true => {
                let others = self.others(field, agreement, a, b);
                (others + PRIOR_ROWS * line.rate) / (self.rows + PRIOR_ROWS)
            }
        };
        tenths(self.kept[at] / u)
    }

    /// How many others share what the two rows share.
    fn others(&self, field: EvidenceField, agreement: Agreement, a: &Line, b: &Line) -> f64 {
        use EvidenceField as F;
        let count = |sort, id: Id| match id {
            0 => f64::INFINITY,
            id => self.counts.others(sort, id),
        };
        let common = |x: Id, y: Id| if x == y { x } else { 0 };
        // Of characters and reading the rarer one that is the same; where neither is (a lost character), as common as both.
        let name = |sorts: [Sort; 2], ids: [(Id, Id); 2]| {
            let both = [0, 1].map(|at| count(sorts[at], common(ids[at].0, ids[at].1)));
            let least = both[0].min(both[1]);
            if least.is_finite() {
                least
            } else {
                self.rows / 50.0
            }
        };
        let phones = |x: &[Id], y: &[Id]| {
            let shared = x.iter().filter(|id| y.contains(id));
            shared
                .map(|&id| count(Sort::Phone, id))
                .fold(f64::INFINITY, f64::min)
        };
        let found = match field {
            F::Number => count(Sort::Number, common(a.number, b.number)),
            F::FamilyName => name(
                [Sort::Family, Sort::FamilyKana],
                [
                    (a.name.family, b.name.family),
                    (a.kana.family, b.kana.family),
                ],
            ),
            F::GivenName => name(
                [Sort::Given, Sort::GivenKana],
                [(a.name.given, b.name.given), (a.kana.given, b.kana.given)],
            ),
            F::Birth => count(Sort::Birth, day_id(a)),
            F::Gender => self.rows / 2.0,
            F::Address if agreement == Agreement::SameBlock => count(Sort::Block, a.block_id),
            F::Address if agreement == Agreement::SameChome => count(Sort::Chome, a.chome_id),
            F::Address => count(Sort::House, a.house_id),
            F::Phone => phones(&a.phones, &b.phones),
            F::Contact => phones(&a.contacts, &b.contacts),
            F::Householder => count(Sort::Householder, a.householder),
        };
        if found.is_finite() { found } else { 0.0 }
    }
}

/// log2 in tenths.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a logarithm of a share is a small number"
)]
fn tenths(share: f64) -> i32 {
    (share.log2() * 10.0).round() as i32
}
