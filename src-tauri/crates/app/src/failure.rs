//! The one error that leaves Rust. What a person entered wrongly is data (`problems`); the rest is a code the page has words for.

use domain::problem::{Problem, Rule};
use serde::{Deserialize, Serialize};
use store::{Instead, StoreError};
use ts_rs::TS;

domain::codes! {
    /// Why a call was refused. A code exists only if the page does something different for it.
    Code {
        /// What was entered is wrong; `problems` says where.
        Problems,
        /// There is no open book.
        Locked,
        /// The passphrase or the recovery key does not open the book; `hint` holds the seconds to wait.
        WrongKey,
        /// Too early after a wrong try; `hint` holds the seconds left.
        Wait,
        /// There is a book already where a new one should be made.
        BookExists,
        /// The keys or the file are damaged, or it is not a book of ours.
        Damaged,
        /// The backup is damaged, or the file is none.
        BackupDamaged,
        /// Something else lies in the place of the file; `hint` says what (`hint.` in the texts).
        NotABook,
        /// The book ends before what was last seen of it; `hint` holds the day of its last entry.
        Older,
        /// The file was made by a newer program.
        NewerProgram,
        /// The book is open in another window or program.
        InUse,
        /// Too little room for what was asked; nothing was begun. `hint` holds the MB that should be free.
        NoRoom,
        /// The disk is full.
        DiskFull,
        /// The disk cannot be written to.
        CannotWrite,
        /// The disk fails: it is broken, or the stick was pulled out.
        DiskFailing,
        /// A file could not be read.
        CannotRead,
        /// The save may or may not be in the file; it was re-read.
        Unknown,
        /// The role of whoever is at work does not reach so far.
        NotAllowed,
        /// The record is not there any more.
        NotFound,
        /// It was changed since; nothing was done.
        ChangedSince,
        /// Nothing to take back or to put back.
        NothingToUndo,
        /// Not possible in the present state; `hint` says which (`hint.` in the texts).
        NotNow,
        /// The person pressed やめる.
        Cancelled,
        /// A fault of the program. The log has the trace.
        Fault,
    }
}

/// The one error that leaves Rust.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Failure {
    /// Why.
    pub code: Code,
    /// What was entered wrongly, each at its field.
    pub problems: Vec<Problem>,
    /// A word or number that belongs into the sentence; may be empty.
    pub hint: String,
}

impl Failure {
    /// Returns a failure of which the code says everything.
    pub fn of(code: Code) -> Self {
        Self {
            code,
            ..Self::default()
        }
    }

    /// Returns a failure whose sentence holds a word or number.
    pub fn with(code: Code, hint: impl Into<String>) -> Self {
        Self {
            code,
            hint: hint.into(),
            ..Self::default()
        }
    }

    /// Returns the answer to every ask and act while no book is open.
    pub fn locked() -> Self {
        Self::of(Code::Locked)
    }

    /// Returns 「いまはできません」; the hint names the reason (`hint.` in the texts).
    pub fn not_now(hint: &str) -> Self {
        Self::with(Code::NotNow, hint)
    }

    /// Returns the refusal of what somebody else may do.
    pub fn not_allowed() -> Self {
        Self::of(Code::NotAllowed)
    }

    /// Returns 「ありません」: the record is not there any more.
    pub fn not_found() -> Self {
        Self::of(Code::NotFound)
    }

    /// Returns a fault of the program. The hint is for the log; it never holds what a person entered.
    pub fn fault(what: &str) -> Self {
        Self::with(Code::Fault, what)
    }

    /// Returns the problems as a failure, or nothing when there are none.
    pub fn unless_none(problems: Vec<Problem>) -> Result<(), Self> {
        if problems.is_empty() {
            return Ok(());
        }
        Err(Self {
            code: Code::Problems,
            problems,
            hint: String::new(),
        })
    }

    /// Returns one problem as a failure.
    pub fn problem(problem: Problem) -> Self {
        Self {
            code: Code::Problems,
            problems: vec![problem],
            hint: String::new(),
        }
    }
}

impl From<matching::Stopped> for Failure {
    fn from(stopped: matching::Stopped) -> Self {
        match stopped {
            matching::Stopped::Cancelled => Self::of(Code::Cancelled),
            matching::Stopped::TooLarge => Self::fault("matching: the sums do not fit"),
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::Foreign | StoreError::Damaged(_) => Self::of(Code::Damaged),
            StoreError::NotABook(Instead::PlainDatabase) => {
                Self::with(Code::NotABook, "plain_database")
            }
            StoreError::NotABook(Instead::OtherFile) => Self::with(Code::NotABook, "other_file"),
            StoreError::NoRoom { mebibytes } => Self::with(Code::NoRoom, mebibytes.to_string()),
            StoreError::WrongKey { wait_seconds } => {
                Self::with(Code::WrongKey, wait_seconds.to_string())
            }
            StoreError::Wait { seconds } => Self::with(Code::Wait, seconds.to_string()),
            StoreError::Mistyped { groups } => {
                let groups: Vec<String> = groups.iter().map(u32::to_string).collect();
                let detail = groups.join("、");
                Self::problem(Problem::with("recovery", Rule::Unreadable, detail))
            }
            StoreError::WeakPassphrase { characters } => Self::problem(Problem::with(
                "passphrase",
                Rule::TooShort,
                characters.to_string(),
            )),
            StoreError::LastSlot => Self::not_now("last_slot"),
            StoreError::BookExists => Self::of(Code::BookExists),
            StoreError::NewerProgram { .. } => Self::of(Code::NewerProgram),
            StoreError::InUse => Self::of(Code::InUse),
            StoreError::DiskFull => Self::of(Code::DiskFull),
            StoreError::ReadOnly => Self::of(Code::CannotWrite),
            StoreError::DiskFailing(_) => Self::of(Code::DiskFailing),
            StoreError::CannotRead(_) => Self::of(Code::CannotRead),
            StoreError::UnknownCommit => Self::of(Code::Unknown),
            // A page that was open for long names a record that is gone meanwhile.
            StoreError::NotFound | StoreError::RuleBroken(_) => Self::not_found(),
            StoreError::ChangedSince { .. } => Self::of(Code::ChangedSince),
            StoreError::NothingToUndo => Self::of(Code::NothingToUndo),
            StoreError::Closed => Self::locked(),
            StoreError::Stopped => Self::of(Code::Cancelled),
            StoreError::NoSuchColumn(what)
            | StoreError::UnsafeLibrary(what)
            | StoreError::Fault(what) => Self::fault(&what),
        }
    }
}
