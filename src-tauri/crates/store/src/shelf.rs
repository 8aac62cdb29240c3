//! The shelf of backups the program makes by itself: made, carried to a second folder, thinned and read again. The book is
//! needed only for the copy; the rest goes on beside the work.

use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use domain::backup::{BackupPlace, BackupRow, to_check, to_thin};
use domain::date::in_japan;
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use crate::backup::{self, Copied, WRITING, Wanted, go_on};
use crate::label::read_json;
use crate::recovery_key::Key;
use crate::slots::hex;
use crate::tables::text_to;
use crate::vault::Vault;
use crate::{StoreError, write_whole};

/// How the names of all backups end.
const ENDING: &str = ".sasae";

/// Where it is kept when which backup was made and read again. It holds no person.
const LEDGER: &str = "ledger.json";

#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Ledger {
    rows: Vec<BackupRow>,
}

/// Returns the backups the program made of the book in this folder, newest first, as far as they are known without the second
/// folder. The book may be locked or damaged.
pub fn backups(folder: &Path) -> Vec<BackupRow> {
    let shelf = folder.join("backups");
    let mut rows = read_json::<Ledger>(&shelf.join(LEDGER)).rows;
    rows.retain(|row| {
        made_at(&row.name).is_some()
            && (row.place == BackupPlace::Second || shelf.join(&row.name).is_file())
    });
    for name in names_in(&shelf) {
        let is_known = |row: &BackupRow| row.place == BackupPlace::Here && row.name == name;
        if let Some(at) = made_at(&name).filter(|_| !rows.iter().any(is_known)) {
            let size = std::fs::metadata(shelf.join(&name)).map_or(0, |file| file.len());
            rows.push(BackupRow {
                is_before_update: name.starts_with("before-"),
                at,
                kibibytes: kibibytes(size),
                name,
                ..BackupRow::default()
            });
        }
    }
    rows.sort_by(|a, b| (b.at, &b.name, a.place).cmp(&(a.at, &a.name, b.place)));
    rows
}

/// Returns how many books lie beside this one that a backup took the place of.
pub fn kept_books(folder: &Path) -> usize {
    let (Some(above), Some(name)) = (folder.parent(), folder.file_stem()) else {
        return 0;
    };
    let beginning = format!("{}.kept-", name.to_string_lossy());
    let names = names_in(above);
    names.iter().filter(|it| it.starts_with(&beginning)).count()
}

fn names_in(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten().flatten();
    entries
        .filter_map(|entry| entry.file_name().into_string().ok())
        .collect()
}

fn kibibytes(bytes: u64) -> u32 {
    u32::try_from(bytes.div_ceil(1024)).unwrap_or(u32::MAX)
}

/// Returns the name of a backup of the book with this mark.
fn name_of(at: DateTime<Utc>, mark: &str) -> String {
    let day = in_japan(at).format("%Y%m%d-%H%M%S");
    format!("sasae-{day}-{mark}{ENDING}")
}

/// Returns when the backup of this name was made; none if it is no name of a backup the program makes by itself.
fn made_at(name: &str) -> Option<DateTime<Utc>> {
    let name = name.strip_suffix(ENDING)?;
    let read = |text, format| NaiveDateTime::parse_from_str(text, format).ok();
    if let Some(rest) = name.strip_prefix("before-") {
        let (version, at) = rest.split_once('-')?;
        version.parse::<u32>().ok()?;
        return Some(read(at, "%Y%m%d%H%M%S")?.and_utc());
    }
    let (at, mark) = name.strip_prefix("sasae-")?.rsplit_once('-')?;
    let is_mark = mark.len() == 8 && mark.bytes().all(|byte| byte.is_ascii_hexdigit());
    let at = read(at, "%Y%m%d-%H%M%S")?.and_utc() - TimeDelta::hours(9);
    is_mark.then_some(at)
}

/// Returns whether two folders lie on one disk, as far as the system tells.
pub fn on_same_disk(one: &Path, other: &Path) -> bool {
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;
        let disk = |path: &Path| path.metadata().map(|found| found.dev()).ok();
        disk(one).is_some() && disk(one) == disk(other)
    }
    #[cfg(not(unix))]
    {
        one.components().next() == other.components().next()
    }
}

/// What the keeping of backups takes from an open book.
pub struct Keeping {
    shelf: PathBuf,
    key: Key,
    /// What tells the backups of this book from those of others.
    mark: String,
    newest_entry: Option<DateTime<Utc>>,
    at: DateTime<Utc>,
    /// The copy, with how many entries it holds, where one was due.
    copied: Option<(Copied, u32)>,
    ledger: Ledger,
}

