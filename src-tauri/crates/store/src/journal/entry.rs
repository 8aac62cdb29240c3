//! An entry of the journal, its hash, and the chain from the first to the last.

use chrono::{DateTime, SecondsFormat, Utc};
use domain::history::{HistoryLine, Verb};
use domain::id::EntryId;
use rusqlite::{Connection, OptionalExtension, Row};
use sha2::{Digest, Sha256};

use crate::StoreError;
use crate::tables::text_to;

/// An entry before it is written.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub(crate) id: EntryId,
    pub(crate) at: DateTime<Utc>,
    pub(crate) by: String,
    pub(crate) verb: Verb,
    pub(crate) call: String,
    pub(crate) request: String,
    /// The entry taken back or put back.
    pub(crate) of: Option<EntryId>,
    pub(crate) subject: String,
}

impl Entry {
    /// Returns the entry as a line of the history.
    pub(crate) fn line(self, changes: u32) -> HistoryLine {
        HistoryLine {
            entry: self.id,
            at: self.at,
            by: self.by,
            verb: self.verb,
            call: self.call,
            of: self.of,
            subject: self.subject,
            changes,
            undone: false,
        }
    }
}

/// The end of the journal.
pub(crate) struct Head {
    /// Number of the last entry.
    pub(crate) seq: i64,
    hash: Vec<u8>,
    device: String,
    epoch: i64,
}

impl Head {
    /// Reads the end of the journal.
    pub(crate) fn read(connection: &Connection) -> Result<Self, StoreError> {
        let mut last = connection.prepare_cached(
            "SELECT \"seq\", \"hash\" FROM \"journal_entry\" ORDER BY \"seq\" DESC LIMIT 1",
        )?;
        let (seq, hash) = last
            .query_row([], |row| Ok((row.get(0)?, row.get(1)?)))
            .optional()?
            .unwrap_or((0, vec![0; 32]));
        let mut book =
            connection.prepare_cached("SELECT \"value\" FROM \"book\" WHERE \"name\" = ?1")?;
        let device: String = book.query_row(["device"], |row| row.get(0))?;
        let epoch: String = book.query_row(["epoch"], |row| row.get(0))?;
        let epoch = epoch
            .parse()
            .map_err(|_| StoreError::Damaged("epoch".to_owned()))?;
        Ok(Self {
            seq,
            hash,
            device,
            epoch,
        })
    }

    /// Writes the entry behind the last one.
    pub(crate) fn append(
        &mut self,
        connection: &Connection,
        entry: &Entry,
        changes: u32,
        sum: &[u8; 32],
    ) -> Result<(), StoreError> {
        let seq = self.seq + 1;
        let at = when(entry.at);
        let verb = entry.verb.code();
        let of = entry.of.as_ref().map(EntryId::as_str);
        let text_digest = digest(&[Some(&entry.request), Some(&entry.subject)]);
        let link = Link {
            seq,
            id: entry.id.as_str(),
            at: &at,
            by: &entry.by,
            verb: &verb,
            call: &entry.call,
            of,
            changes,
            device: &self.device,
            epoch: self.epoch,
            text_digest: &text_digest,
            prev_hash: &self.hash,
        };
        let hash = link.hash(sum);
        connection.prepare_cached(
            "INSERT INTO \"journal_entry\" (\"seq\", \"id\", \"at\", \"by\", \"verb\", \"call\", \"request\", \"of\",
             \"subject\", \"changes\", \"device\", \"epoch\", \"text_digest\", \"prev_hash\", \"hash\")
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
        )?
        .execute(rusqlite::params![
            seq, link.id, link.at, link.by, link.verb, link.call, entry.request, link.of, entry.subject, changes,
            link.device, link.epoch, text_digest, link.prev_hash, hash,
        ])?;
        self.seq = seq;
        self.hash = hash.to_vec();
        Ok(())
    }

