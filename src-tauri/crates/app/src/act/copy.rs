//! 配布台帳: a copy came back.

use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn return_copy(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::id::CopyId,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}
