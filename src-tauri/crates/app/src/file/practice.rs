//! 練習帳: an invented district, made by code, that opens without a 鍵の言葉.

use crate::failure::Failure;
use crate::program::Program;

/// Opens the practice book, which is made first where there is none.
pub(crate) fn open_practice(_program: &Program, (): ()) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Closes the practice book; the own book stays locked.
pub(crate) fn leave_practice(program: &Program, (): ()) -> Result<(), Failure> {
    crate::file::book::close(&mut program.opened())
}
