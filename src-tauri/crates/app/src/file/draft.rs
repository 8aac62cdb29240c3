//! 書きかけ: kept in the book while a form is written, given back after a lock or a crash.

use domain::draft::KeptForm;

use crate::failure::Failure;
use crate::program::Program;

/// Answers what was being written when the book was closed.
pub(crate) fn drafts(program: &Program, (): ()) -> Result<Vec<KeptForm>, Failure> {
    program.with_book(|book, _| Ok(book.drafts()?))
}

/// Keeps what a form holds.
pub(crate) fn keep_draft(program: &Program, form: KeptForm) -> Result<(), Failure> {
    if form.form.is_empty() {
        return Err(Failure::not_found());
    }
    program.with_book(|book, scene| Ok(book.keep_draft(&form, scene.now)?))
}

/// Forgets what a form held.
pub(crate) fn drop_draft(program: &Program, form: String) -> Result<(), Failure> {
    program.with_book(|book, _| Ok(book.drop_draft(&form)?))
}
