//! The types of the pages are those of the program: generated beside, then compared.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

fn files_in(folder: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut open = vec![folder.to_path_buf()];
    while let Some(next) = open.pop() {
        for entry in std::fs::read_dir(&next).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                open.push(path);
            } else {
                let name = path
                    .strip_prefix(folder)
                    .unwrap_or(&path)
                    .display()
                    .to_string();
                files.insert(name, std::fs::read_to_string(&path).unwrap_or_default());
            }
        }
    }
    files
}

#[test]
fn the_bindings_are_those_of_the_program() {
    let kept = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../ui/src/bindings");
    if std::env::var_os("SASAE_ACCEPT").is_some() {
        if kept.exists() {
            std::fs::remove_dir_all(&kept).unwrap();
        }
        tests::bindings::write_bindings(&kept).unwrap();
    }
    let fresh = tempfile::tempdir().unwrap();
    tests::bindings::write_bindings(fresh.path()).unwrap();
    let (kept, fresh) = (files_in(&kept), files_in(fresh.path()));
    assert_eq!(
        kept.keys().collect::<Vec<_>>(),
        fresh.keys().collect::<Vec<_>>(),
        "a type came or went: run `cargo xtask fix`"
    );
    for (name, text) in &fresh {
        assert_eq!(
            kept.get(name),
            Some(text),
            "{name} differs: run `cargo xtask fix`"
        );
    }
}
