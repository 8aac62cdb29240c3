//! The chain of the journal, followed: all of it, or what came since it was followed last.

use chrono::{DateTime, TimeDelta, Utc};
use domain::history::{Chain, ChainBreak};
use rusqlite::{Connection, OptionalExtension};

use crate::journal::{Place, follow};
use crate::slots::hex;
use crate::tables::text_to;
use crate::{Book, StoreError};

/// Entries and changes up to which the whole chain is followed at every opening: that takes less than a second.
const SHORT: i64 = 100_000;

/// A longer one is followed from where it was followed last, and whole once a week.
const A_WEEK: TimeDelta = TimeDelta::days(7);

/// How far the chain was followed last, and when it was followed whole. It lies in the book beside the journal, so that lines taken
/// away at the end are missed.
struct Followed {
    place: Place,
    whole_at: DateTime<Utc>,
}

impl Book {
    /// Follows the chain at an opening: the whole of a short journal, else what came since the last time, and all of it once a week.
    pub fn check_chain(&self, at: DateTime<Utc>) -> Result<Chain, StoreError> {
        let connection = self.connection()?;
        let followed = Followed::read(connection)?;
        let is_fresh = followed
            .as_ref()
            .is_some_and(|it| (at - it.whole_at).abs() < A_WEEK);
        if is_fresh && is_long(connection)? {
            let from = followed.map(|it| it.place).unwrap_or_default();
            return chain(connection, from);
        }
        chain_of(connection)
    }

    /// Remembers how far a whole chain was followed. A chain that breaks is not remembered, so that it is found again.
    pub fn keep_checked(&self, chain: &Chain, at: DateTime<Utc>) -> Result<(), StoreError> {
        if chain.broken.is_some() {
            return Ok(());
        }
        let connection = self.connection()?;
        let whole_at = match Followed::read(connection)? {
            Some(before) if is_long(connection)? && (at - before.whole_at).abs() < A_WEEK => {
                before.whole_at
            }
            _ => at,
        };
        let text = format!("{} {} {}", chain.last, chain.hash, whole_at.timestamp());
        connection
            .prepare_cached(
                "INSERT INTO \"book\" VALUES ('followed', ?1)
                 ON CONFLICT (\"name\") DO UPDATE SET \"value\" = ?1",
            )?
            .execute([text])?;
        Ok(())
    }

    /// Follows the hash chain of the journal from the first entry to the last and returns how many there are.
    pub fn check_history(&self) -> Result<u32, StoreError> {
        whole(self.connection()?)
    }
}

/// Follows the whole chain.
pub(crate) fn chain_of(connection: &Connection) -> Result<Chain, StoreError> {
    chain(connection, Place::default())
}

/// Follows the chain of a book from the first entry to the last; a break is damage.
pub(crate) fn whole(connection: &Connection) -> Result<u32, StoreError> {
    let chain = chain(connection, Place::default())?;
    match chain.broken {
        None => Ok(chain.entries),
        Some(broken) => Err(StoreError::Damaged(format!(
            "the chain of the journal breaks at {}",
            broken.no
        ))),
    }
}

impl Followed {
    fn read(connection: &Connection) -> Result<Option<Self>, StoreError> {
        let text: Option<String> = connection
            .prepare_cached("SELECT \"value\" FROM \"book\" WHERE \"name\" = 'followed'")?
            .query_row([], |row| row.get(0))
            .optional()?;
        // What cannot be read was not followed: the whole chain is.
        Ok(text.and_then(|text| {
            let mut parts = text.split(' ');
            let seq = parts.next()?.parse().ok()?;
            let hash = unhex(parts.next()?)?;
            let whole_at = DateTime::from_timestamp(parts.next()?.parse().ok()?, 0)?;
            let place = Place { seq, hash };
            Some(Self { place, whole_at })
        }))
    }
}

fn unhex(text: &str) -> Option<Vec<u8>> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 2)?, 16).ok();
    (0..text.len()).step_by(2).map(byte).collect()
}

fn is_long(connection: &Connection) -> Result<bool, StoreError> {
    let count = |table: &str| -> Result<i64, StoreError> {
        let query = format!("SELECT coalesce(max(rowid), 0) FROM \"{table}\"");
        Ok(connection.query_row(&query, [], |row| row.get(0))?)
    };
    Ok(count("journal_entry")? + count("journal_change")? > SHORT)
}

