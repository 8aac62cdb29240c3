//! Files as they are found: right, wrong, torn, foreign, newer, in use; and what they give away.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use domain::council::Block;
use domain::person::Person;
use domain::secret::Secret;
use domain::vault::{BookPresence, Holder};
use store::{
    ActNote, Book, Instead, KeyCost, Label, Opener, StoreError, presence, read_label, wait_seconds,
    write_label,
};

use crate::support::*;

/// Bytes of every file in the folder, by name.
fn bytes(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let files = entries.filter(|entry| entry.path().is_file());
    let mut files: Vec<_> = files
        .map(|entry| {
            (
                entry.file_name().into_string().unwrap(),
                fs::read(entry.path()).unwrap(),
            )
        })
        .collect();
    files.sort();
    files
}

fn overwrite(path: &Path, change: impl FnOnce(&mut Vec<u8>)) {
    let mut content = fs::read(path).unwrap();
    change(&mut content);
    store::write_whole(path, &content).unwrap();
}

#[test]
fn what_was_written_is_there_after_a_drop_without_close() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&person("1", "髙橋", "和子", "タカハシ カズコ")))
        .unwrap();
    let book = book.reopen();
    let read: Person = book.book.reader().get("p-1").unwrap().unwrap();
    assert!(read == person("1", "髙橋", "和子", "タカハシ カズコ"));
    assert_eq!(book.book.reader().count::<Person>().unwrap(), 1);
    book.book.close().unwrap();
}

