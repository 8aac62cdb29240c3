//! Backups of books whose keys are torn or out of date on the disk.

use std::fs;
use std::path::Path;

use domain::council::Block;
use domain::secret::Secret;
use store::{Book, KeyCost, Opener, write_whole};
use tempfile::TempDir;

use crate::support::*;

/// Backs the book up and lays keys and database of the backup into a new folder, as a restore does.
fn backed_up(book: &mut Book) -> TempDir {
    const FORMAT: &[u8] = b"sasae backup 1\n";
    let usb = tempfile::tempdir().unwrap();
    let to = usb.path().join("控え.sasae");
    book.back_up(&to, now()).unwrap();
    let sealed = fs::read(&to).unwrap();
    let rest = sealed.strip_prefix(FORMAT).unwrap();
    let (length, rest) = rest.split_first_chunk::<4>().unwrap();
    let length = usize::try_from(u32::from_le_bytes(*length)).unwrap();
    let (keys, rest) = rest.split_at(length);
    let laid = tempfile::tempdir().unwrap();
    write_whole(&laid.path().join("keys.slot"), keys).unwrap();
    write_whole(&laid.path().join("data.db"), &rest[..rest.len() - 32]).unwrap();
    laid
}

fn blocks(folder: &Path, passphrase: &Secret) -> u32 {
    let book = Book::open(folder, "", passphrase, now()).unwrap();
    book.reader().count::<Block>().unwrap()
}

#[test]
fn a_backup_beside_torn_keys_opens() {
    for torn in ["keys.slot", "keys.slot.b"] {
        let mut book = TestBook::new();
        book.write(|tx| tx.put(&block("b"))).unwrap();
        let path = book.folder.path().join(torn);
        let half = fs::read(&path).unwrap()[..100].to_vec();
        write_whole(&path, &half).unwrap();
        let laid = backed_up(&mut book.book);
        assert_eq!(blocks(laid.path(), &secret()), 1, "{torn}");
    }
}

#[test]
fn a_backup_carries_the_newest_passphrase() {
    let mut made = TestBook::new();
    made.write(|tx| tx.put(&block("b"))).unwrap();
    let (folder, recovery) = (made.folder, made.recovery);
    made.book.close().unwrap();
    let path = folder.path().join("keys.slot");
    let older = fs::read(&path).unwrap();
    let new = Secret::new("さくら つくえ やかん とけい ほうき");
    let recovery = Secret::new(recovery.groups.join("-"));
    let cost = KeyCost::PRACTICE;
    let opener = Opener::Recovery(&recovery);
    let mut book =
        Book::recover(folder.path(), "", &opener, &new, cost, &mut chance(), now()).unwrap();
    write_whole(&path, &older).unwrap();
    let laid = backed_up(&mut book);
    assert_eq!(blocks(laid.path(), &new), 1);
}

#[test]
fn without_whole_keys_there_is_no_backup() {
    let mut book = TestBook::new();
    for torn in ["keys.slot", "keys.slot.b"] {
        write_whole(&book.folder.path().join(torn), b"{").unwrap();
    }
    let usb = tempfile::tempdir().unwrap();
    assert!(
        book.book
            .back_up(&usb.path().join("x.sasae"), now())
            .is_err()
    );
    assert_eq!(fs::read_dir(usb.path()).unwrap().count(), 0);
}
