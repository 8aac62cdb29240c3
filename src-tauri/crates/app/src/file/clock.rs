//! 時計: a person says that it is right.

use serde_json::Value;

use crate::failure::Failure;
use crate::program::{Program, note_of};

/// Notes that somebody looked at the clock and found it right; what depends on the day goes on.
pub(crate) fn confirm_clock(program: &Program, (): ()) -> Result<(), Failure> {
    program.with_book(|book, scene| {
        let note = note_of("confirm_clock", Value::Null, String::new(), scene);
        book.note(note)?;
        Ok(())
    })
}
