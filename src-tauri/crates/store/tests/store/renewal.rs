//! All keys renewed: the book under a new data key, and what is left where that is cut off half-way.

use std::fs;
use std::path::Path;

use chrono::TimeDelta;
use domain::council::Block;
use domain::secret::Secret;
use domain::vault::{Holder, RecoveryKey};
use store::{Book, KeyCost, Opener, StoreError, holders};

use crate::support::*;

const NEW: &str = "さくら つくえ やかん とけい ほうき";

/// A book of two users with one record, and the folder as it lay before.
fn of_two() -> TestBook {
    let mut made = TestBook::new();
    let second = Holder {
        holder: "u2".into(),
        name: "山口".into(),
    };
    let words = Secret::new("つばめ ほたる こだま あさひ みなと");
    made.book
        .set_slot(&second, &words, KeyCost::PRACTICE, &mut chance())
        .unwrap();
    made.write(|tx| tx.put(&block("b"))).unwrap();
    made
}

fn renew(book: &mut Book) -> Result<RecoveryKey, StoreError> {
    // Other chance than the book was made of.
    let mut random = chance();
    random(&mut [0; 1000]);
    book.renew_keys(&Secret::new(NEW), KeyCost::PRACTICE, &mut random)
}

fn blocks(folder: &Path, words: &str) -> Result<u32, StoreError> {
    // Who waited long enough may try again.
    fs::remove_file(folder.join("tries.json")).ok();
    let at = now();
    let book = Book::open(folder, "", &Secret::new(words), at)?;
    book.check_history()?;
    book.check_records()?;
    book.reader().count::<Block>()
}

fn names(folder: &Path) -> Vec<String> {
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let name = |entry: fs::DirEntry| entry.file_name().into_string().unwrap();
    let mut names: Vec<String> = entries.map(name).collect();
    names.sort();
    names
}

#[test]
fn all_keys_are_new_and_nothing_is_lost() {
    let mut made = of_two();
    let before = fs::read(made.folder.path().join("data.db")).unwrap();
    let recovery = renew(&mut made.book).unwrap();
    made.write(|tx| tx.put(&block("c"))).unwrap();
    let (folder, old) = (made.folder, Secret::new(made.recovery.groups.join("-")));
    made.book.close().unwrap();
    assert_eq!(holders(folder.path()).unwrap(), [Holder::default()]);
    assert!(matches!(
        blocks(folder.path(), PASSPHRASE),
        Err(StoreError::WrongKey { .. })
    ));
    assert_eq!(blocks(folder.path(), NEW).unwrap(), 2);
    let at = now() + TimeDelta::days(2);
    let recover = |key: &Secret, at| {
        let opener = Opener::Recovery(key);
        let words = Secret::new(NEW);
        Book::recover(
            folder.path(),
            "",
            &opener,
            &words,
            KeyCost::PRACTICE,
            &mut chance(),
            at,
        )
    };
    assert!(matches!(
        recover(&old, at),
        Err(StoreError::WrongKey { .. })
    ));
    let new = Secret::new(recovery.groups.join("-"));
    drop(recover(&new, at + TimeDelta::hours(1)).unwrap());
    let after = fs::read(folder.path().join("data.db")).unwrap();
    assert!(
        before
            .chunks(4096)
            .zip(after.chunks(4096))
            .all(|(a, b)| a != b)
    );
    assert!(
        names(folder.path())
            .iter()
            .all(|name| !name.starts_with("data-"))
    );
}

#[test]
fn the_old_keys_beside_the_new_file_open_nothing() {
    let mut made = of_two();
    let old = fs::read(made.folder.path().join("keys.slot")).unwrap();
    renew(&mut made.book).unwrap();
    let folder = made.folder;
    made.book.close().unwrap();
    for name in ["keys.slot", "keys.slot.b"] {
        store::write_whole(&folder.path().join(name), &old).unwrap();
    }
    let opened = blocks(folder.path(), PASSPHRASE);
    assert!(matches!(opened, Err(StoreError::Damaged(_))), "{opened:?}");
}

#[test]
fn a_new_file_waits_for_its_name_and_gets_it_with_the_next_opening() {
    let mut made = of_two();
    // Nothing can take the place of a folder: the keys are written, the name is not.
    let data = made.folder.path().join("data.db");
    let aside = made.folder.path().join("aside");
    fs::rename(&data, &aside).unwrap();
    fs::create_dir_all(data.join("full")).unwrap();
    renew(&mut made.book).unwrap();
    made.write(|tx| tx.put(&block("c"))).unwrap();
    // As a power cut leaves it: the new save lies in the log of the waiting file.
    let left = tempfile::tempdir().unwrap();
    for name in names(made.folder.path()) {
        let from = made.folder.path().join(&name);
        let from = if name == "data.db" {
            aside.clone()
        } else {
            from
        };
        if from.is_file() && name != "aside" {
            fs::copy(from, left.path().join(&name)).unwrap();
        }
    }
    let waits = |folder: &Path| names(folder).iter().any(|name| name.starts_with("data-"));
    assert!(waits(left.path()));
    assert_eq!(blocks(left.path(), NEW).unwrap(), 2);
    assert!(!waits(left.path()));
    assert_eq!(blocks(left.path(), NEW).unwrap(), 2);
}

#[test]
fn what_an_unfinished_renewal_left_goes_with_the_next_opening() {
    let made = of_two();
    let folder = made.folder;
    made.book.close().unwrap();
    for name in [
        "data-0011223344556677.db",
        "data-0011223344556677.db-journal",
    ] {
        store::write_whole(&folder.path().join(name), b"half").unwrap();
    }
    assert_eq!(blocks(folder.path(), PASSPHRASE).unwrap(), 1);
    assert!(
        names(folder.path())
            .iter()
            .all(|name| !name.starts_with("data-"))
    );
}

#[test]
fn keys_that_cannot_be_written_leave_the_old_ones_and_the_old_book() {
    let mut made = of_two();
    let path = made.folder.path().join("keys.slot.b");
    fs::remove_file(&path).unwrap();
    fs::create_dir_all(path.join("full")).unwrap();
    assert!(renew(&mut made.book).is_err());
    made.write(|tx| tx.put(&block("c"))).unwrap();
    let folder = made.folder;
    made.book.close().unwrap();
    fs::remove_dir_all(&path).unwrap();
    assert!(
        names(folder.path())
            .iter()
            .all(|name| !name.starts_with("data-"))
    );
    assert_eq!(blocks(folder.path(), PASSPHRASE).unwrap(), 2);
}