#[test]
fn no_file_of_the_folder_gives_a_name_away() {
    let mut book = TestBook::new();
    book.write(|tx| {
        for n in 0..200 {
            tx.put(&person(&n.to_string(), "KENNZEICHEN", "目印", "メジルシ"))?;
        }
        Ok(())
    })
    .unwrap();
    let check = |when: &str| {
        for (name, content) in bytes(book.folder.path()) {
            for mark in [
                "KENNZEICHEN",
                "目印",
                "メジルシ",
                "save_registrant",
                PASSPHRASE,
            ] {
                let found = content
                    .windows(mark.len())
                    .any(|part| part == mark.as_bytes());
                assert!(!found, "{mark} in {name}, {when}");
            }
        }
    };
    check("open");
    let names: Vec<String> = bytes(book.folder.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert!(names.contains(&"data.db-wal".to_owned()), "{names:?}");
    let to = book.folder.path().join("copy.sasae");
    book.book.back_up(&to, now()).unwrap();
    drop(book.book);
    for (name, content) in bytes(book.folder.path()) {
        assert!(
            !content.windows(11).any(|part| part == b"KENNZEICHEN"),
            "{name}, closed"
        );
    }
    assert!(
        !fs::read(book.folder.path().join("data.db"))
            .unwrap()
            .starts_with(b"SQLite format 3")
    );
}

#[test]
fn a_wrong_passphrase_waits_and_changes_nothing() {
    let book = TestBook::new();
    let folder = book.folder;
    book.book.close().unwrap();
    let before = fs::read(folder.path().join("data.db")).unwrap();
    let wrong = Secret::new("みかん はしご たぬき そら やま");
    let first = Book::open(folder.path(), "", &wrong, now());
    assert!(
        matches!(first, Err(StoreError::WrongKey { wait_seconds: 1 })),
        "{first:?}"
    );
    let early = Book::open(folder.path(), "", &secret(), now());
    assert!(
        matches!(early, Err(StoreError::Wait { seconds: 1 })),
        "{early:?}"
    );
    let later = now() + TimeDelta::seconds(1);
    let second = Book::open(folder.path(), "", &wrong, later);
    assert!(
        matches!(second, Err(StoreError::WrongKey { wait_seconds: 2 })),
        "{second:?}"
    );
    assert_eq!(wait_seconds(folder.path(), later), 2);
    assert_eq!(fs::read(folder.path().join("data.db")).unwrap(), before);
    let right = Book::open(folder.path(), "", &secret(), later + TimeDelta::seconds(2)).unwrap();
    assert_eq!(wait_seconds(folder.path(), later), 0);
    drop(right);
}

#[test]
fn the_same_words_in_another_kana_open_the_book() {
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    let typed = Secret::new("ミカン　ﾊｼｺﾞたぬきソラ うみ ");
    Book::open(folder.path(), "", &typed, now()).unwrap();
}

#[test]
fn the_recovery_key_opens_the_book_and_sets_a_new_passphrase() {
    let book = TestBook::new();
    let (folder, recovery) = (book.folder, book.recovery);
    drop(book.book);
    let new = Secret::new("さくら つくえ やかん とけい ほうき");
    let recover = |key: &str| {
        Book::recover(
            folder.path(),
            "",
            &Opener::Recovery(&Secret::new(key)),
            &new,
            KeyCost::PRACTICE,
            &mut chance(),
            now(),
        )
    };
    let mut mistyped = recovery.groups.clone();
    let swapped = if mistyped[3].starts_with('7') {
        "8"
    } else {
        "7"
    };
    mistyped[3].replace_range(0..1, swapped);
    let refused = recover(&mistyped.join("-"));
    assert!(
        matches!(&refused, Err(StoreError::Mistyped { groups }) if groups == &[4]),
        "{refused:?}"
    );
    assert_eq!(
        wait_seconds(folder.path(), now()),
        0,
        "a typing error is no try"
    );
    drop(recover(&recovery.groups.join("-").to_lowercase()).unwrap());
    Book::open(folder.path(), "", &new, now()).unwrap();
    assert!(
        matches!(open(folder.path()), Err(StoreError::WrongKey { .. })),
        "the old passphrase"
    );
}

#[test]
fn a_weak_passphrase_makes_no_book() {
    let folder = tempfile::tempdir().unwrap();
    let made = Book::create(
        folder.path(),
        &Holder::default(),
        &Secret::new("みじかい"),
        KeyCost::PRACTICE,
        &mut chance(),
        |_| Ok::<(), StoreError>(()),
    );
    assert!(matches!(made, Err(StoreError::WeakPassphrase { .. })));
    assert_eq!(presence(folder.path()), BookPresence::None);
}

#[test]
fn a_book_is_never_made_over_another() {
    let book = TestBook::new();
    assert!(matches!(make(book.folder.path()), Err(StoreError::InUse)));
    let folder = book.folder;
    drop(book.book);
    assert!(matches!(make(folder.path()), Err(StoreError::BookExists)));
    open(folder.path()).unwrap();
}

#[test]
fn a_second_opening_is_refused_and_the_first_goes_on() {
    let mut book = TestBook::new();
    assert!(matches!(open(book.folder.path()), Err(StoreError::InUse)));
    book.write(|tx| tx.put(&block("b"))).unwrap();
}

#[test]
fn one_torn_file_of_keys_is_outvoted_and_two_are_damage() {
    for torn in ["keys.slot", "keys.slot.b"] {
        let book = TestBook::new();
        let folder = book.folder;
        drop(book.book);
        overwrite(&folder.path().join(torn), |content| content.truncate(100));
        drop(open(folder.path()).unwrap());
        fs::remove_file(folder.path().join(torn)).unwrap();
        drop(open(folder.path()).unwrap());
    }
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    for torn in ["keys.slot", "keys.slot.b"] {
        overwrite(&folder.path().join(torn), |content| content[40] ^= 1);
    }
    assert!(matches!(open(folder.path()), Err(StoreError::Damaged(_))));
    assert_eq!(wait_seconds(folder.path(), now()), 0);
}

#[test]
fn torn_or_older_keys_are_mended_by_the_next_opening() {
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    let (first, second) = (
        folder.path().join("keys.slot"),
        folder.path().join("keys.slot.b"),
    );
    let whole = fs::read(&first).unwrap();
    for torn in [&first, &second] {
        overwrite(torn, |content| content.truncate(100));
        drop(open(folder.path()).unwrap());
        assert!(fs::read(torn).unwrap() == whole);
        fs::remove_file(torn).unwrap();
        drop(open(folder.path()).unwrap());
        assert!(fs::read(torn).unwrap() == whole);
    }
    let new = Secret::new("さくら つくえ やかん とけい ほうき");
    let recovery = Secret::new(book.recovery.groups.join("-"));
    let cost = KeyCost::PRACTICE;
    let opener = Opener::Recovery(&recovery);
    drop(Book::recover(folder.path(), "", &opener, &new, cost, &mut chance(), now()).unwrap());
    let newest = fs::read(&second).unwrap();
    for older in [&first, &second] {
        store::write_whole(older, &whole).unwrap();
        drop(Book::open(folder.path(), "", &new, now()).unwrap());
        assert!(fs::read(older).unwrap() == newest);
    }
}

#[test]
fn keys_of_a_newer_program_are_not_written_over() {
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    let newer = br#"{"slots":{"format":3}}"#;
    store::write_whole(&folder.path().join("keys.slot.b"), newer).unwrap();
    drop(open(folder.path()).unwrap());
    assert_eq!(fs::read(folder.path().join("keys.slot.b")).unwrap(), newer);
}

/// A folder in the place of a file cannot be written over or removed as a file, not even by an administrator.
fn block_writing(folder: &Path, name: &str) {
    fs::remove_file(folder.join(name)).ok();
    fs::create_dir_all(folder.join(name).join("full")).unwrap();
}

#[test]
fn the_right_passphrase_opens_where_no_try_and_no_check_can_be_noted() {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&block("b"))).unwrap();
    let folder = book.folder;
    book.book.close().unwrap();
    block_writing(folder.path(), "tries.json");
    block_writing(folder.path(), "checked.json");
    block_writing(folder.path(), "keys.slot.b");
    for turn in 0..2 {
        let opened = open(folder.path()).unwrap();
        assert_eq!(
            opened.reader().count::<Block>().unwrap(),
            1,
            "opening {turn}"
        );
        assert_eq!(wait_seconds(folder.path(), now()), 0);
    }
}

