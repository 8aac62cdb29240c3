//! Writing a file whole or not at all.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::Path;

use crate::StoreError;

/// Writes the file so that after a power cut either the old or the new content is there, never half of one: temp file
/// in the same folder, fsync, rename, fsync of the folder.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<(), StoreError> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let name = path
        .file_name()
        .ok_or_else(|| StoreError::fault("a file without a name"))?;
    let mut temp_name = std::ffi::OsString::from(".");
    temp_name.push(name);
    temp_name.push(".writing");
    let temp = folder.join(temp_name);
    let written = write_synced(&temp, bytes).and_then(|()| std::fs::rename(&temp, path));
    if written.is_err() {
        // Nothing more can be done if even this fails; the first error is the one worth telling.
        std::fs::remove_file(&temp).ok();
    }
    written?;
    sync_folder(folder)
}

fn write_synced(path: &Path, bytes: &[u8]) -> std::io::Result<()> {
    let mut file = File::create(path)?;
    file.write_all(bytes)?;
    file.sync_all()
}

/// Makes a folder with all folders above it, so that they are still there after a power cut.
pub fn make_folder(folder: &Path) -> Result<(), StoreError> {
    if folder.as_os_str().is_empty() || folder.is_dir() {
        return Ok(());
    }
    let above = folder.parent().unwrap_or(Path::new(""));
    make_folder(above)?;
    match std::fs::create_dir(folder) {
        Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
        _ => {}
    }
    let above = Some(above).filter(|a| !a.as_os_str().is_empty());
    sync_folder(above.unwrap_or(Path::new(".")))
}

/// Makes a rename inside the folder last through a power cut. Windows has no such thing for folders.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if !cfg!(unix) {
        return Ok(());
    }
    match File::open(folder)?.sync_all() {
        // Network shares and some sticks know no sync of a folder. The file is in its place all the same, and to call
        // that a failure would make a person save again what is saved.
        Err(error)
            if matches!(
                error.kind(),
                ErrorKind::InvalidInput | ErrorKind::Unsupported
            ) =>
        {
            Ok(())
        }
        synced => Ok(synced?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The folder of the processes is one that answers EINVAL.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_folder_that_knows_no_sync_is_no_failure() {
        sync_folder(Path::new("/proc")).unwrap();
    }

    #[cfg(unix)]
    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let folder = tempfile::tempdir().unwrap();
        assert!(sync_folder(&folder.path().join("missing")).is_err());
    }
}
