//! 取り込み: a list is looked at, taken in, and its bad rows are given back.

mod meant;
mod pairs;
mod same;
pub(crate) mod take_in;

use domain::intake::{IntakeDone, IntakePreview, IntakeRequest, SaveRejected};
use domain::sheet::SavedFile;
use domain::vault::Done;

use crate::failure::Failure;
use crate::program::Program;

/// Looks at a list.
pub(crate) fn preview_list(
    _program: &Program,
    _request: IntakeRequest,
) -> Result<IntakePreview, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Takes in a list.
pub(crate) fn import_list(
    _program: &Program,
    _request: IntakeRequest,
) -> Result<Done<IntakeDone>, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Gives the bad rows back as a file.
pub(crate) fn save_rejected_rows(
    _program: &Program,
    _request: SaveRejected,
) -> Result<SavedFile, Failure> {
    Err(Failure::not_now("not_yet"))
}
