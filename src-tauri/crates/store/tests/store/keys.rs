//! Who opens a book: slots of several people, the recovery sheet, the sheets of two officers.

use std::fs;
use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use domain::council::Block;
use domain::secret::Secret;
use domain::vault::{Holder, RecoveryKey};
use store::{Book, KeyCost, Opener, StoreError, holders, restore, wait_seconds};

use crate::support::*;

const COST: KeyCost = KeyCost::PRACTICE;
const OTHER: &str = "さくら つくえ やかん とけい ほうき";
const THIRD: &str = "つばめ ほたる こだま あさひ みなと";

fn user(holder: &str, name: &str) -> Holder {
    Holder {
        holder: holder.into(),
        name: name.into(),
    }
}

fn opens(folder: &Path, holder: &str, passphrase: &str) -> Result<Book, StoreError> {
    opens_at(folder, holder, passphrase, now() + TimeDelta::days(1))
}

fn opens_at(
    folder: &Path,
    holder: &str,
    passphrase: &str,
    at: DateTime<Utc>,
) -> Result<Book, StoreError> {
    Book::open(folder, holder, &Secret::new(passphrase), at)
}

fn recovers(folder: &Path, opener: &Opener<'_>) -> Result<Book, StoreError> {
    let new = Secret::new(THIRD);
    let at = now() + TimeDelta::days(2);
    Book::recover(folder, "", opener, &new, COST, &mut chance(), at)
}

fn typed(sheet: &RecoveryKey) -> Secret {
    Secret::new(sheet.groups.join("-"))
}

/// A book with a second user beside the first, who is nameless as in a book of before.
fn of_two() -> TestBook {
    let mut made = TestBook::new();
    let second = user("u2", "山口");
    made.book
        .set_slot(&second, &Secret::new(OTHER), COST, &mut chance())
        .unwrap();
    made
}

#[test]
fn each_user_opens_with_their_own_words_only() {
    let made = of_two();
    let folder = made.folder;
    made.book.close().unwrap();
    let listed = holders(folder.path()).unwrap();
    assert_eq!(listed, [Holder::default(), user("u2", "山口")]);
    let opened = opens(folder.path(), "u2", OTHER).unwrap();
    assert_eq!(opened.holder(), &user("u2", "山口"));
    drop(opened);
    drop(opens(folder.path(), "", PASSPHRASE).unwrap());
    let wrong = opens(folder.path(), "u2", PASSPHRASE);
    assert!(matches!(wrong, Err(StoreError::WrongKey { .. })));
    let nobody = opens(folder.path(), "u3", PASSPHRASE);
    assert!(matches!(nobody, Err(StoreError::NotFound)));
}

#[test]
fn a_passphrase_is_changed_only_by_whoever_knows_the_old_one() {
    let mut made = of_two();
    let (old, new) = (Secret::new(OTHER), Secret::new(THIRD));
    let wrong = made.book.prove("u2", &secret(), now());
    assert!(matches!(
        wrong,
        Err(StoreError::WrongKey { wait_seconds: 1 })
    ));
    let early = made.book.prove("u2", &old, now());
    assert!(matches!(early, Err(StoreError::Wait { seconds: 1 })));
    let at = now() + TimeDelta::seconds(1);
    let proven = made.book.prove("u2", &old, at).unwrap();
    made.book
        .set_slot(&proven, &new, COST, &mut chance())
        .unwrap();
    let folder = made.folder;
    assert_eq!(wait_seconds(folder.path(), now()), 0);
    made.book.close().unwrap();
    drop(opens(folder.path(), "u2", THIRD).unwrap());
    drop(opens(folder.path(), "", PASSPHRASE).unwrap());
    assert!(opens(folder.path(), "u2", OTHER).is_err());
}

#[test]
fn a_slot_is_taken_out_of_both_files_and_never_the_last() {
    let mut made = of_two();
    made.book.remove_slot("u2").unwrap();
    let last = made.book.remove_slot("");
    assert!(matches!(last, Err(StoreError::LastSlot)));
    let gone = made.book.remove_slot("u2");
    assert!(matches!(gone, Err(StoreError::NotFound)));
    let folder = made.folder;
    made.book.close().unwrap();
    for name in ["keys.slot", "keys.slot.b"] {
        let text = fs::read_to_string(folder.path().join(name)).unwrap();
        assert!(!text.contains("山口"), "{name}");
    }
    drop(opens(folder.path(), "", PASSPHRASE).unwrap());
}

#[test]
fn a_slot_that_stays_in_one_file_is_not_called_taken_out() {
    let mut made = of_two();
    let second = made.folder.path().join("keys.slot");
    fs::remove_file(&second).unwrap();
    fs::create_dir_all(second.join("full")).unwrap();
    let told = made.book.remove_slot("u2");
    assert!(matches!(told, Err(StoreError::UnknownCommit)), "{told:?}");
}

