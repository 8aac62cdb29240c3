//! 残した絞りこみ asked for.

use domain::saved_filter::SavedFilter;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers the kept filters of every list, in the order they were kept.
pub(crate) fn saved_filters(
    reader: &Reader<'_>,
    _scene: &Scene<'_>,
    (): (),
) -> Result<Vec<SavedFilter>, Failure> {
    let mut kept: Vec<SavedFilter> = reader.all()?;
    kept.sort_by(|one, other| one.id.cmp(&other.id));
    Ok(kept)
}
