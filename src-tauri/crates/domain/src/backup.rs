//! 控え the program makes by itself: which are kept, which are read again today, and what a person is shown of them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Datelike, Days, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::date::in_japan;
use crate::id::FileToken;

/// Days of which the newest backup is kept.
const DAYS: usize = 14;

/// Weeks of which the newest backup is kept.
const WEEKS: usize = 8;

/// Months of which the newest backup is kept, and after which none stays.
const MONTHS: usize = 12;

/// Days with younger backups, before one goes for its age alone: a clock set forward for an afternoon must not clear the shelf.
const YOUNGER_DAYS: usize = 3;

/// Each backup is read again once in so many days.
const ROUND: usize = 7;

crate::codes! {
    /// Where a backup lies.
    BackupPlace {
        /// In the folder of the book on this PC.
        Here,
        /// In the second folder or on the stick that was chosen.
        Second,
    }
}

/// A backup the program made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct BackupRow {
    /// Name of the file.
    pub name: String,
    /// Where it lies.
    pub place: BackupPlace,
    /// When it was made.
    pub at: DateTime<Utc>,
    /// People in it, counted after reading it back; none where nobody counted.
    pub people: Option<u32>,
    /// Size in KiB.
    pub kibibytes: u32,
    /// When it was last read through and opened.
    pub checked_at: Option<DateTime<Utc>>,
    /// Whether it could not be read then. It is kept.
    pub is_damaged: bool,
    /// Whether it was made before an update changed the file of the book.
    pub is_before_update: bool,
    /// Entries of the journal in it.
    pub entries: u32,
}

/// What a person is shown of the backups the program made.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Backups {
    /// The backups, newest first.
    pub rows: Vec<BackupRow>,
    /// Name of the second folder; none where none was chosen.
    pub second: Option<String>,
    /// Whether it is there now.
    pub second_is_there: bool,
    /// Whether it lies on the disk of the book: then it goes with it.
    pub second_is_same_disk: bool,
}

/// The second place for backups.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SecondPlace {
    /// A folder chosen in a dialog; none to go without.
    pub folder: Option<FileToken>,
}