    /// Writes an entry that changes no record behind the last one.
    pub(crate) fn append_note(
        &mut self,
        connection: &Connection,
        entry: &Entry,
    ) -> Result<(), StoreError> {
        self.append(connection, entry, 0, &Sha256::new().finalize().into())
    }
}

/// Returns how many entries there are and the hash of the last.
pub(crate) fn head(connection: &Connection) -> Result<(u32, Vec<u8>), StoreError> {
    let head = Head::read(connection)?;
    Ok((u32::try_from(head.seq).unwrap_or(u32::MAX), head.hash))
}

/// Returns the hash of the entry with this number.
pub(crate) fn hash_of(connection: &Connection, seq: u32) -> Result<Option<Vec<u8>>, StoreError> {
    let mut entry =
        connection.prepare_cached("SELECT \"hash\" FROM \"journal_entry\" WHERE \"seq\" = ?1")?;
    Ok(entry.query_row([seq], |row| row.get(0)).optional()?)
}

/// What the hash of an entry covers.
struct Link<'a> {
    seq: i64,
    id: &'a str,
    at: &'a str,
    by: &'a str,
    verb: &'a str,
    call: &'a str,
    of: Option<&'a str>,
    changes: u32,
    device: &'a str,
    epoch: i64,
    text_digest: &'a [u8],
    prev_hash: &'a [u8],
}

impl Link<'_> {
    fn hash(&self, sum: &[u8; 32]) -> [u8; 32] {
        let texts = [
            Some(self.id),
            Some(self.at),
            Some(self.by),
            Some(self.verb),
            Some(self.call),
            self.of,
        ];
        Sha256::new()
            .chain_update(self.prev_hash)
            .chain_update(self.seq.to_le_bytes())
            .chain_update(digest(&texts))
            .chain_update(digest(&[Some(self.device)]))
            .chain_update(self.epoch.to_le_bytes())
            .chain_update(self.changes.to_le_bytes())
            .chain_update(self.text_digest)
            .chain_update(sum)
            .finalize()
            .into()
    }
}

/// Returns the SHA-256 of texts, each with its length, so that no two rows of texts give the same.
pub(crate) fn digest(texts: &[Option<&str>]) -> [u8; 32] {
    let mut sum = Sha256::new();
    for text in texts {
        match text {
            None => sum.update([0]),
            Some(text) => {
                sum.update([1]);
                sum.update((text.len() as u64).to_le_bytes());
                sum.update(text);
            }
        }
    }
    sum.finalize().into()
}

/// Returns a moment as it is written in the journal: of one width, so that texts sort like moments.
pub(crate) fn when(at: DateTime<Utc>) -> String {
    at.to_rfc3339_opts(SecondsFormat::Millis, true)
}

/// The columns `line_of` reads, of `journal_entry` as `e`.
pub(crate) const ENTRY_COLUMNS: &str = "e.\"id\", e.\"at\", e.\"by\", e.\"verb\", e.\"call\", e.\"of\", e.\"subject\",
    e.\"changes\", coalesce((SELECT u.\"verb\" = 'undo' FROM \"journal_entry\" u WHERE u.\"of\" = e.\"id\"
    ORDER BY u.\"seq\" DESC LIMIT 1), 0)";

/// Reads a line of the history.
pub(crate) fn line_of(row: &Row<'_>) -> rusqlite::Result<HistoryLine> {
    let at: String = row.get(1)?;
    let verb: String = row.get(3)?;
    Ok(HistoryLine {
        entry: EntryId(row.get(0)?),
        at: text_to(&at).unwrap_or_default(),
        by: row.get(2)?,
        verb: text_to(&verb).unwrap_or_default(),
        call: row.get(4)?,
        of: row.get::<_, Option<String>>(5)?.map(EntryId),
        subject: row.get(6)?,
        changes: row.get(7)?,
        undone: row.get(8)?,
    })
}

/// A place in the chain: the number and the hash of an entry. The default stands before the first one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Place {
    /// Number of the entry.
    pub(crate) seq: i64,
    /// Its hash.
    pub(crate) hash: Vec<u8>,
}

