//! 担当 asked for: who could take one more place.

use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn pair_candidates(
    _reader: &Reader<'_>,
    _scene: &Scene<'_>,
    _request: domain::id::RegistrantId,
) -> Result<Vec<domain::matching_view::Candidate>, Failure> {
    Err(Failure::not_now("not_yet"))
}