impl Keeping {
    /// Copies the book if something was written since its newest backup and that is so old.
    pub(crate) fn begin(
        vault: &Vault,
        connection: &Connection,
        at: DateTime<Utc>,
        age: TimeDelta,
    ) -> Result<Self, StoreError> {
        let (mark, entries, newest_entry) = ends_of(connection)?;
        let shelf = vault.folder().join("backups");
        let rows = backups(vault.folder());
        sweep(&shelf, "");
        let copied = if is_due(connection, &rows, at, age)? {
            Some((Copied::of(vault, connection, ".auto.db")?, entries))
        } else {
            None
        };
        Ok(Self {
            shelf,
            key: vault.key.clone(),
            mark,
            newest_entry,
            at,
            copied,
            ledger: Ledger { rows },
        })
    }

    /// Does everything that is due; the book is not needed any more. Returns whether anything changed. What fails does not
    /// hold up the rest, and is answered at the end.
    pub fn go_on(mut self, second: Option<&Path>, wanted: Wanted<'_>) -> Result<bool, StoreError> {
        let made = self.make(wanted);
        let second = second.filter(|folder| folder.is_dir());
        let carried = second.map_or(Ok(false), |folder| self.carry(folder, wanted));
        let thinned = self.thin(second);
        let read = self.read_again(second, wanted);
        let mut changed = false;
        for done in [made, carried, thinned, read] {
            changed |= done?;
        }
        Ok(changed)
    }

    /// Puts the copy on the shelf, if one was due.
    pub fn make(&mut self, wanted: Wanted<'_>) -> Result<bool, StoreError> {
        let Some((copied, entries)) = self.copied.take() else {
            return Ok(false);
        };
        let name = name_of(self.at, &self.mark);
        let size = copied.seal(&self.shelf.join(&name), wanted)?;
        self.note(BackupRow {
            name,
            at: self.at,
            people: Some(copied.contents.people()),
            kibibytes: kibibytes(size),
            checked_at: Some(self.at),
            entries,
            ..BackupRow::default()
        })?;
        Ok(true)
    }

    fn note(&mut self, row: BackupRow) -> Result<(), StoreError> {
        let rows = &mut self.ledger.rows;
        rows.retain(|known| known.place != row.place || known.name != row.name);
        rows.push(row);
        self.write()
    }

    fn write(&self) -> Result<(), StoreError> {
        let bytes = serde_json::to_vec(&self.ledger).map_err(StoreError::fault)?;
        write_whole(&self.shelf.join(LEDGER), &bytes)
    }

    /// Copies the newest backup to the second folder, where it is not there yet.
    fn carry(&mut self, folder: &Path, wanted: Wanted<'_>) -> Result<bool, StoreError> {
        sweep(folder, &self.mark);
        let rows = &mut self.ledger.rows;
        rows.retain(|row| row.place == BackupPlace::Here || folder.join(&row.name).is_file());
        let here = rows.iter().filter(|row| {
            row.place == BackupPlace::Here && !row.is_damaged && row.name.contains(&self.mark)
        });
        let Some(newest) = here.max_by_key(|row| row.at).cloned() else {
            return Ok(false);
        };
        let to = folder.join(&newest.name);
        let is_noted =
            |row: &BackupRow| row.place == BackupPlace::Second && row.name == newest.name;
        if rows.iter().any(is_noted) {
            return Ok(false);
        }
        if !to.is_file() || backup::check_backup(&to).is_err() {
            backup::copy_to(&self.shelf.join(&newest.name), &to, wanted)?;
        }
        self.note(BackupRow {
            place: BackupPlace::Second,
            checked_at: Some(self.at),
            ..newest
        })?;
        Ok(true)
    }

    fn thin(&mut self, second: Option<&Path>) -> Result<bool, StoreError> {
        let mut gone = false;
        for (place, folder) in self.folders(second) {
            let rows: Vec<BackupRow> = self.of(place).cloned().collect();
            for at in to_thin(&rows, self.newest_entry, self.at) {
                std::fs::remove_file(folder.join(&rows[at].name))?;
                self.ledger.rows.retain(|row| *row != rows[at]);
                gone = true;
            }
        }
        if gone {
            self.write()?;
        }
        Ok(gone)
    }

    fn of(&self, place: BackupPlace) -> impl Iterator<Item = &BackupRow> {
        self.ledger
            .rows
            .iter()
            .filter(move |row| row.place == place)
    }

    /// Returns the folders that are there.
    fn folders(&self, second: Option<&Path>) -> Vec<(BackupPlace, PathBuf)> {
        let here = (BackupPlace::Here, self.shelf.clone());
        let second = second.map(|folder| (BackupPlace::Second, folder.to_path_buf()));
        std::iter::once(here).chain(second).collect()
    }

