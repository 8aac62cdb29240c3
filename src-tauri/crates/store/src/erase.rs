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

/// Takes the words out of the texts of every other record.
fn take_out_of_records(tx: &mut Tx<'_>, names: &Names) -> Result<(), StoreError> {
    for &kind in Kind::ALL {
        let table = table(kind)?;
        let mut found: Vec<Vec<Cell>> = Vec::new();
        table.visit_all(tx.connection(), &mut |cells| {
            let names_them = |cell: &Cell| match cell {
                Cell::Text(text) => names.words.iter().any(|word| text.contains(word.as_str())),
                Cell::Null | Cell::Integer(_) | Cell::Real(_) => false,
            };
            if cells.iter().any(names_them) {
                found.push(cells.to_vec());
            }
        })?;
        for before in found {
            let after = before.iter().map(|cell| match cell {
                Cell::Text(text) => Cell::Text(without(text, names)),
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

fn without(text: &str, names: &Names) -> String {
    let words = names.words.iter();
    words.fold(text.to_owned(), |text, word| {
        text.replace(word.as_str(), &names.instead)
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
    let by_word = "UPDATE \"journal_change\" SET \"before\" = iif(\"before\" IS NULL, NULL, ''),
         \"after\" = iif(\"after\" IS NULL, NULL, '')
         WHERE instr(\"before\", :text) > 0 OR instr(\"after\", :text) > 0";
    let texts = "UPDATE \"journal_entry\" SET \"request\" = '', \"subject\" = ''
         WHERE instr(\"request\", :text) > 0 OR instr(\"subject\", :text) > 0";
    for (query, all) in [
        (by_key.as_str(), &names.keys),
        (by_word, &names.words),
        (texts, &names.keys),
        (texts, &names.words),
    ] {
        let mut statement = connection.prepare(query)?;
        for text in all {
            statement.execute(named_params! { ":text": text })?;
        }
    }
    let drafts =
        "DELETE FROM \"draft\" WHERE instr(\"form\", :text) > 0 OR instr(\"fields\", :text) > 0";
    let mut statement = connection.prepare(drafts)?;
    for text in names.keys.iter().chain(&names.words) {
        statement.execute(named_params! { ":text": text })?;
    }
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

    use super::*;
    use crate::KeyCost;

    const PASSPHRASE: &str = "みかん はしご たぬき そら うみ";

    fn book(folder: &Path) -> Book {
        let mut chance = |bytes: &mut [u8]| bytes.fill(7);
        let nothing = |_: &mut Book| Ok::<(), StoreError>(());
        let passphrase = Secret::new(PASSPHRASE);
        Book::create(folder, &passphrase, KeyCost::PRACTICE, &mut chance, nothing)
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
        let book = Book::open(folder.path(), &Secret::new(PASSPHRASE), at).unwrap();
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
