//! Damaged, swapped and hostile files: noticed, left alone, never taken for an empty book.

use std::fs;
use std::path::Path;

use domain::council::Block;
use store::{StoreError, write_whole};
use tempfile::TempDir;

use crate::support::*;

const PAGE: usize = 4096;

/// A closed book of some pages, and its bytes.
fn closed() -> (TempDir, Vec<u8>) {
    let mut book = TestBook::new();
    book.write(|tx| {
        (0..40).try_for_each(|n| tx.put(&person(&n.to_string(), "佐藤", "一", "サトウ ハジメ")))
    })
    .expect("a book of a test");
    let folder = book.folder;
    book.book.close().expect("a book of a test");
    let whole = fs::read(folder.path().join("data.db")).expect("a book of a test");
    (folder, whole)
}

/// Opens the book with other bytes in its file, and checks that not one of them was changed.
fn opened_with(folder: &Path, bytes: &[u8], what: &str) -> Result<(), StoreError> {
    let path = folder.join("data.db");
    write_whole(&path, bytes).expect("a book of a test");
    let opened = open(folder).map(|book| {
        book.check_history().expect("a book of a test");
        assert_eq!(
            book.check_records().expect("a book of a test"),
            41,
            "{what}"
        );
    });
    assert!(
        opened.is_ok() || fs::read(&path).expect("a book of a test") == bytes,
        "{what}: the file was touched"
    );
    opened
}

#[test]
fn one_bit_that_turned_in_any_page_is_noticed_or_stands_where_nothing_is() {
    let (folder, whole) = closed();
    let pages = whole.len() / PAGE;
    let mut noticed = 0;
    for page in 0..pages {
        let mut bytes = whole.clone();
        bytes[page * PAGE + (page * 997) % PAGE] ^= 1 << (page % 8);
        let opened = opened_with(folder.path(), &bytes, &format!("page {page}"));
        noticed += usize::from(matches!(opened, Err(StoreError::Damaged(_))));
    }
    assert!(pages > 40 && noticed >= pages - 2, "{noticed} of {pages}");
    opened_with(folder.path(), &whole, "the whole file").expect("a book of a test");
}

#[test]
fn a_file_that_was_cut_anywhere_is_never_an_empty_book() {
    let (folder, whole) = closed();
    let edges = (1..whole.len() / PAGE).map(|page| page * PAGE);
    for length in [0, 1, 15, 16, 100, PAGE - 1].into_iter().chain(edges) {
        let opened = opened_with(folder.path(), &whole[..length], &format!("{length} bytes"));
        assert!(
            matches!(opened, Err(StoreError::Damaged(_))),
            "{length} bytes: {opened:?}"
        );
    }
}

/// The files of a book whose log holds what its file lacks, as a power cut leaves them.
fn cut_off(blocks: u32) -> TempDir {
    let mut book = TestBook::new();
    book.write(|tx| tx.put(&block("a")))
        .expect("a book of a test");
    let mut book = {
        let folder = book.folder;
        book.book.close().expect("a book of a test");
        let reopened = open(folder.path()).expect("a book of a test");
        (folder, reopened)
    };
    for n in 1..blocks {
        let note = store::ActNote {
            call: "save_block".into(),
            at: now(),
            entry_id: format!("f{n}").into(),
            ..store::ActNote::default()
        };
        book.1
            .write(note, |tx| tx.put(&block(&n.to_string())))
            .expect("a book of a test");
    }
    let left = tempfile::tempdir().expect("a book of a test");
    for name in ["data.db", "data.db-wal", "keys.slot", "keys.slot.b"] {
        fs::copy(book.0.path().join(name), left.path().join(name)).expect("a book of a test");
    }
    left
}

#[test]
fn a_log_that_is_gone_swapped_older_or_noise_never_makes_another_book() {
    let log = |folder: &TempDir| folder.path().join("data.db-wal");
    let (other, older) = (cut_off(3), cut_off(2));
    let noise = vec![0x5a; 3 * PAGE];
    let logs = [
        ("gone", None),
        (
            "of another book",
            Some(fs::read(log(&other)).expect("a book of a test")),
        ),
        (
            "older",
            Some(fs::read(log(&older)).expect("a book of a test")),
        ),
        ("noise", Some(noise)),
    ];
    for (what, bytes) in logs {
        let left = cut_off(4);
        match bytes {
            Some(bytes) => write_whole(&log(&left), &bytes).expect("a book of a test"),
            None => fs::remove_file(log(&left)).expect("a book of a test"),
        }
        match open(left.path()) {
            Ok(book) => {
                let blocks = book.reader().count::<Block>().expect("a book of a test");
                assert_eq!(blocks, 1, "{what}: what was in the file alone");
                book.check_history().expect("a book of a test");
                book.check_records().expect("a book of a test");
            }
            Err(error) => assert!(matches!(error, StoreError::Damaged(_)), "{what}: {error:?}"),
        }
    }
    let whole = open(cut_off(4).path()).expect("a book of a test");
    assert_eq!(
        whole.reader().count::<Block>().expect("a book of a test"),
        4
    );
}

#[test]
fn a_file_of_another_book_begins_otherwise() {
    let (one, other) = (closed().0, closed().0);
    let mark = |folder: &TempDir| store::file_mark(folder.path());
    assert!(mark(&one).is_some() && mark(&one) == mark(&one));
    assert_ne!(mark(&one), mark(&other));
    assert_eq!(store::file_mark(Path::new("nowhere")), None);
}

#[test]
fn what_was_once_the_head_of_a_journal_stays_in_it() {
    let mut book = TestBook::new();
    let (entries, head) = book.book.head().expect("a book of a test");
    book.write(|tx| tx.put(&block("b")))
        .expect("a book of a test");
    assert!(
        book.book
            .has_entry(entries, &head)
            .expect("a book of a test")
    );
    let (later, newest) = book.book.head().expect("a book of a test");
    assert!(
        !book
            .book
            .has_entry(entries, &newest)
            .expect("a book of a test")
    );
    assert!(
        !book
            .book
            .has_entry(later + 1, &newest)
            .expect("a book of a test")
    );
}
