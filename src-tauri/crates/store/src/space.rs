//! How much room the disk has, asked before work begins that would fill it half-way.

use std::path::Path;

use crate::StoreError;

/// Refuses where fewer bytes are free than are needed. A disk that does not say how much is free is tried.
pub(crate) fn need(folder: &Path, bytes: u64) -> Result<(), StoreError> {
    const MEBIBYTE: u64 = 1024 * 1024;
    match fs4::available_space(folder) {
        Ok(free) if free < bytes => Err(StoreError::NoRoom {
            mebibytes: u32::try_from(bytes.div_ceil(MEBIBYTE)).unwrap_or(u32::MAX),
        }),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_fit_is_refused_with_what_it_needs() {
        let folder = tempfile::tempdir().unwrap();
        need(folder.path(), 1).unwrap();
        let refused = need(folder.path(), u64::MAX / 2);
        assert!(matches!(refused, Err(StoreError::NoRoom { mebibytes }) if mebibytes > 1_000_000));
    }
}
