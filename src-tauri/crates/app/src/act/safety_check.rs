//! 安否確認: made, started, typed back, reported, closed.

use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn save_safety_check(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::safety_check::SafetyCheckDraft,
) -> Result<domain::id::SafetyCheckId, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn start_safety_check(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::safety_check::StartCheck,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn enter_result(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::check_result::ResultEntry,
) -> Result<domain::check_result::ResultSaved, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn issue_check_report(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::id::SafetyCheckId,
) -> Result<domain::safety_check::CheckReport, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn close_safety_check(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::safety_check::CheckReview,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn save_check_review(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::safety_check::CheckReview,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}
