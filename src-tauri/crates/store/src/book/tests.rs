//! What needs the inside of a book: saves that fail, forged journals, newer files, foreign tables.

use super::*;
use domain::council::Zone;

const PASSPHRASE: &str = "みかん はしご たぬき そら うみ";

fn book(folder: &Path) -> Book {
    let passphrase = Secret::new(PASSPHRASE);
    let mut chance = |bytes: &mut [u8]| bytes.fill(7);
    let nothing = |_: &mut Book| Ok::<(), StoreError>(());
    Book::create(
        folder,
        &Holder::default(),
        &passphrase,
        KeyCost::PRACTICE,
        &mut chance,
        nothing,
    )
    .unwrap()
    .0
}

fn zone(id: &str) -> Zone {
    Zone {
        id: id.to_owned().into(),
        name: "圏域".repeat(200),
    }
}

fn note(id: &str) -> ActNote {
    ActNote {
        entry_id: EntryId(id.into()),
        ..ActNote::default()
    }
}

#[test]
fn after_a_failed_commit_the_answer_is_what_the_file_says() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = book(folder.path());
    book.write(note("e1"), |tx| tx.put(&zone("z1"))).unwrap();
    let there = EntryId("e1".into());
    assert!(book.find_out(&there, StoreError::DiskFull).is_ok());
    let lost = book.find_out(&EntryId("e2".into()), StoreError::DiskFull);
    assert!(matches!(lost, Err(StoreError::DiskFull)));
    book.write(note("e3"), |tx| tx.put(&zone("z2"))).unwrap();
    assert_eq!(book.reader().count::<Zone>().unwrap(), 2);
}

#[test]
fn a_book_that_cannot_be_read_again_says_so_and_closes() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = book(folder.path());
    book.write(note("e1"), |tx| tx.put(&zone("z1"))).unwrap();
    book.connection = None;
    std::fs::remove_file(folder.path().join("data.db")).unwrap();
    let unknown = book.find_out(&EntryId("e1".into()), StoreError::DiskFull);
    assert!(
        matches!(unknown, Err(StoreError::UnknownCommit)),
        "{unknown:?}"
    );
    assert!(matches!(
        book.reader().count::<Zone>(),
        Err(StoreError::Closed)
    ));
    let refused: Result<Written<()>, StoreError> = book.write(note("e2"), |_| Ok(()));
    assert!(matches!(refused, Err(StoreError::Closed)));
}

#[test]
fn a_full_disk_is_named_and_nothing_is_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = book(folder.path());
    let pages: u32 = book
        .connection()
        .unwrap()
        .query_row("PRAGMA page_count", [], |r| r.get(0))
        .unwrap();
    let limit = format!("PRAGMA max_page_count = {}", pages + 4);
    book.connection()
        .unwrap()
        .query_row(&limit, [], |_| Ok(()))
        .unwrap();
    let fill = |tx: &mut Tx<'_>| (0..100).try_for_each(|n| tx.put(&zone(&n.to_string())));
    let full = book.write(note("e1"), fill);
    assert!(matches!(full, Err(StoreError::DiskFull)), "{full:?}");
    let swallowed = book.write(note("e2"), |tx| {
        fill(tx).ok();
        tx.put(&zone("after")).ok();
        Ok::<(), StoreError>(())
    });
    assert!(
        matches!(swallowed, Err(StoreError::Fault(_))),
        "{swallowed:?}"
    );
    assert_eq!(book.reader().count::<Zone>().unwrap(), 0);
    book.connection()
        .unwrap()
        .query_row("PRAGMA max_page_count = 4294967294", [], |_| Ok(()))
        .unwrap();
    book.write(note("e3"), |tx| tx.put(&zone("z1"))).unwrap();
    assert_eq!(book.check_history().unwrap(), 1);
}

#[test]
fn the_journal_cannot_be_deleted_or_rewritten_and_a_forged_one_is_found() {
    let folder = tempfile::tempdir().unwrap();
    let mut book = book(folder.path());
    book.write(note("e1"), |tx| tx.put(&zone("z1"))).unwrap();
    book.write(note("e2"), |tx| tx.remove::<Zone>("z1"))
        .unwrap();
    let connection = book.connection().unwrap();
    for forbidden in [
        "DELETE FROM \"journal_entry\"",
        "DELETE FROM \"journal_change\"",
        "UPDATE \"journal_entry\" SET \"by\" = 'x'",
        "UPDATE \"journal_entry\" SET \"request\" = 'x'",
        "UPDATE \"journal_change\" SET \"after\" = '{}' WHERE \"after\" IS NOT NULL",
        "UPDATE \"journal_change\" SET \"after\" = '' WHERE \"after\" IS NULL",
    ] {
        assert!(connection.execute(forbidden, []).is_err(), "{forbidden}");
    }
    connection
        .execute(
            "UPDATE \"journal_change\" SET \"after\" = '' WHERE \"after\" IS NOT NULL",
            [],
        )
        .unwrap();
    assert_eq!(
        book.check_history().unwrap(),
        2,
        "blanking leaves the chain whole"
    );
    connection
        .execute_batch("DROP TRIGGER \"journal_entry_is_written_once\"")
        .unwrap();
    connection
        .execute(
            "UPDATE \"journal_entry\" SET \"by\" = 'x' WHERE \"seq\" = 1",
            [],
        )
        .unwrap();
    assert!(matches!(book.check_history(), Err(StoreError::Damaged(_))));
}

#[test]
fn a_file_from_a_newer_program_is_refused_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let book = book(folder.path());
    book.connection()
        .unwrap()
        .pragma_update(None, "user_version", 99)
        .unwrap();
    book.close().unwrap();
    let path = folder.path().join("data.db");
    let before = std::fs::read(&path).unwrap();
    let opened = Book::open(
        folder.path(),
        "",
        &Secret::new(PASSPHRASE),
        DateTime::UNIX_EPOCH,
    );
    assert!(
        matches!(opened, Err(StoreError::NewerProgram { found: 99, .. })),
        "{opened:?}"
    );
    assert!(std::fs::read(&path).unwrap() == before);
}

#[test]
fn a_backup_with_tables_and_triggers_of_others_does_not_become_a_book() {
    for hostile in [
        "CREATE TRIGGER \"x\" AFTER INSERT ON \"person\" BEGIN DELETE FROM \"zone\"; END",
        "CREATE VIEW \"x\" AS SELECT load_extension('x')",
        "CREATE TABLE \"x\" (\"y\")",
    ] {
        let folder = tempfile::tempdir().unwrap();
        let mut book = book(&folder.path().join("book"));
        book.connection().unwrap().execute_batch(hostile).unwrap();
        let from = folder.path().join("a.sasae");
        book.back_up(&from, DateTime::UNIX_EPOCH).unwrap();
        let to = folder.path().join("restored");
        let words = Secret::new(PASSPHRASE);
        let mut chance = |bytes: &mut [u8]| bytes.fill(9);
        let opener = crate::Opener::Passphrase(&words);
        let made = crate::restore(&from, &to, &opener, &mut chance, DateTime::UNIX_EPOCH);
        assert!(matches!(made, Err(StoreError::Damaged(_))), "{made:?}");
        assert!(!to.exists());
    }
}
