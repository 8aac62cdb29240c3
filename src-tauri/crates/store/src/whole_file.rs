//! Writing a file whole or not at all.

use std::fs::File;
use std::io::Write;
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

/// Makes a rename inside the folder last through a power cut. Windows has no such thing for folders.
pub(crate) fn sync_folder(folder: &Path) -> Result<(), StoreError> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
