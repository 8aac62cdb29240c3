//! The encrypted book: the only crate that knows SQL.
//!
//! A [`Book`] is a folder (`data.db`, `keys.slot`, `backups/`). A [`Reader`] answers questions, a [`Tx`] writes
//! records and notes every change in the journal, in the same transaction.

mod backup;
mod book;
mod chain;
mod directory;
mod districts;
mod drafts;
mod erase;
mod error;
mod journal;
mod key_cost;
mod label;
mod migrate;
mod note;
mod opener;
mod passphrase;
mod read;
mod recovery_key;
mod renewal;
mod restore;
mod settings;
mod shelf;
mod slots;
mod space;
mod tables;
mod undo;
mod vault;
mod whole_file;

pub use backup::{Wanted, check_backup};
pub use book::Book;
pub use districts::Districts;
pub use erase::Names;
pub use error::{Instead, StoreError};
pub use journal::Tx;
pub use key_cost::KeyCost;
pub use label::{Label, MissedTries, presence, read_label, wait_seconds, write_label};
pub use note::{ActNote, Written};
pub use opener::Opener;
pub use passphrase::judge_passphrase;
pub use read::{Noted, Reader, RecordChange, Tallied};
pub use recovery_key::mistyped_groups;
pub use restore::{finish_restore, restore};
pub use settings::file_mark;
pub use shelf::{Keeping, backups, kept_books, on_same_disk};
pub use slots::holders;
pub use space::{free_space, need_room, size_of};
pub use whole_file::{make_folder, write_whole};
