//! 用紙 as pictures and files.

use crate::failure::Failure;
use crate::program::Program;

/// Not answered yet.
pub(crate) fn sheet_picture(
    _program: &Program,
    _request: domain::sheet::PictureRequest,
) -> Result<domain::sheet::SheetPicture, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn save_sheet(
    _program: &Program,
    _request: domain::sheet::SaveSheet,
) -> Result<domain::sheet::SavedFile, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn save_recovery_sheet(
    _program: &Program,
    _request: domain::vault::SaveRecoverySheet,
) -> Result<domain::sheet::SavedFile, Failure> {
    Err(Failure::not_now("not_yet"))
}
