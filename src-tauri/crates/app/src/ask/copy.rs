//! 配布台帳 asked for.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use domain::copy::{Copy, CopyRow};
use domain::safety_check::SafetyCheck;
use store::Reader;

use crate::ask::home::number;
use crate::failure::Failure;
use crate::host::Scene;

/// Answers every copy, the newest number first.
pub(crate) fn copies(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    (): (),
) -> Result<Vec<CopyRow>, Failure> {
    let checks: Vec<SafetyCheck> = reader.all()?;
    let names: BTreeMap<_, _> = checks
        .into_iter()
        .map(|check| (check.id, check.name))
        .collect();
    let mut copies: Vec<Copy> = reader.all()?;
    copies.sort_by(|a, b| (b.no, &b.id).cmp(&(a.no, &a.id)));
    let row = |copy: Copy| CopyRow {
        people: number(copy.people.len()),
        safety_check: copy
            .safety_check
            .as_ref()
            .and_then(|id| names.get(id).cloned())
            .unwrap_or_default(),
        overdue: is_overdue(&copy, scene.today),
        copy,
    };
    Ok(copies.into_iter().map(row).collect())
}

/// Returns whether a copy should have come back and has neither come back nor been destroyed or lost.
pub(crate) fn is_overdue(copy: &Copy, today: NaiveDate) -> bool {
    !copy.voided
        && copy.due_back_on.is_some_and(|day| day < today)
        && copy.returned_on.is_none()
        && copy.destroyed_on.is_none()
        && copy.lost_on.is_none()
}
