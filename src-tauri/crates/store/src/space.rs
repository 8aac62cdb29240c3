//! Room on the disk: what may need much of it is refused before its first byte.

use std::path::Path;

use crate::StoreError;
use crate::vault::FILE;

/// How many times its size a book may need while it is changed as a whole: the log, the copy, and what is made of it.
const TIMES: u64 = 3;

/// Returns how many bytes are left on the disk of this folder, or of the nearest one above that is there.
pub fn free_space(folder: &Path) -> Option<u64> {
    let there = folder.ancestors().find(|path| path.is_dir());
    let there = there.filter(|path| !path.as_os_str().is_empty());
    fs4::available_space(there.unwrap_or(Path::new("."))).ok()
}

/// Returns how many bytes the book in this folder takes, with what is not yet in its file.
pub fn size_of(folder: &Path) -> u64 {
    let log = format!("{FILE}-wal");
    let size = |name: &str| std::fs::metadata(folder.join(name)).map_or(0, |file| file.len());
    size(FILE) + size(&log)
}

/// Refuses work that may need three times so many bytes where they are not free. A disk that does not tell is tried.
pub fn need_room(free: Option<u64>, bytes: u64) -> Result<(), StoreError> {
    let wanted = bytes.saturating_mul(TIMES);
    match free.is_some_and(|free| free < wanted) {
        true => Err(StoreError::NoRoom {
            mebibytes: u32::try_from(wanted.div_ceil(1024 * 1024)).unwrap_or(u32::MAX),
        }),
        false => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn three_times_the_size_must_be_free() {
        assert!(need_room(Some(299), 100).is_err());
        assert!(need_room(Some(300), 100).is_ok() && need_room(None, 100).is_ok());
    }

    #[test]
    fn a_folder_that_is_not_there_yet_lies_on_the_disk_of_the_one_above() {
        let folder = tempfile::tempdir().unwrap();
        let missing = folder.path().join("book/backups");
        assert!(free_space(&missing).is_some_and(|bytes| bytes > 0));
    }
}
