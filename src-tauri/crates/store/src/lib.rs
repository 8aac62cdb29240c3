//! The encrypted book: the only crate that knows SQL.
//!
//! A [`Book`] is a folder (`data.db`, `keys.slot`, `backups/`). A [`Reader`] answers questions, a [`Tx`] writes
//! records and notes every change in the journal, in the same transaction.

mod book;
mod error;
mod journal;
mod key_cost;
mod label;
mod note;
mod read;
mod whole_file;

pub use book::Book;
pub use error::StoreError;
pub use journal::Tx;
pub use key_cost::KeyCost;
pub use label::{Label, presence, read_label, wait_seconds, write_label};
pub use note::{ActNote, Written};
pub use read::Reader;
pub use whole_file::write_whole;