fn chain(connection: &Connection, from: Place) -> Result<Chain, StoreError> {
    let followed = match follow(connection, from)? {
        Ok(place) => still_there(connection)?.map_or(Ok(place), Err),
        Err(broken) => Err(ChainBreak {
            no: number(broken.seq),
            at: text_to(&broken.at),
        }),
    };
    let entries: u32 =
        connection.query_row("SELECT count(*) FROM \"journal_entry\"", [], |row| {
            row.get(0)
        })?;
    let last = connection
        .prepare_cached(
            "SELECT \"seq\", \"hash\" FROM \"journal_entry\" ORDER BY \"seq\" DESC LIMIT 1",
        )?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?
        .map_or_else(Place::default, |(seq, hash)| Place { seq, hash });
    Ok(Chain {
        entries,
        last: number(last.seq),
        hash: hex(&last.hash),
        broken: followed.err(),
    })
}

/// Whether the entry up to which the chain was followed last is still there as it was: who takes lines away at the end leaves a
/// chain that fits. Returns the break.
fn still_there(connection: &Connection) -> Result<Option<ChainBreak>, StoreError> {
    let Some(Followed { place, .. }) = Followed::read(connection)? else {
        return Ok(None);
    };
    let found: Option<Vec<u8>> = connection
        .prepare_cached("SELECT \"hash\" FROM \"journal_entry\" WHERE \"seq\" = ?1")?
        .query_row([place.seq], |row| row.get(0))
        .optional()?;
    Ok((found != Some(place.hash)).then(|| ChainBreak {
        no: number(place.seq),
        at: None,
    }))
}

/// Returns the number of an entry as it is shown.
fn number(seq: i64) -> u32 {
    u32::try_from(seq).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use domain::council::Zone;
    use domain::id::EntryId;
    use domain::secret::Secret;
    use domain::vault::Holder;

    use super::*;
    use crate::{ActNote, KeyCost};

    fn write(book: &mut Book, n: u32) {
        let note = ActNote {
            entry_id: EntryId(format!("e{n:03}")),
            request: serde_json::json!({ "n": n }),
            subject: "圏域".into(),
            ..ActNote::default()
        };
        let zone = Zone {
            id: n.to_string().into(),
            name: "圏域".into(),
        };
        book.write(note, |tx| tx.put(&zone)).unwrap();
    }

    /// What is found after somebody with the key did this to a journal of twenty entries.
    fn found_after(sql: &str) -> Option<(u32, bool)> {
        let folder = tempfile::tempdir().unwrap();
        let passphrase = Secret::new("みかん はしご たぬき そら うみ");
        let mut chance = |bytes: &mut [u8]| bytes.fill(7);
        let nothing = |_: &mut Book| Ok::<(), StoreError>(());
        let made = Book::create(
            folder.path(),
            &Holder::default(),
            &passphrase,
            KeyCost::PRACTICE,
            &mut chance,
            nothing,
        );
        let (mut book, _) = made.unwrap();
        (1..=20).for_each(|n| write(&mut book, n));
        let at = DateTime::UNIX_EPOCH;
        let chain = book.check_chain(at).unwrap();
        assert_eq!((chain.entries, chain.last, &chain.broken), (20, 20, &None));
        book.keep_checked(&chain, at).unwrap();
        let triggers = [
            "entry_stays",
            "entry_is_written_once",
            "change_stays",
            "change_is_written_once",
        ];
        for name in triggers {
            let drop = format!("DROP TRIGGER \"journal_{name}\"");
            book.connection().unwrap().execute_batch(&drop).unwrap();
        }
        book.connection().unwrap().execute_batch(sql).unwrap();
        let broken = book.check_chain(at).unwrap().broken;
        write(&mut book, 99);
        let chain = book.check_chain(at).unwrap();
        assert_eq!(chain.broken, broken, "work goes on, and it is still found");
        book.keep_checked(&chain, at).unwrap();
        assert_eq!(book.check_chain(at).unwrap().broken, broken);
        broken.map(|broken| (broken.no, broken.at.is_some()))
    }

    #[test]
    fn an_entry_that_was_edited_or_taken_away_is_found_with_its_number() {
        for (done, no, has_moment) in [
            (
                "UPDATE journal_entry SET \"by\" = 'x' WHERE seq = 7",
                7,
                true,
            ),
            (
                "UPDATE journal_entry SET at = '2020-01-01T00:00:00.000Z' WHERE seq = 9",
                9,
                true,
            ),
            (
                "UPDATE journal_entry SET subject = 'x', request = 'y' WHERE seq = 4",
                4,
                true,
            ),
            (
                "UPDATE journal_change SET after = '{}' WHERE entry = 12",
                12,
                true,
            ),
            ("DELETE FROM journal_change WHERE entry = 5", 5, true),
            (
                "DELETE FROM journal_change WHERE entry = 8; DELETE FROM journal_entry WHERE seq = 8",
                9,
                true,
            ),
            (
                "DELETE FROM journal_change WHERE entry > 18; DELETE FROM journal_entry WHERE seq > 18",
                20,
                false,
            ),
        ] {
            assert_eq!(found_after(done), Some((no, has_moment)), "{done}");
        }
        assert_eq!(found_after("SELECT 1"), None);
    }
}