    /// Reads a seventh of the backups again. One that fails stays, and is told from then on.
    fn read_again(
        &mut self,
        second: Option<&Path>,
        wanted: Wanted<'_>,
    ) -> Result<bool, StoreError> {
        let mut read = false;
        for (place, folder) in self.folders(second) {
            let rows: Vec<BackupRow> = self.of(place).cloned().collect();
            for at in to_check(&rows, self.at) {
                go_on(wanted)?;
                let checked = self.checked(&rows[at], &folder.join(&rows[at].name))?;
                self.note(checked)?;
                read = true;
            }
        }
        Ok(read)
    }

    fn checked(&self, row: &BackupRow, path: &Path) -> Result<BackupRow, StoreError> {
        let (is_whole, found) = match backup::prove(path, &self.shelf.join(".check.db"), &self.key)
        {
            Ok(people) => (true, people),
            // The disk under the copy, not the backup.
            Err(error @ (StoreError::DiskFull | StoreError::ReadOnly)) => return Err(error),
            Err(_unreadable) => (false, None),
        };
        Ok(BackupRow {
            people: row.people.or(found),
            checked_at: Some(self.at),
            is_damaged: !is_whole || (found.is_some() && found != row.people.or(found)),
            ..row.clone()
        })
    }
}

/// Removes what a power cut or a pulled stick left half written.
fn sweep(folder: &Path, mark: &str) {
    for name in names_in(folder) {
        let is_copy = mark.is_empty()
            && [".auto.db", ".check.db"]
                .iter()
                .any(|it| name.starts_with(it));
        let is_half = name.starts_with('.') && name.ends_with(WRITING) && name.contains(mark);
        if is_copy || (is_half && name.contains(ENDING)) {
            std::fs::remove_file(folder.join(name)).ok();
        }
    }
}

/// Returns the mark of the book, how many entries its journal has, and when the newest was made.
fn ends_of(connection: &Connection) -> Result<(String, u32, Option<DateTime<Utc>>), StoreError> {
    let first = "SELECT \"hash\" FROM \"journal_entry\" ORDER BY \"seq\" LIMIT 1";
    let last = "SELECT \"seq\", \"at\" FROM \"journal_entry\" ORDER BY \"seq\" DESC LIMIT 1";
    let hash: Vec<u8> = connection
        .query_row(first, [], |row| row.get(0))
        .optional()?
        .unwrap_or_default();
    let mut mark = hex(&hash);
    mark.truncate(8);
    let newest = connection
        .query_row(last, [], |row| Ok((row.get(0)?, row.get::<_, String>(1)?)))
        .optional()?;
    let (entries, at) = newest.unwrap_or_default();
    Ok((format!("{mark:0<8}"), entries, text_to(&at)))
}

/// Returns whether a backup is due: something was written since the newest one, and that is so old.
fn is_due(
    connection: &Connection,
    rows: &[BackupRow],
    at: DateTime<Utc>,
    age: TimeDelta,
) -> Result<bool, StoreError> {
    let is_whole = |row: &&BackupRow| row.place == BackupPlace::Here && !row.is_damaged;
    let newest = rows.iter().filter(is_whole).max_by_key(|row| row.at);
    let is_young = newest.is_some_and(|row| row.at <= at && at - row.at < age);
    let entries = newest.map_or(0, |row| row.entries);
    Ok(!is_young && first_change_after(connection, entries)?.is_some())
}

/// Returns when something was first changed after so many entries.
pub(crate) fn first_change_after(
    connection: &Connection,
    entries: u32,
) -> Result<Option<DateTime<Utc>>, StoreError> {
    let at: Option<String> = connection
        .prepare_cached(
            "SELECT \"at\" FROM \"journal_entry\" WHERE \"seq\" > ?1 AND \"changes\" > 0 ORDER BY \"seq\" LIMIT 1",
        )?
        .query_row([entries], |row| row.get(0))
        .optional()?;
    Ok(at.and_then(|at| text_to(&at)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_when_a_backup_was_made_and_leads_nowhere_else() {
        let at = DateTime::UNIX_EPOCH + TimeDelta::days(20_782);
        let name = name_of(at, "00ff00ff");
        assert_eq!(name, "sasae-20261125-090000-00ff00ff.sasae");
        assert_eq!(made_at(&name), Some(at));
        assert_eq!(made_at("before-0008-20261125000000.sasae"), Some(at));
        for other in [
            "sasae-20261125-090000-../x/../.sasae",
            "sasae-20261125-090000.sasae",
            "before-0008-20261325000000.sasae",
            ".copy.db",
            "a.sasae",
        ] {
            assert_eq!(made_at(other), None, "{other}");
        }
    }
}
