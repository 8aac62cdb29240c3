//! A typed date, read while it is typed.

use domain::date::{DateReading, TypedDate};
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers what was understood of a typed date.
pub(crate) fn read_date(
    _reader: &Reader<'_>,
    scene: &Scene<'_>,
    typed: TypedDate,
) -> Result<DateReading, Failure> {
    Ok(typed.read(scene.today))
}