/// Returns the places of the backups of one folder that go. The newest of each of the last 14 days, 8 weeks and 12 months that
/// have one stays, the newest of all always; one made before an update, or that could not be read, for a year. Nothing goes
/// while the clock is in doubt: a backup or the newest entry of the journal lies ahead of it.
pub fn to_thin(
    rows: &[BackupRow],
    newest_entry: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> Vec<usize> {
    let is_doubtful = |at: DateTime<Utc>| at > now;
    if newest_entry.is_some_and(is_doubtful) || rows.iter().any(|row| is_doubtful(row.at)) {
        return Vec::new();
    }
    let is_plain = |row: &&BackupRow| !row.is_damaged && !row.is_before_update;
    let all: BTreeSet<_> = rows.iter().filter(is_plain).map(|row| row.at).collect();
    let kept = kept_of(&all);
    let is_old = |at: DateTime<Utc>| now >= gone_by(at);
    let young = all.iter().filter(|at| !is_old(**at));
    let young_days: BTreeSet<_> = young.map(|at| day_of(*at)).collect();
    let age_counts = young_days.len() >= YOUNGER_DAYS;
    let goes = |row: &BackupRow| {
        let is_spare = is_plain(&row) && !kept.contains(&row.at);
        is_spare || (age_counts && is_old(row.at))
    };
    (0..rows.len()).filter(|at| goes(&rows[*at])).collect()
}

/// Returns the moments of the backups that stay, if age does not count.
fn kept_of(all: &BTreeSet<DateTime<Utc>>) -> BTreeSet<DateTime<Utc>> {
    let by_month = |day: NaiveDate| day.year() * 12 + i32::try_from(day.month0()).unwrap_or(0);
    let by_week = |day: NaiveDate| day.num_days_from_ce().saturating_sub(1) / 7;
    let mut kept = newest_of_each(all, DAYS, |day| day.num_days_from_ce());
    kept.extend(newest_of_each(all, WEEKS, by_week));
    kept.extend(newest_of_each(all, MONTHS, by_month));
    kept
}

/// Returns when a backup is gone at the latest, if the program is used until then.
pub fn gone_by(made: DateTime<Utc>) -> DateTime<Utc> {
    const A_YEAR: Months = Months::new(12);
    made.checked_add_months(A_YEAR).unwrap_or(made)
}

fn day_of(at: DateTime<Utc>) -> NaiveDate {
    in_japan(at).date_naive()
}

/// Returns the newest moment of each of the last so many stretches that have one.
fn newest_of_each(
    all: &BTreeSet<DateTime<Utc>>,
    most: usize,
    stretch: impl Fn(NaiveDate) -> i32,
) -> BTreeSet<DateTime<Utc>> {
    let newest: BTreeMap<i32, DateTime<Utc>> =
        all.iter().map(|at| (stretch(day_of(*at)), *at)).collect();
    newest.into_values().rev().take(most).collect()
}

/// Returns the places of the backups to be read again today: a seventh, those first that were not for the longest time.
pub fn to_check(rows: &[BackupRow], now: DateTime<Utc>) -> Vec<usize> {
    let is_rested = |row: &BackupRow| {
        let rest = row
            .checked_at
            .and_then(|at| at.checked_add_days(Days::new(1)));
        // A check that lies ahead was noted by a clock that was wrong.
        rest.is_none_or(|rest| rest <= now) || row.checked_at > Some(now)
    };
    let mut rested: Vec<usize> = (0..rows.len()).filter(|at| is_rested(&rows[*at])).collect();
    rested.sort_by_key(|at| (rows[*at].checked_at, rows[*at].at));
    rested.truncate(rows.len().div_ceil(ROUND));
    rested
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn now() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::days(20_782)
    }

    fn rows(made: &[DateTime<Utc>]) -> Vec<BackupRow> {
        let row = |at: &DateTime<Utc>| BackupRow {
            at: *at,
            ..BackupRow::default()
        };
        made.iter().map(row).collect()
    }

    fn kept(made: &[DateTime<Utc>], now: DateTime<Utc>) -> BTreeSet<DateTime<Utc>> {
        let mut kept: BTreeSet<_> = made.iter().copied().collect();
        for at in to_thin(&rows(made), None, now) {
            kept.remove(&made[at]);
        }
        kept
    }

    #[test]
    fn a_backup_each_day_for_two_years_leaves_two_weeks_two_months_and_a_year() {
        let made: Vec<_> = (0..730).map(|day| now() - TimeDelta::days(day)).collect();
        let kept = kept(&made, now());
        let days: Vec<i64> = kept
            .iter()
            .rev()
            .map(|at| (now() - *at).num_days())
            .collect();
        assert_eq!(days[..14], (0..14).collect::<Vec<i64>>());
        assert_eq!(
            days[14..],
            [
                17, 24, 25, 31, 38, 45, 56, 86, 117, 148, 178, 209, 239, 270, 298, 329
            ]
        );
    }

    #[test]
    fn nothing_goes_while_the_clock_is_in_doubt() {
        let made: Vec<_> = (0..730).map(|day| now() - TimeDelta::days(day)).collect();
        let back = now() - TimeDelta::days(400);
        assert!(
            to_thin(&rows(&made), None, back).is_empty(),
            "backups ahead"
        );
        let ahead = now() + TimeDelta::seconds(1);
        assert!(
            to_thin(&rows(&made), Some(ahead), now()).is_empty(),
            "entries ahead"
        );
    }

    #[test]
    fn a_clock_set_ten_years_forward_for_an_afternoon_costs_one_backup_of_each_kind() {
        let mut made: Vec<_> = (0..400).map(|day| now() - TimeDelta::days(day)).collect();
        let before = kept(&made, now());
        let wrong = now() + TimeDelta::days(3650);
        made.push(wrong);
        let after = kept(&made, wrong);
        assert!(
            before.difference(&after).count() <= 3,
            "{before:?} {after:?}"
        );
    }

    #[test]
    fn a_seventh_is_read_each_day_and_all_of_them_within_a_week() {
        let row = |day| BackupRow {
            at: now() - TimeDelta::days(day),
            checked_at: Some(now() - TimeDelta::days(day)),
            ..BackupRow::default()
        };
        let mut rows: Vec<BackupRow> = (3..33).map(row).collect();
        let mut read = BTreeSet::new();
        for day in 0..7 {
            let today = now() + TimeDelta::days(day);
            let due = to_check(&rows, today);
            assert!(due.len() <= 5, "{due:?}");
            for at in due {
                rows[at].checked_at = Some(today);
                read.insert(at);
            }
            assert!(day < 6 || read.len() == rows.len(), "{read:?}");
        }
    }

    #[test]
    fn one_from_before_an_update_and_one_that_cannot_be_read_stay_for_a_year() {
        let made: Vec<_> = (0..800).map(|day| now() - TimeDelta::days(day)).collect();
        let mut rows = rows(&made);
        for day in [3, 200, 360, 380] {
            rows[day].is_damaged = day % 200 != 0;
            rows[day].is_before_update = day % 200 == 0;
        }
        let gone = to_thin(&rows, None, now());
        assert!([3, 200, 360].iter().all(|day| !gone.contains(day)));
        assert!(gone.contains(&380) && !gone.contains(&0));
    }

    fn moments(days: i64) -> impl Strategy<Value = Vec<DateTime<Utc>>> {
        let moment = (0..60 * 24 * days).prop_map(|minutes| now() - TimeDelta::minutes(minutes));
        prop::collection::vec(moment, 0..120)
    }

    proptest! {
        #[test]
        fn the_newest_stays_few_stay_and_each_of_the_last_days_has_one(made in moments(900)) {
            let kept = kept(&made, now());
            prop_assert_eq!(kept.last(), made.iter().max());
            prop_assert!(kept.len() <= DAYS + WEEKS + MONTHS);
            let young = made.iter().filter(|at| now() < gone_by(**at));
            let days: BTreeSet<_> = young.map(|at| day_of(*at)).collect();
            let of_kept: BTreeSet<_> = kept.iter().map(|at| day_of(*at)).collect();
            for day in days.iter().rev().take(DAYS) {
                prop_assert!(of_kept.contains(day), "{day}");
            }
        }

        #[test]
        fn thinning_often_within_a_year_takes_nothing_that_thinning_once_leaves(made in moments(360)) {
            let mut made = made;
            made.sort();
            let mut often: Vec<DateTime<Utc>> = Vec::new();
            for at in &made {
                often.push(*at);
                often = kept(&often, *at).into_iter().collect();
            }
            let once = kept(&made, made.last().copied().unwrap_or(now()));
            let often: BTreeSet<_> = often.into_iter().collect();
            prop_assert!(once.is_subset(&often) , "{:?}", once.difference(&often));
        }
    }
}
