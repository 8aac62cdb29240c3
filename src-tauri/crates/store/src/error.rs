//! What can go wrong with a book. Each variant exists because the person is told something different.

use domain::kind::Kind;
use rusqlite::ErrorCode;

/// «Input/output error» of every Unix; the standard library has no name for it.
const EIO: i32 = 5;

/// What lies in the place of the file of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Instead {
    /// A database that is not encrypted.
    PlainDatabase,
    /// A picture, a document, an archive.
    OtherFile,
}

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no book in the folder, or the file in its place is not one of ours (a plain database, a picture …).
    #[error("not a book of this program")]
    Foreign,
    /// The file in the place of the book is something else; it was left alone.
    #[error("not a book but {0:?}")]
    NotABook(Instead),
    /// The keys or the file are damaged.
    #[error("the book is damaged: {0}")]
    Damaged(String),
    /// The passphrase or the recovery key does not open the book; the next try may come after so many seconds.
    #[error("wrong key")]
    WrongKey {
        /// Seconds to wait before the next try.
        wait_seconds: u32,
    },
    /// Too early after a wrong try; nothing was tried.
    #[error("too early after a wrong try")]
    Wait {
        /// Seconds left.
        seconds: u32,
    },
    /// The recovery key was mistyped in these groups (counted from 1); nothing was tried.
    #[error("the recovery key is mistyped")]
    Mistyped {
        /// Numbers of the groups, from 1.
        groups: Vec<u32>,
    },
    /// The passphrase is too short or too simple to be safe.
    #[error("the passphrase is too short")]
    WeakPassphrase {
        /// Characters that count.
        characters: u32,
    },
    /// It is the last user who can open the book; nothing was taken away.
    #[error("the last user of the book")]
    LastSlot,
    /// There is a book already where a new one should be made.
    #[error("there is a book already")]
    BookExists,
    /// The file was made by a newer program.
    #[error("made by a newer program (version {found}, known {known})")]
    NewerProgram {
        /// Version of the file.
        found: u32,
        /// Newest version this program knows.
        known: u32,
    },
    /// The book is open in another window or program.
    #[error("in use")]
    InUse,
    /// The disk is full.
    #[error("disk full")]
    DiskFull,
    /// There is too little room on the disk; nothing was begun.
    #[error("{mebibytes} MiB should be free")]
    NoRoom {
        /// What should be free, in MiB.
        mebibytes: u32,
    },
    /// The file or its folder cannot be written to.
    #[error("cannot be written")]
    ReadOnly,
    /// The disk or the stick does not do what it is asked: it is broken, or it was pulled out.
    #[error("the disk fails ({0})")]
    DiskFailing(String),
    /// A file could not be read.
    #[error("cannot be read")]
    CannotRead(#[source] std::io::Error),
    /// The save may or may not be in the file, and it could not be re-read.
    #[error("unknown whether the save is in the file")]
    UnknownCommit,
    /// There is no such record or entry.
    #[error("not found")]
    NotFound,
    /// The record was changed since the entry was made; nothing was done.
    #[error("changed since")]
    ChangedSince {
        /// Kind of the record.
        kind: Kind,
        /// Key of the record.
        key: String,
    },
    /// Nothing to take back or to put back.
    #[error("nothing to undo or redo")]
    NothingToUndo,
    /// The records contradict each other (a supporter who does not exist, a number given twice); nothing was written.
    #[error("rule of the file broken: {0}")]
    RuleBroken(String),
    /// The record has no such field.
    #[error("no column {0}")]
    NoSuchColumn(String),
    /// The connection was lost after a failed save; the book has to be opened again.
    #[error("the book is closed")]
    Closed,
    /// Work beside the book was not wanted any more; nothing of it stays.
    #[error("stopped")]
    Stopped,
    /// The program carries an SQLite or SQLCipher that is too old to be trusted.
    #[error("unsafe library: {0}")]
    UnsafeLibrary(String),
    /// A fault of the program.
    #[error("fault: {0}")]
    Fault(String),
}

impl StoreError {
    /// Wraps a fault with what was being done; never with personal data.
    pub(crate) fn fault(what: impl std::fmt::Display) -> Self {
        Self::Fault(what.to_string())
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let rusqlite::Error::SqliteFailure(failure, _) = &error else {
            return Self::Fault(error.to_string());
        };
        let (code, extended) = (failure.code, failure.extended_code);
        if code == ErrorCode::DiskFull {
            Self::DiskFull
        } else if matches!(code, ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) {
            Self::InUse
        } else if matches!(
            code,
            ErrorCode::ReadOnly | ErrorCode::PermissionDenied | ErrorCode::CannotOpen
        ) {
            Self::ReadOnly
        } else if matches!(code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) {
            Self::Damaged(error.to_string())
        } else if code == ErrorCode::ConstraintViolation {
            Self::RuleBroken(error.to_string())
        } else if code == ErrorCode::SystemIoFailure {
            Self::DiskFailing(extended.to_string())
        } else {
            Self::Fault(error.to_string())
        }
    }
}

impl From<rusqlite::types::FromSqlError> for StoreError {
    fn from(error: rusqlite::types::FromSqlError) -> Self {
        Self::Damaged(error.to_string())
    }
}

impl From<std::io::Error> for StoreError {
    fn from(error: std::io::Error) -> Self {
        use std::io::ErrorKind;
        let kind = error.kind();
        if matches!(kind, ErrorKind::StorageFull | ErrorKind::QuotaExceeded) {
            Self::DiskFull
        } else if matches!(
            kind,
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
        ) {
            Self::ReadOnly
        } else if cfg!(unix) && error.raw_os_error() == Some(EIO) {
            Self::DiskFailing(error.to_string())
        } else {
            Self::CannotRead(error)
        }
    }
}
