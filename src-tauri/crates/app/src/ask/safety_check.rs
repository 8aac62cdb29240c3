//! 安否確認 asked for: the list, the board, a sheet to type back.

use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn safety_checks(
    _reader: &Reader<'_>,
    _scene: &Scene<'_>,
    _request: (),
) -> Result<Vec<domain::safety_check::SafetyCheckRow>, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn check_board(
    _reader: &Reader<'_>,
    _scene: &Scene<'_>,
    _request: domain::id::SafetyCheckId,
) -> Result<domain::board::CheckBoard, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn entry_sheet(
    _reader: &Reader<'_>,
    _scene: &Scene<'_>,
    _request: domain::check_result::SheetNumber,
) -> Result<domain::check_result::EntrySheetAnswer, Failure> {
    Err(Failure::not_now("not_yet"))
}
