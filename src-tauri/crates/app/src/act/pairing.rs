//! 担当: accepted, refused, followed up, fixed.

use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// Not answered yet.
pub(crate) fn accept_pairs(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: Vec<domain::pairing::PairChoice>,
) -> Result<u32, Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn refuse_pair(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::pairing::Refusal,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn step_pairing(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::pairing::PairingStep,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}

/// Not answered yet.
pub(crate) fn fix_pairing(
    _tx: &mut Tx<'_>,
    _scene: &Scene<'_>,
    _request: domain::pairing::PairingFix,
) -> Result<(), Failure> {
    Err(Failure::not_now("not_yet"))
}
