//! Who is in the book, in memory: lists, search and counts without a query. Gone with the book when it is locked.

mod build;
mod list;
mod registrants;
mod search;
mod supporters;

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::consent::ConsentStatus;
use domain::matching_view::Coverage;
use domain::registrant::{Mobility, RegistrantStatus};
use domain::supporter::{AgeBand, Presence, SupporterKind, SupporterStatus};

use crate::directory::list::{Line, List};

/// Everybody in the book.
#[derive(Default)]
pub(crate) struct Directory {
    registrants: List<Registrant>,
    supporters: List<Supporter>,
    names: Names,
    /// Name of each block.
    blocks: HashMap<String, String>,
    /// Supporters wanted in each council.
    wanted: HashMap<String, u32>,
}

/// What is the same for registrants and supporters.
#[derive(Default)]
struct Who {
    name: String,
    kana: String,
    name_key: String,
    kana_key: String,
    kana_row: u8,
    birth: Option<NaiveDate>,
    address: String,
    building: String,
    block: Option<String>,
    phone: String,
    /// What the one box searches in.
    text: String,
}

/// A line of 名簿 before it is shown.
#[derive(Default)]
struct Registrant {
    id: String,
    who: Who,
    council: String,
    mobility: Mobility,
    status: RegistrantStatus,
    wanted: Option<u32>,
    confirmed_on: Option<NaiveDate>,
    consent: ConsentStatus,
    tasks: u32,
    /// Present pairings by rank.
    pairs: Vec<Pair>,
}

/// A supporter of a registrant.
struct Pair {
    rank: u32,
    supporter: String,
    /// Somebody of the same household is shown, but is no second pair of hands.
    counts: bool,
}

/// A line of the list of supporters before it is shown.
#[derive(Default)]
struct Supporter {
    id: String,
    who: Who,
    status: SupporterStatus,
    kind: SupporterKind,
    age_band: AgeBand,
    weekday_day: Presence,
    weekday_night: Presence,
    load: u32,
    max_load: u32,
}

impl Line for Registrant {
    fn id(&self) -> &str {
        &self.id
    }

    fn who(&self) -> &Who {
        &self.who
    }
}

impl Line for Supporter {
    fn id(&self) -> &str {
        &self.id
    }

    fn who(&self) -> &Who {
        &self.who
    }
}

/// How many people bear a name or a kana, so that a page can say that there is another one.
#[derive(Default)]
struct Names {
    of_person: HashMap<String, (String, String)>,
    names: HashMap<String, u32>,
    kana: HashMap<String, u32>,
}

impl Names {
    fn add(&mut self, person: String, name: String, kana: String) {
        self.remove(&person);
        *self.names.entry(name.clone()).or_default() += 1;
        *self.kana.entry(kana.clone()).or_default() += 1;
        self.of_person.insert(person, (name, kana));
    }

    fn remove(&mut self, person: &str) {
        if let Some((name, kana)) = self.of_person.remove(person) {
            less(&mut self.names, &name);
            less(&mut self.kana, &kana);
        }
    }

    fn is_shared(&self, who: &Who) -> bool {
        let shared = |counts: &HashMap<String, u32>, key: &str| {
            !key.is_empty() && counts.get(key).is_some_and(|&count| count > 1)
        };
        shared(&self.names, &who.name_key) || shared(&self.kana, &who.kana_key)
    }
}

fn less(counts: &mut HashMap<String, u32>, key: &str) {
    if let Some(count) = counts.get_mut(key) {
        *count -= 1;
        if *count == 0 {
            counts.remove(key);
        }
    }
}

/// How well somebody is looked after.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Level {
    Zero,
    One,
    Full,
}

impl Directory {
    /// Supporters wanted where nobody has said how many.
    const WANTED: u32 = 2;

    fn wanted(&self, registrant: &Registrant) -> u32 {
        let of_council = || {
            self.wanted
                .get(&registrant.council)
                .copied()
                .filter(|&n| n > 0)
        };
        registrant
            .wanted
            .or_else(of_council)
            .unwrap_or(Self::WANTED)
    }

    fn level(&self, registrant: &Registrant) -> Level {
        let wanted = self.wanted(registrant);
        let counted = registrant.pairs.iter().filter(|pair| pair.counts).count();
        match u32::try_from(counted).unwrap_or(u32::MAX) {
            counted if counted >= wanted => Level::Full,
            0 => Level::Zero,
            _ => Level::One,
        }
    }

    /// Returns how many people have as many supporters as wanted, fewer, none.
    pub(crate) fn coverage(&self) -> Coverage {
        let mut coverage = Coverage::default();
        for registrant in self
            .registrants
            .lines()
            .iter()
            .filter(|r| r.status.is_active())
        {
            match self.level(registrant) {
                Level::Full => coverage.full += 1,
                Level::One => coverage.one += 1,
                Level::Zero => coverage.zero += 1,
            }
        }
        coverage
    }

    fn block_name(&self, who: &Who) -> String {
        let name = who.block.as_ref().and_then(|block| self.blocks.get(block));
        name.cloned().unwrap_or_default()
    }
}

/// The rows of the 五十音 index.
const KANA_ROWS: [&str; 11] = [
    "あ", "か", "さ", "た", "な", "は", "ま", "や", "ら", "わ", "他",
];

/// Returns the number of a row of the index, none for all of them.
fn kana_row_of(row: &str) -> Option<u8> {
    let place = KANA_ROWS.iter().position(|&r| r == row)?;
    u8::try_from(place).ok()
}

/// Returns the part of a list from `offset` on.
fn part<T: Copy>(places: &[T], offset: u32, limit: u32) -> &[T] {
    let from = usize::try_from(offset)
        .unwrap_or(usize::MAX)
        .min(places.len());
    let to = from
        .saturating_add(usize::try_from(limit).unwrap_or(usize::MAX))
        .min(places.len());
    &places[from..to]
}

/// Returns a count as the pages want it.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
