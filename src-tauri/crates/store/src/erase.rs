//! Erasing somebody: the records in one transaction, then every text of the file that still names them, the journal included.
//! Its chain stays whole: the digests remain, the texts they stand for are blanked.

use domain::history::Verb;
use domain::kind::Kind;
use rusqlite::{Connection, named_params};

use crate::book::Book;
use crate::journal::Entry;
use crate::tables::cells::Cell;
use crate::tables::table;
use crate::{ActNote, StoreError, Tx, Written};

/// What names the person who is erased.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// Keys of the person and of every record that is only about them.
    pub keys: Vec<String>,
    /// Name and よみ in every spelling; none where somebody else bears the same.
    pub words: Vec<String>,
    /// What stands in the place of a word in the records of others.
    pub instead: String,
}

/// Kinds that hold the bare key of a person for counting.
const COUNTED: &str = "'copy', 'roster_import', 'safety_check'";

impl Book {
    /// Does the work, which takes the records away, and blanks what names the person. It is written down as a note: an undo
    /// never goes back behind it.
    ///
    /// # Errors
    /// What the work refuses, or what the file does; then nothing was changed.
    pub fn erase<T, E: From<StoreError>>(
        &mut self,
        note: ActNote,
        work: impl FnOnce(&mut Tx<'_>) -> Result<(T, Names), E>,
    ) -> Result<Written<T>, E> {
        let written = self.run(Entry::of_note(note, Verb::Note), |tx| {
            let (value, names) = work(tx)?;
            take_out_of_records(tx, &names)?;
            blank(tx.connection(), &names)?;
            Ok::<T, E>(value)
        })?;
        // What stood in the side file is written over.
        self.connection()?
            .query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(()))
            .map_err(StoreError::from)?;
        Ok(written)
    }
}

/// Kinds whose texts are about no person on a list. Whoever opens the book keeps the own name, whoever else bears it.
const IMPERSONAL: [Kind; 7] = [
    Kind::Council,
    Kind::Zone,
    Kind::Block,
    Kind::Place,
    Kind::ColumnMapping,
    Kind::SavedFilter,
    Kind::User,
];

/// Takes the words out of the texts of every other record.
fn take_out_of_records(tx: &mut Tx<'_>, names: &Names) -> Result<(), StoreError> {
    let kinds = Kind::ALL.iter().filter(|kind| !IMPERSONAL.contains(kind));
    for &kind in kinds {
        let table = table(kind)?;
        let mut found: Vec<Vec<Cell>> = Vec::new();
        table.visit_all(tx.connection(), &mut |cells| {
            let names_them = |cell: &Cell| match cell {
                Cell::Text(text) => names.stand_in(text),
                Cell::Null | Cell::Integer(_) | Cell::Real(_) => false,
            };
            if cells.iter().any(names_them) {
                found.push(cells.to_vec());
            }
        })?;
        for before in found {
            let after = before.iter().map(|cell| match cell {
                Cell::Text(text) => Cell::Text(names.taken_out_of(text)),
                Cell::Null | Cell::Integer(_) | Cell::Real(_) => cell.clone(),
            });
            let after: Vec<Cell> = after.collect();
            let Some(key) = table.text_in(&before, "id").map(str::to_owned) else {
                continue;
            };
            tx.replace(table, &key, Some(before), Some(after))?;
        }
    }
    Ok(())
}

impl Names {
    fn stand_in(&self, text: &str) -> bool {
        self.words
            .iter()
            .any(|word| places(text, word).next().is_some())
    }

    fn taken_out_of(&self, text: &str) -> String {
        self.words.iter().fold(text.to_owned(), |text, word| {
            let mut rest = 0;
            let mut left = String::new();
            for at in places(&text, word) {
                left.push_str(text.get(rest..at).unwrap_or_default());
                left.push_str(&self.instead);
                rest = at + word.len();
            }
            left.push_str(text.get(rest..).unwrap_or_default());
            left
        })
    }
}

/// Where a name stands as a name: 東 京子 does not stand in 関東京子ども会.
fn places<'a>(text: &'a str, word: &'a str) -> impl Iterator<Item = usize> + 'a {
    const AFTER: &str = "さ様氏の、。とはがをにへもやくち君宅家夫妻（";
    let is_letter = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '々');
    text.match_indices(word).filter_map(move |(at, _)| {
        let before = text.get(..at)?.chars().next_back();
        let after = text.get(at + word.len()..)?.chars().next();
        let begins = before.is_none_or(|c| !is_letter(c) || "のと・やはがをに".contains(c));
        let ends = after.is_none_or(|c| !is_letter(c) || AFTER.contains(c));
        (begins && ends).then_some(at)
    })
}

