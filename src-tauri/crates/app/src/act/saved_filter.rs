//! 残した絞りこみ: kept and forgotten.

use domain::id::SavedFilterId;
use domain::problem::{Problem, Rule};
use domain::saved_filter::SavedFilter;
use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Keeps what a list was narrowed to. The same is kept once.
pub(crate) fn save_filter(
    tx: &mut Tx<'_>,
    scene: &Scene<'_>,
    mut filter: SavedFilter,
) -> Result<SavedFilterId, Failure> {
    if filter.conditions.is_empty() && filter.block.is_empty() {
        let nothing = Problem::new("conditions", Rule::Missing);
        return Err(Failure::problem(nothing));
    }
    filter.conditions.sort_unstable();
    filter.conditions.dedup();
    let kept: Vec<SavedFilter> = tx.all()?;
    let is_same = |it: &&SavedFilter| {
        (it.list, &it.conditions, &it.block) == (filter.list, &filter.conditions, &filter.block)
    };
    if let Some(same) = kept.iter().find(is_same) {
        return Ok(same.id.clone());
    }
    filter.id = scene.new_id();
    tx.put(&filter)?;
    Ok(filter.id)
}

/// Forgets a kept filter.
pub(crate) fn drop_filter(
    tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    id: SavedFilterId,
) -> Result<(), Failure> {
    let kept: Option<SavedFilter> = tx.get(id.as_str())?;
    kept.ok_or_else(Failure::not_found)?;
    tx.remove::<SavedFilter>(id.as_str())?;
    Ok(())
}
