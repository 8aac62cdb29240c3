//! 直すところ: settled.

use domain::id::TaskId;
use domain::task::Task;
use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Notes that a thing was looked into.
pub(crate) fn finish_task(tx: &mut Tx<'_>, scene: &Scene<'_>, id: TaskId) -> Result<(), Failure> {
    let mut task: Task = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    task.done_at = task.done_at.or(Some(scene.now));
    tx.put(&task)?;
    tx.set_subject(task.text);
    Ok(())
}