/// Blanks the images and texts of the journal that are about the person or name them.
fn blank(connection: &Connection, names: &Names) -> Result<(), StoreError> {
    let by_key = format!(
        "UPDATE \"journal_change\" SET \"before\" = iif(\"before\" IS NULL, NULL, ''),
         \"after\" = iif(\"after\" IS NULL, NULL, '')
         WHERE \"key\" = :text OR (\"kind\" NOT IN ({COUNTED})
         AND (instr(\"before\", :text) > 0 OR instr(\"after\", :text) > 0))"
    );
    let texts = "UPDATE \"journal_entry\" SET \"request\" = '', \"subject\" = ''
         WHERE instr(\"request\", :text) > 0 OR instr(\"subject\", :text) > 0";
    for query in [by_key.as_str(), texts] {
        let mut statement = connection.prepare(query)?;
        for text in &names.keys {
            statement.execute(named_params! { ":text": text })?;
        }
    }
    blank_by_word(connection, names)?;
    leave_drafts(connection, names)?;
    // What a form sent has name, address and telephone in pieces: the texts of an entry go with the last of its images.
    connection.execute(
        "UPDATE \"journal_entry\" SET \"request\" = '', \"subject\" = ''
         WHERE \"changes\" > 0 AND NOT (\"request\" = '' AND \"subject\" = '') AND \"seq\" IN (
           SELECT \"entry\" FROM \"journal_change\" GROUP BY \"entry\"
           HAVING min(coalesce(\"before\", '') = '' AND coalesce(\"after\", '') = '') = 1)",
        [],
    )?;
    Ok(())
}

/// Blanks what names the person in words: where a name merely seems to stand in another word, nothing is lost.
fn blank_by_word(connection: &Connection, names: &Names) -> Result<(), StoreError> {
    for (find, clear) in [
        (
            "SELECT \"entry\", \"n\", coalesce(\"before\", '') || char(10) || coalesce(\"after\", '') FROM \"journal_change\"
             WHERE instr(\"before\", ?1) > 0 OR instr(\"after\", ?1) > 0",
            "UPDATE \"journal_change\" SET \"before\" = iif(\"before\" IS NULL, NULL, ''),
             \"after\" = iif(\"after\" IS NULL, NULL, '') WHERE \"entry\" = ?1 AND \"n\" = ?2",
        ),
        (
            "SELECT \"seq\", 0, \"request\" || char(10) || \"subject\" FROM \"journal_entry\"
             WHERE instr(\"request\", ?1) > 0 OR instr(\"subject\", ?1) > 0",
            "UPDATE \"journal_entry\" SET \"request\" = '', \"subject\" = '' WHERE \"seq\" = ?1 AND ?2 = 0",
        ),
    ] {
        let mut found: Vec<(i64, i64)> = Vec::new();
        let mut statement = connection.prepare(find)?;
        for word in &names.words {
            let mut rows = statement.query([word])?;
            while let Some(row) = rows.next()? {
                if names.stand_in(row.get_ref(2)?.as_str().map_err(StoreError::fault)?) {
                    found.push((row.get(0)?, row.get(1)?));
                }
            }
        }
        let mut statement = connection.prepare(clear)?;
        for (one, other) in found {
            statement.execute([one, other])?;
        }
    }
    Ok(())
}

/// What was being written about the person goes; in what is being written about others the name is replaced.
fn leave_drafts(connection: &Connection, names: &Names) -> Result<(), StoreError> {
    let mut statement =
        connection.prepare("DELETE FROM \"draft\" WHERE instr(\"form\", ?1) > 0")?;
    for key in &names.keys {
        statement.execute([key])?;
    }
    let mut drafts: Vec<(String, String)> = Vec::new();
    let mut statement = connection.prepare("SELECT \"form\", \"fields\" FROM \"draft\"")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        drafts.push((row.get(0)?, row.get(1)?));
    }
    let mut statement =
        connection.prepare("UPDATE \"draft\" SET \"fields\" = ?2 WHERE \"form\" = ?1")?;
    for (form, fields) in drafts.iter().filter(|(_, fields)| names.stand_in(fields)) {
        statement.execute([form, &names.taken_out_of(fields)])?;
    }
    Ok(())
}

impl Tx<'_> {
    /// Returns the keys of records that are gone and were about the same human being: merged into the person, or taken
    /// in once and taken back. `is_same` looks at family and given name, birth date and address as received.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn former_keys(
        &self,
        person: &str,
        is_same: &dyn Fn([&str; 4]) -> bool,
    ) -> Result<Vec<String>, StoreError> {
        let connection = self.connection();
        let mut keys = merged_into(connection, person)?;
        let people = table(Kind::Person)?;
        let mut statement = connection.prepare(
            "SELECT \"key\", coalesce(nullif(\"after\", ''), \"before\", '') FROM \"journal_change\"
             WHERE \"kind\" = 'person' AND \"key\" NOT IN (SELECT \"id\" FROM \"person\")",
        )?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let image = row.get_ref(1)?.as_str().map_err(StoreError::fault)?;
            let Ok(cells) = people.cells_of_image(image) else {
                continue;
            };
            let text = |column: &str| people.text_in(&cells, column).unwrap_or_default();
            let facts = ["family_name", "given_name", "birth_date", "address_raw"].map(text);
            if is_same(facts) {
                keys.push(row.get(0)?);
            }
        }
        keys.sort_unstable();
        keys.dedup();
        keys.extend(roles_of(connection, &keys)?);
        Ok(keys)
    }
}

/// The people who became this one.
fn merged_into(connection: &Connection, person: &str) -> Result<Vec<String>, StoreError> {
    let mut statement = connection.prepare(
        "SELECT DISTINCT gone.\"key\" FROM \"journal_entry\" e
         JOIN \"journal_change\" gone ON gone.\"entry\" = e.\"seq\" AND gone.\"kind\" = 'person'
         WHERE e.\"call\" = 'merge_people' AND e.\"verb\" = 'do' AND instr(e.\"request\", ?1) > 0
         AND gone.\"after\" IS NULL AND gone.\"key\" NOT IN (SELECT \"id\" FROM \"person\")",
    )?;
    let rows = statement.query_map([person], |row| row.get(0))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Registrants and supporters that are gone and were these people.
fn roles_of(connection: &Connection, people: &[String]) -> Result<Vec<String>, StoreError> {
    let mut roles = Vec::new();
    let mut statement = connection.prepare(
        "SELECT DISTINCT \"key\" FROM \"journal_change\" WHERE \"kind\" IN ('registrant', 'supporter')
         AND (instr(\"before\", ?1) > 0 OR instr(\"after\", ?1) > 0)
         AND \"key\" NOT IN (SELECT \"id\" FROM \"registrant\") AND \"key\" NOT IN (SELECT \"id\" FROM \"supporter\")",
    )?;
    for person in people {
        let rows = statement.query_map([person], |row| row.get(0))?;
        for role in rows {
            roles.push(role?);
        }
    }
    Ok(roles)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use chrono::DateTime;
    use domain::council::Council;
    use domain::history::HistoryFilter;
    use domain::id::EntryId;
    use domain::person::Person;
    use domain::registrant::Registrant;
    use domain::secret::Secret;
    use domain::supporter::Supporter;
    use domain::vault::Holder;

    use super::*;
    use crate::KeyCost;

    const PASSPHRASE: &str = "みかん はしご たぬき そら うみ";

    fn book(folder: &Path) -> Book {
        let mut chance = |bytes: &mut [u8]| bytes.fill(7);
        let nothing = |_: &mut Book| Ok::<(), StoreError>(());
        let passphrase = Secret::new(PASSPHRASE);
        Book::create(
            folder,
            &Holder::default(),
            &passphrase,
            KeyCost::PRACTICE,
            &mut chance,
            nothing,
        )
        .expect("a new book")
        .0
    }

    fn note(id: &str, call: &str, subject: &str) -> ActNote {
        ActNote {
            entry_id: EntryId(id.into()),
            call: call.into(),
            request: serde_json::json!({ "name": subject }),
            subject: subject.into(),
            ..ActNote::default()
        }
    }

    fn person(id: &str, given: &str) -> Person {
        Person {
            id: id.to_owned().into(),
            family_name: "鬼怒川".into(),
            given_name: given.into(),
            address_raw: format!("{id}の家"),
            ..Person::default()
        }
    }

    /// A book with somebody of whom much was written, changed and taken back.
    fn filled(folder: &Path) -> Book {
        let mut book = book(folder);
        let council = Council {
            id: "c".to_owned().into(),
            ..Council::default()
        };
        book.write(note("e1", "create_book", ""), |tx| tx.put(&council))
            .expect("a council");
        for (entry, given) in [("e2", "雪乃"), ("e3", "雪野")] {
            let saved = note(entry, "save_registrant", "鬼怒川 雪乃");
            book.write(saved, |tx| {
                tx.put(&person("p1", given))?;
                tx.put(&Registrant {
                    id: "r1".to_owned().into(),
                    person: "p1".to_owned().into(),
                    council: "c".to_owned().into(),
                    note: "庭に桜の木".into(),
                    ..Registrant::default()
                })
            })
            .expect("a registrant");
        }
        book.undo("田中", DateTime::UNIX_EPOCH, EntryId("e4".into()))
            .expect("an undo");
        book.write(note("e5", "save_supporter", "山口 健一"), |tx| {
            tx.put(&person("p2", "健一"))?;
            tx.put(&Supporter {
                id: "s1".to_owned().into(),
                person: "p2".to_owned().into(),
                council: "c".to_owned().into(),
                supports_raw: "鬼怒川 雪乃さんと、ほかに1人".into(),
                ..Supporter::default()
            })
        })
        .expect("a supporter");
        book
    }

    fn erase(book: &mut Book) -> Result<Written<()>, StoreError> {
        let names = Names {
            keys: vec!["r1".into(), "p1".into()],
            words: vec!["鬼怒川 雪乃".into(), "鬼怒川雪乃".into()],
            instead: "（消去）".into(),
        };
        book.erase(note("e9", "erase_person", ""), |tx| {
            tx.remove::<Registrant>("r1")?;
            tx.remove::<Person>("p1")?;
            Ok(((), names))
        })
    }

    /// Everything that stands in the file, table by table.
    fn dump(book: &Book) -> String {
        let connection = book.connection().expect("an open book");
        let mut names = connection
            .prepare("SELECT \"name\" FROM sqlite_master WHERE \"type\" = 'table'")
            .expect("the tables");
        let tables: Vec<String> = names
            .query_map([], |row| row.get(0))
            .and_then(Iterator::collect)
            .expect("their names");
        let mut text = String::new();
        for table in tables {
            let query = format!("SELECT * FROM \"{table}\"");
            let mut statement = connection.prepare(&query).expect("a table");
            let columns = statement.column_count();
            let mut rows = statement.query([]).expect("its rows");
            while let Some(row) = rows.next().expect("a row") {
                for at in 0..columns {
                    let cell: rusqlite::types::Value = row.get(at).expect("a cell");
                    text.push_str(&format!("{cell:?}\n"));
                }
            }
        }
        text
    }

    #[test]
    fn no_text_of_the_file_names_an_erased_person_and_the_chain_is_whole() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = filled(folder.path());
        assert!(dump(&book).contains("雪乃") && dump(&book).contains("桜の木"));
        erase(&mut book).unwrap();
        let text = dump(&book);
        for word in ["雪乃", "雪野", "桜の木", "p1の家"] {
            assert!(!text.contains(word), "{word} is still there");
        }
        assert!(text.contains("（消去）さんと、ほかに1人"));
        assert!(text.contains("健一"), "others stay");
        assert_eq!(book.check_history().unwrap(), 6);
        book.close().unwrap();
        let at = DateTime::UNIX_EPOCH;
        let book = Book::open(folder.path(), "", &Secret::new(PASSPHRASE), at).unwrap();
        assert!(!dump(&book).contains("雪乃"));
        assert_eq!(book.check_history().unwrap(), 6);
    }

    #[test]
    fn nothing_goes_back_behind_an_erasing() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = filled(folder.path());
        erase(&mut book).unwrap();
        let undone = book.undo("田中", DateTime::UNIX_EPOCH, EntryId("e10".into()));
        assert!(matches!(undone, Err(StoreError::NothingToUndo)));
        let history = book.reader().history(&HistoryFilter {
            limit: 10,
            ..HistoryFilter::default()
        });
        assert_eq!(history.unwrap().total, 6);
    }

    #[test]
    fn a_refused_erasing_blanks_nothing() {
        let folder = tempfile::tempdir().unwrap();
        let mut book = filled(folder.path());
        let before = dump(&book);
        let refused = book.erase(note("e9", "erase_person", ""), |tx| {
            tx.remove::<Registrant>("r1")?;
            Err::<((), Names), _>(StoreError::NotFound)
        });
        assert!(refused.is_err());
        assert_eq!(dump(&book), before);
    }
}