#[test]
fn wrong_tries_that_cannot_be_noted_are_counted_while_the_program_runs() {
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    block_writing(folder.path(), "tries.json");
    let wrong = Secret::new("みかん はしご たぬき そら やま");
    let first = Book::open(folder.path(), "", &wrong, now());
    assert!(
        matches!(first, Err(StoreError::WrongKey { wait_seconds: 1 })),
        "{first:?}"
    );
    let early = open(folder.path());
    assert!(
        matches!(early, Err(StoreError::Wait { seconds: 1 })),
        "{early:?}"
    );
    let later = now() + TimeDelta::seconds(1);
    let second = Book::open(folder.path(), "", &wrong, later);
    assert!(
        matches!(second, Err(StoreError::WrongKey { wait_seconds: 2 })),
        "{second:?}"
    );
    Book::open(folder.path(), "", &secret(), later + TimeDelta::seconds(2)).unwrap();
    assert_eq!(wait_seconds(folder.path(), later), 0);
}

#[test]
fn a_hostile_cost_is_refused_before_it_is_paid() {
    let book = TestBook::new();
    let folder = book.folder;
    drop(book.book);
    for name in ["keys.slot", "keys.slot.b"] {
        overwrite(&folder.path().join(name), |content| {
            let text = String::from_utf8(content.clone()).unwrap();
            *content = text
                .replace("\"memory_kib\":64,", "\"memory_kib\":4000000000,")
                .into();
        });
    }
    assert!(matches!(open(folder.path()), Err(StoreError::Damaged(_))));
}

/// Opens a folder whose `data.db` was replaced, and checks that not a byte of it was changed.
fn open_with(data: &[u8]) -> Result<Book, StoreError> {
    let book = TestBook::new();
    let folder = book.folder;
    book.book.close().unwrap();
    let path = folder.path().join("data.db");
    store::write_whole(&path, data).unwrap();
    let opened = open(folder.path());
    assert!(fs::read(&path).unwrap() == data, "the file was touched");
    opened
}

