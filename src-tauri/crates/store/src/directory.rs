//! Who is in the book, in memory: lists, search and counts without a query. Gone with the book when it is locked.

mod build;
mod frame;
mod line;
mod list;
mod registrants;
mod search;
mod supporters;

use std::collections::HashSet;

use chrono::NaiveDate;
use domain::consent::ConsentStatus;
use domain::matching_view::Coverage;
use domain::registrant::{Mobility, RegistrantStatus};
use domain::supporter::{AgeBand, Presence, SupporterKind, SupporterStatus};

use crate::directory::frame::{Frame, Names};
use crate::directory::line::Level;
use crate::directory::list::List;

/// Keys of the records a question is about; none for all.
pub(crate) type Seen<'a> = Option<&'a HashSet<String>>;

/// Everybody in the book.
#[derive(Default)]
pub(crate) struct Directory {
    registrants: List<Registrant>,
    supporters: List<Supporter>,
    names: Names,
    frame: Frame,
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
    status_date: Option<NaiveDate>,
    wanted: Option<u32>,
    confirmed_on: Option<NaiveDate>,
    settled_on: Option<NaiveDate>,
    consent: ConsentStatus,
    alone: bool,
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
    /// Whether the supporter has said yes.
    agreed: bool,
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
    /// How many the supporter can look after, also where nobody has said.
    limit: u32,
}

impl Registrant {
    /// Returns how many supporters count, and how many of these have not said yes.
    fn counted(&self) -> (u32, u32) {
        let counting = self.pairs.iter().filter(|pair| pair.counts);
        counting.fold((0, 0), |(have, waiting), pair| {
            (have + 1, waiting + u32::from(!pair.agreed))
        })
    }
}

impl Directory {
    /// Returns how many people have as many supporters as wanted, fewer, none, and how many of them wait for a yes.
    pub(crate) fn coverage(&self, seen: Seen<'_>) -> Coverage {
        let mut coverage = Coverage::default();
        let places = self.registrants.seen(seen).into_iter();
        let briefs = places.filter_map(|place| self.registrants.briefs().get(index(place)));
        for brief in briefs.filter(|brief| brief.active) {
            match brief.level {
                Level::Full => {
                    coverage.full += 1;
                    coverage.full_waiting += u32::from(brief.waits);
                }
                Level::One => {
                    coverage.one += 1;
                    coverage.one_waiting += u32::from(brief.waits);
                }
                Level::Zero => coverage.zero += 1,
            }
        }
        coverage
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
fn part(places: &[u32], offset: u32, limit: u32) -> &[u32] {
    let from = index(offset).min(places.len());
    let to = from.saturating_add(index(limit)).min(places.len());
    &places[from..to]
}

/// Returns a count as the pages want it.
fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Returns a place of a list.
fn index(number: u32) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}
