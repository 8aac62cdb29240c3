//! 担当づけの案: computed without the lock.

use crate::failure::Failure;
use crate::program::Program;

/// Not answered yet.
pub(crate) fn proposal(
    _program: &Program,
    _request: domain::matching_view::ProposalRequest,
) -> Result<domain::matching_view::Proposal, Failure> {
    Err(Failure::not_now("not_yet"))
}