#[test]
fn foreign_files_are_refused_and_left_alone() {
    let plain = tempfile::tempdir().unwrap();
    let path = plain.path().join("plain.db");
    let connection = rusqlite::Connection::open(&path).unwrap();
    connection
        .execute_batch("CREATE TABLE t (x); INSERT INTO t VALUES (1)")
        .unwrap();
    drop(connection);
    let opened = open_with(&fs::read(&path).unwrap());
    assert!(
        matches!(opened, Err(StoreError::NotABook(Instead::PlainDatabase))),
        "plain SQLite: {opened:?}"
    );
    let opened = open_with(&[&[0xff, 0xd8, 0xff, 0xe0], &[0x89; 8192][..]].concat());
    assert!(
        matches!(opened, Err(StoreError::NotABook(Instead::OtherFile))),
        "a picture: {opened:?}"
    );
    let opened = open_with(&[0x89; 8192]);
    assert!(
        matches!(opened, Err(StoreError::Damaged(_))),
        "noise: {opened:?}"
    );
    let opened = open_with(b"");
    assert!(
        matches!(opened, Err(StoreError::Damaged(_))),
        "empty: {opened:?}"
    );
    let empty = tempfile::tempdir().unwrap();
    assert!(matches!(open(empty.path()), Err(StoreError::Foreign)));
    assert!(matches!(
        open(&empty.path().join("nowhere")),
        Err(StoreError::Foreign)
    ));
}

#[test]
fn a_file_that_was_cut_off_or_scratched_is_damage() {
    let mut book = TestBook::new();
    book.write(|tx| {
        (0..300).try_for_each(|n| tx.put(&person(&n.to_string(), "佐藤", "一", "サトウ ハジメ")))
    })
    .unwrap();
    let folder = book.folder;
    book.book.close().unwrap();
    let path = folder.path().join("data.db");
    let whole = fs::read(&path).unwrap();
    for (what, data) in [
        ("cut", whole[..whole.len() / 2].to_vec()),
        ("cut in a page", whole[..whole.len() - 1000].to_vec()),
        ("scratched", {
            let mut data = whole.clone();
            let middle = data.len() / 2;
            data[middle] ^= 0x10;
            data
        }),
    ] {
        store::write_whole(&path, &data).unwrap();
        let opened = open(folder.path());
        assert!(
            matches!(opened, Err(StoreError::Damaged(_))),
            "{what}: {opened:?}"
        );
        assert!(
            fs::read(&path).unwrap() == data,
            "{what}: the file was touched"
        );
    }
    store::write_whole(&path, &whole).unwrap();
    open(folder.path()).unwrap();
}

#[test]
fn the_folder_tells_what_lies_in_it() {
    let folder = tempfile::tempdir().unwrap();
    assert_eq!(presence(folder.path()), BookPresence::None);
    assert_eq!(read_label(folder.path()), Label::default());
    drop(make(folder.path()).unwrap());
    let label = Label {
        council: "せせらぎ福祉の会".into(),
        practice: true,
    };
    write_label(folder.path(), &label).unwrap();
    assert_eq!(read_label(folder.path()), label);
    assert_eq!(presence(folder.path()), BookPresence::Locked);
    fs::remove_file(folder.path().join("data.db")).unwrap();
    assert_eq!(presence(folder.path()), BookPresence::Damaged);
}

#[test]
fn a_backup_is_one_sealed_file_that_counts_what_the_book_holds() {
    let mut book = TestBook::new();
    book.write(|tx| {
        (0..50).try_for_each(|n| tx.put(&person(&n.to_string(), "佐藤", "一", "サトウ ハジメ")))
    })
    .unwrap();
    let usb = tempfile::tempdir().unwrap();
    let to = usb.path().join("控え.sasae");
    let done = book.book.back_up(&to, now()).unwrap();
    assert_eq!((done.name.as_str(), done.people), ("控え.sasae", 50));
    let left: Vec<String> = bytes(usb.path())
        .into_iter()
        .map(|(name, _)| name)
        .collect();
    assert_eq!(left, ["控え.sasae"], "nothing half lies beside it");
    assert_eq!(bytes(&book.folder.path().join("backups")).len(), 0);
    let nowhere = usb.path().join("missing").join("x.sasae");
    assert!(book.book.back_up(&nowhere, now()).is_err());
    book.write(|tx| tx.put(&block("b"))).unwrap();
}

#[test]
fn a_note_is_an_entry_without_changes() {
    let mut book = TestBook::new();
    let note = ActNote {
        call: "save_sheet".into(),
        by: "田中".into(),
        at: now(),
        entry_id: book.next_entry(),
        subject: "第1号".into(),
        ..ActNote::default()
    };
    let line = book.book.note(note).unwrap();
    assert_eq!((line.call.as_str(), line.changes), ("save_sheet", 0));
    assert_ne!(
        book.book.undoable().unwrap().entry,
        line.entry,
        "a note is not taken back"
    );
}