impl Default for Place {
    fn default() -> Self {
        Self {
            seq: 0,
            hash: vec![0; 32],
        }
    }
}

/// Where the chain breaks: the first entry that does not fit, and its moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Broken {
    /// Number of the entry.
    pub(crate) seq: i64,
    /// Its moment, as written.
    pub(crate) at: String,
}

/// Follows the chain behind a place to the last entry and returns the place of that, or where it breaks.
pub(crate) fn follow(
    connection: &Connection,
    from: Place,
) -> Result<Result<Place, Broken>, StoreError> {
    let mut entries = connection.prepare(
        "SELECT \"seq\", \"id\", \"at\", \"by\", \"verb\", \"call\", \"of\", \"changes\", \"device\", \"epoch\",
         \"text_digest\", \"prev_hash\", \"hash\", \"request\", \"subject\" FROM \"journal_entry\"
         WHERE \"seq\" > ?1 ORDER BY \"seq\"",
    )?;
    let mut rows = entries.query([from.seq])?;
    let mut last = from;
    while let Some(row) = rows.next()? {
        let seq: i64 = row.get(0)?;
        let hash: Vec<u8> = row.get(12)?;
        if !fits(connection, row, &last, &hash)? {
            let at = row.get(2)?;
            return Ok(Err(Broken { seq, at }));
        }
        last = Place { seq, hash };
    }
    Ok(Ok(last))
}

/// Whether an entry is as it was written, and stands behind the one before.
fn fits(
    connection: &Connection,
    row: &Row<'_>,
    last: &Place,
    hash: &[u8],
) -> Result<bool, StoreError> {
    let text = |n: usize| row.get_ref(n).and_then(|v| Ok(v.as_str()?));
    let seq: i64 = row.get(0)?;
    let text_digest: Vec<u8> = row.get(10)?;
    let prev_hash: Vec<u8> = row.get(11)?;
    let link = Link {
        seq,
        id: text(1)?,
        at: text(2)?,
        by: text(3)?,
        verb: text(4)?,
        call: text(5)?,
        of: row.get_ref(6)?.as_str_or_null()?,
        changes: row.get(7)?,
        device: text(8)?,
        epoch: row.get(9)?,
        text_digest: &text_digest,
        prev_hash: &prev_hash,
    };
    let (request, subject) = (text(13)?, text(14)?);
    let blanked = request.is_empty() || subject.is_empty();
    let texts_fit = blanked || digest(&[Some(request), Some(subject)]).as_slice() == text_digest;
    let sum = sum_of_changes(connection, seq, link.changes)?;
    Ok(seq == last.seq + 1
        && prev_hash == last.hash
        && texts_fit
        && sum.is_some_and(|sum| link.hash(&sum).as_slice() == hash))
}

/// Returns the sum over the changes of an entry; none where they are not as they were written.
fn sum_of_changes(
    connection: &Connection,
    seq: i64,
    changes: u32,
) -> Result<Option<[u8; 32]>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT \"kind\", \"key\", \"before\", \"after\", \"digest\" FROM \"journal_change\" WHERE \"entry\" = ?1
         ORDER BY \"n\"",
    )?;
    let mut rows = statement.query([seq])?;
    let mut sum = Sha256::new();
    let mut count = 0;
    while let Some(row) = rows.next()? {
        let (before, after) = (
            row.get_ref(2)?.as_str_or_null()?,
            row.get_ref(3)?.as_str_or_null()?,
        );
        let kept: Vec<u8> = row.get(4)?;
        let blanked = before == Some("") || after == Some("");
        let texts = [
            Some(row.get_ref(0)?.as_str()?),
            Some(row.get_ref(1)?.as_str()?),
            before,
            after,
        ];
        if !blanked && digest(&texts).as_slice() != kept {
            return Ok(None);
        }
        sum.update(&kept);
        count += 1;
    }
    Ok((count == changes).then(|| sum.finalize().into()))
}
