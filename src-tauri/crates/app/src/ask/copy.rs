//! 配布台帳 asked for.

use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn copies(
    _reader: &Reader<'_>,
    _scene: &Scene<'_>,
    _request: (),
) -> Result<Vec<domain::copy::CopyRow>, Failure> {
    Err(Failure::not_now("not_yet"))
}
