//! 直すところ asked for.

use domain::task::Task;
use store::Reader;

use crate::failure::Failure;
use crate::host::Scene;

/// Answers the open things to look into, newest first.
pub(crate) fn tasks(reader: &Reader<'_>, _scene: &Scene<'_>, (): ()) -> Result<Vec<Task>, Failure> {
    let mut tasks: Vec<Task> = reader.all()?;
    tasks.retain(|task| task.done_at.is_none());
    tasks.sort_by(|a, b| (b.created_at, &b.id).cmp(&(a.created_at, &a.id)));
    Ok(tasks)
}
