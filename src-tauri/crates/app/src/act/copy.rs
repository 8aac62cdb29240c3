//! 配布台帳: a copy came back.

use domain::copy::Copy;
use domain::id::CopyId;
use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Notes that a copy came back today. A copy that was thought lost is found again with that.
pub(crate) fn return_copy(tx: &mut Tx<'_>, scene: &Scene<'_>, id: CopyId) -> Result<(), Failure> {
    let mut copy: Copy = tx.get(id.as_str())?.ok_or_else(Failure::not_found)?;
    if copy.returned_on.is_some() {
        return Err(Failure::not_now("copy_returned"));
    }
    if copy.destroyed_on.is_some() || copy.voided {
        return Err(Failure::not_now("copy_gone"));
    }
    copy.returned_on = Some(scene.today);
    copy.lost_on = None;
    tx.put(&copy)?;
    tx.set_subject(copy.scope);
    Ok(())
}
