//! What the surroundings give: time, ids, chance, the path behind a token, and where things lie on this PC.
//! Handlers never reach for them otherwise. Hosts: the window, the terminal, the tests.

use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

use chrono::{DateTime, NaiveDate, Utc};
use domain::id::FileToken;
use domain::user::User;
pub use store::KeyCost;

/// What a host gives.
pub trait Host: Send + Sync {
    /// Returns this moment.
    fn now(&self) -> DateTime<Utc>;

    /// Returns a new key that sorts after every key given before.
    fn new_id(&self) -> String;

    /// Returns what gives the keys, so that it can go on after those of a book.
    fn ids(&self) -> &Ids;

    /// Returns the path a person chose in a dialog, if the token is known.
    fn path_of(&self, token: &FileToken) -> Option<PathBuf>;

    /// Returns how many bytes are free on the disk of a folder, if the system tells.
    fn free_space(&self, folder: &Path) -> Option<u64> {
        store::free_space(folder)
    }

    /// Fills the bytes with chance good enough for keys.
    fn random(&self, bytes: &mut [u8]);

    /// Lets a second pass, for a wait a person sees. A host nobody sits at returns at once.
    fn wait_a_second(&self) {}

    /// Returns for how many seconds this PC has run, asleep or awake, by a counter nobody sets. None where there is no such
    /// counter: then only the history can contradict the clock.
    fn seconds_running(&self) -> Option<u64> {
        None
    }
}

/// Where things lie on this PC, and what deriving a key may cost.
#[derive(Clone, Debug)]
pub struct Setup {
    /// Folder of the book.
    pub book: PathBuf,
    /// Folder of the practice book.
    pub practice: PathBuf,
    /// Folder of the settings of this PC.
    pub settings: PathBuf,
    /// What deriving a key from a passphrase costs; small only in tests.
    pub cost: KeyCost,
}

/// What a handler is handed beside the request.
pub struct Scene<'a> {
    /// The moment of the call.
    pub now: DateTime<Utc>,
    /// The day of the call in Japan.
    pub today: NaiveDate,
    /// Who is at work; nobody while no book is open.
    pub me: User,
    /// The surroundings.
    pub host: &'a dyn Host,
}

impl Scene<'_> {
    /// Returns a new key as the identifier that is wanted.
    pub fn new_id<I: From<String>>(&self) -> I {
        I::from(self.host.new_id())
    }
}

/// The last count that has four hex digits: with more a key would sort before the older ones.
const MOST_OF_A_MOMENT: u32 = 0xffff;

/// Gives keys that sort in the order they were given, also within one millisecond and when the clock is set back.
#[derive(Debug, Default)]
pub struct Ids {
    last: Mutex<(i64, u32)>,
}

impl Ids {
    /// Returns the next key: milliseconds, a count within them, and chance, so that two PCs never give the same.
    pub fn next(&self, now: DateTime<Utc>, chance: u64) -> String {
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        let moment = now.timestamp_millis().max(0);
        *last = if moment > last.0 {
            (moment, 0)
        } else if last.1 < MOST_OF_A_MOMENT {
            (last.0, last.1 + 1)
        } else {
            (last.0 + 1, 0)
        };
        format!("{:012x}{:04x}{chance:016x}", last.0, last.1)
    }

    /// Gives from now on only keys that sort after this one, whatever the clock says: of two answers the later key counts.
    pub fn go_on_after(&self, key: &str) {
        let part = |range| {
            key.get(range)
                .and_then(|hex| i64::from_str_radix(hex, 16).ok())
        };
        let (Some(moment), Some(count)) = (part(0..12), part(12..16)) else {
            return;
        };
        let mut last = self.last.lock().unwrap_or_else(PoisonError::into_inner);
        *last = (*last).max((moment, u32::try_from(count).unwrap_or_default()));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_sort_in_the_order_they_were_given() {
        let ids = Ids::default();
        let moment = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let first = ids.next(moment, 9);
        let second = ids.next(moment, 1);
        let third = ids.next(moment - chrono::Duration::hours(1), 0);
        assert!(first < second && second < third, "{first} {second} {third}");
    }

    #[test]
    fn keys_are_of_one_width_however_many_one_moment_gives() {
        let ids = Ids::default();
        let moment = DateTime::from_timestamp(1_800_000_000, 0).unwrap();
        let mut before = ids.next(moment, 0);
        for _ in 0..70_000 {
            let next = ids.next(moment, 0);
            assert!(before < next && next.len() == 32, "{before} {next}");
            before = next;
        }
    }
}