#[test]
fn the_name_on_the_lock_screen_changes_without_the_words() {
    let mut made = of_two();
    made.book.rename_slot("u2", "山口 健一").unwrap();
    let folder = made.folder;
    made.book.close().unwrap();
    let opened = opens(folder.path(), "u2", OTHER).unwrap();
    assert_eq!(opened.holder().name, "山口 健一");
}

#[test]
fn a_book_that_knew_no_users_gets_its_first_one() {
    let mut made = TestBook::new();
    let first = user("u1", "田中");
    let at = now();
    let mut hand = |words: &str, at| {
        let words = Secret::new(words);
        made.book.hand_slot("", &first, &words, &mut chance(), at)
    };
    assert!(matches!(hand(OTHER, at), Err(StoreError::WrongKey { .. })));
    hand(PASSPHRASE, at + TimeDelta::seconds(1)).unwrap();
    assert_eq!(made.book.holder(), &first);
    let folder = made.folder;
    made.book.close().unwrap();
    assert_eq!(holders(folder.path()).unwrap(), [first]);
    drop(opens(folder.path(), "u1", PASSPHRASE).unwrap());
    drop(opens(folder.path(), "", PASSPHRASE).unwrap());
}

#[test]
fn a_new_recovery_sheet_makes_the_old_one_void() {
    let mut made = TestBook::new();
    made.write(|tx| tx.put(&block("b"))).unwrap();
    let new = made
        .book
        .renew_recovery(&mut |bytes| bytes.fill(9))
        .unwrap();
    let (folder, old) = (made.folder, typed(&made.recovery));
    made.book.close().unwrap();
    let void = recovers(folder.path(), &Opener::Recovery(&old));
    assert!(matches!(void, Err(StoreError::WrongKey { .. })));
    let at = now() + TimeDelta::days(3);
    let opener = Opener::Recovery(&typed(&new));
    let words = Secret::new(THIRD);
    let book = Book::recover(folder.path(), "", &opener, &words, COST, &mut chance(), at);
    assert_eq!(book.unwrap().reader().count::<Block>().unwrap(), 1);
}

#[test]
fn two_sheets_open_together_in_any_order_and_nothing_else_does() {
    let mut made = TestBook::new();
    let names = ["大野".to_owned(), "石井".to_owned()];
    let mut random = chance();
    let void = made
        .book
        .set_two_officers(names.clone(), &mut random)
        .unwrap();
    let sheets = made
        .book
        .set_two_officers(names.clone(), &mut random)
        .unwrap();
    assert_eq!(made.book.two_officers().unwrap(), Some(names));
    let (folder, recovery) = (made.folder, typed(&made.recovery));
    made.book.close().unwrap();
    let [first, second] = sheets.each_ref().map(typed);
    for (a, b) in [
        (&first, &first),
        (&second, &second),
        (&first, &recovery),
        (&first, &typed(&void[1])),
        (&typed(&void[0]), &typed(&void[1])),
    ] {
        let opened = recovers(folder.path(), &Opener::TwoOfficers([a, b]));
        assert!(matches!(opened, Err(StoreError::WrongKey { .. })));
        fs::remove_file(folder.path().join("tries.json")).unwrap();
    }
    let mistyped = recovers(
        folder.path(),
        &Opener::TwoOfficers([&first, &Secret::new("ABCD")]),
    );
    assert!(matches!(mistyped, Err(StoreError::Mistyped { .. })));
    for order in [[&first, &second], [&second, &first]] {
        let mut book = recovers(folder.path(), &Opener::TwoOfficers(order)).unwrap();
        assert!(
            book.two_officers().unwrap().is_some(),
            "the sheets stay good"
        );
        if order[0] == &second {
            book.remove_two_officers().unwrap();
        }
    }
    let gone = recovers(folder.path(), &Opener::TwoOfficers([&first, &second]));
    assert!(matches!(gone, Err(StoreError::WrongKey { .. })));
}

#[test]
fn a_backup_opens_with_the_words_of_any_user_and_with_two_sheets() {
    let mut made = of_two();
    let names = ["大野".to_owned(), "石井".to_owned()];
    let [first, second] = made.book.set_two_officers(names, &mut chance()).unwrap();
    let stick = tempfile::tempdir().unwrap();
    let file = stick.path().join("控え.sasae");
    made.book.back_up(&file, now()).unwrap();
    let place = stick.path().join("book");
    let other = Secret::new(OTHER);
    let whose = restore(
        &file,
        &place,
        &Opener::Passphrase(&other),
        &mut chance(),
        now(),
    );
    assert_eq!(whose.unwrap(), Some(user("u2", "山口")));
    let (first, second) = (typed(&first), typed(&second));
    let sheets = Opener::TwoOfficers([&second, &first]);
    let whose = restore(&file, &place, &sheets, &mut chance(), now());
    assert_eq!(whose.unwrap(), None);
    drop(opens(&place, "u2", OTHER).unwrap());
}
