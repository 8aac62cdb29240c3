//! 用紙: printing makes numbered copies.

use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn print_check_sheets(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::sheet::PrintCheckSheets,
) -> Result<domain::sheet::PrintedCopies, Failure> {
    Err(Failure::not_now("not_yet"))
}
