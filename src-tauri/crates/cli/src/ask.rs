//! A book opened from the terminal, and calls to it with their types.

use std::path::Path;

use app::KeyCost;
use app::failure::{Code, Failure};
use app::program::Program;
use domain::id::{FileToken, UserId};
use domain::secret::Secret;
use domain::vault::{BookPresence, BookState, Done, Holder, OpenBook};
use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

use crate::command::Book;
use crate::host::{TerminalHost, setup};
use crate::words::Words;

/// Returns who opens the book: the one who is named, or the only one who can.
fn whose(holders: &[Holder], name: Option<&str>) -> Result<UserId, Failure> {
    let found = match (name, holders) {
        (Some(name), _) => holders.iter().find(|holder| holder.name == name),
        (None, []) => return Ok(UserId::default()),
        (None, [only]) => Some(only),
        (None, _) => None,
    };
    let found = found.ok_or_else(|| Failure::not_now("name_yourself"))?;
    Ok(UserId(found.holder.clone()))
}

/// The calls of one program.
pub(crate) struct Caller(pub(crate) Program);

impl Caller {
    /// Returns the program over a book that may not be there yet.
    pub(crate) fn over(book: &Path) -> Self {
        let host = Box::new(TerminalHost::default());
        Self(Program::new(host, setup(book, KeyCost::STANDARD)))
    }

    /// Opens the book.
    pub(crate) fn open(words: &Words, book: &Book) -> Result<Self, Failure> {
        let caller = Self::over(&book.book);
        let state: BookState = caller.call("state", &())?;
        if state.presence == BookPresence::None {
            return Err(Failure::of(Code::CannotRead));
        }
        let request = OpenBook {
            user: whose(&state.holders, book.who.as_deref())?,
            passphrase: passphrase(words, book)?,
            ..OpenBook::default()
        };
        caller.call::<()>("open_book", &request)?;
        Ok(caller)
    }

    /// Makes a call.
    pub(crate) fn call<A: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> Result<A, Failure> {
        let request = serde_json::to_value(request).map_err(|error| fault(&error))?;
        let answer = self.0.call(name, request)?;
        serde_json::from_value(answer).map_err(|error| fault(&error))
    }

    /// Makes an act and returns its answer.
    pub(crate) fn act<A: DeserializeOwned>(
        &self,
        name: &str,
        request: &impl Serialize,
    ) -> Result<A, Failure> {
        Ok(self.call::<Done<A>>(name, request)?.value)
    }

    /// Locks the book.
    pub(crate) fn close(self) -> Result<(), Failure> {
        self.0.call("lock", Value::Null).map(drop)
    }
}

/// Returns the token the terminal's host reads as a path.
pub(crate) fn token(path: &Path) -> FileToken {
    FileToken(path.display().to_string())
}

/// Returns the passphrase from its file, or asks for it without showing it.
pub(crate) fn passphrase(words: &Words, book: &Book) -> Result<Secret, Failure> {
    let text = match &book.passphrase_file {
        Some(file) => std::fs::read_to_string(file),
        None => rpassword::prompt_password(words.say("passphrase", &[])),
    };
    let text = text.map_err(|_error| Failure::of(Code::CannotRead))?;
    Ok(Secret::new(text.lines().next().unwrap_or_default()))
}

fn fault(error: &serde_json::Error) -> Failure {
    Failure::fault(&error.to_string())
}
