//! The only place a path is chosen. The page gets a token and the bare file name, never the path.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use domain::id::FileToken;
use serde::Serialize;
use tauri::{AppHandle, State};
use tauri_plugin_dialog::DialogExt;

use crate::host::Tokens;

/// A file a person chose.
#[derive(Serialize)]
pub(crate) struct Chosen {
    token: FileToken,
    name: String,
}

/// What is to be opened.
#[derive(serde::Deserialize, Clone, Copy, PartialEq, Eq)]
#[serde(rename_all = "snake_case")]
pub(crate) enum OpenKind {
    /// A list: CSV or a workbook.
    List,
    /// A backup of a book.
    Book,
    /// A folder for backups.
    Folder,
}

/// Lets the person choose a file to read, or a folder for backups. Answers nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn choose_open(
    app: AppHandle,
    tokens: State<'_, Arc<Tokens>>,
    kind: OpenKind,
) -> Result<Option<Chosen>, ()> {
    if let Some(path) = rehearsed("open") {
        return Ok(keep(&tokens, path));
    }
    let tokens = Arc::clone(&tokens);
    let extensions: &[&str] = match kind {
        OpenKind::List => &["csv", "tsv", "txt", "xlsx", "xlsm", "xls", "ods"],
        OpenKind::Book => &["sasae"],
        OpenKind::Folder => &[],
    };
    let picked = tauri::async_runtime::spawn_blocking(move || {
        let dialog = app.dialog().file();
        match kind {
            OpenKind::Folder => dialog.blocking_pick_folder(),
            OpenKind::List | OpenKind::Book => {
                dialog.add_filter("*", extensions).blocking_pick_file()
            }
        }
    });
    let path = picked
        .await
        .ok()
        .flatten()
        .and_then(|path| path.into_path().ok());
    Ok(path.and_then(|path| keep(&tokens, path)))
}

/// Lets the person choose where a file goes. Answers nothing if the dialog was closed.
#[tauri::command]
pub(crate) async fn choose_save(
    app: AppHandle,
    tokens: State<'_, Arc<Tokens>>,
    name: String,
) -> Result<Option<Chosen>, ()> {
    let name = bare_name(&name);
    if let Some(folder) = rehearsed("save") {
        return Ok(keep(&tokens, folder.join(name)));
    }
    let tokens = Arc::clone(&tokens);
    let picked = tauri::async_runtime::spawn_blocking(move || {
        app.dialog().file().set_file_name(name).blocking_save_file()
    });
    let path = picked
        .await
        .ok()
        .flatten()
        .and_then(|path| path.into_path().ok());
    Ok(path.and_then(|path| keep(&tokens, path)))
}

fn keep(tokens: &Tokens, path: PathBuf) -> Option<Chosen> {
    // A stick is chosen as a whole: its root has no name.
    let name = path.file_name().unwrap_or(path.as_os_str());
    let name = name.to_string_lossy().into_owned();
    Some(Chosen {
        token: tokens.keep(path),
        name,
    })
}

/// Returns a suggested name without anything that could lead into another folder.
fn bare_name(name: &str) -> String {
    let kept: String = name
        .chars()
        .map(|c| {
            if c.is_control() || "/\\:*?\"<>|".contains(c) {
                '_'
            } else {
                c
            }
        })
        .take(120)
        .collect();
    kept.trim_start_matches('.').to_owned()
}

/// Rehearsals only: tests in a real window cannot press the buttons of the system's dialog, so they lay the
/// answer into a folder beforehand (`open` holds a path, `save` a folder). A release has no such way in.
fn rehearsed(which: &str) -> Option<PathBuf> {
    if !cfg!(feature = "rehearsal") {
        return None;
    }
    let folder = std::env::var_os("SASAE_REHEARSED_DIALOGS")?;
    let answer = std::fs::read_to_string(Path::new(&folder).join(which)).ok()?;
    Some(PathBuf::from(answer.trim()))
}

#[cfg(test)]
mod tests {
    use super::bare_name;

    #[test]
    fn a_suggested_name_leads_into_no_other_folder() {
        for (name, expected) in [
            ("訓練_安否確認シート.pdf", "訓練_安否確認シート.pdf"),
            ("../../etc/passwd", "_.._etc_passwd"),
            ("C:\\boot.ini", "C__boot.ini"),
            (".hidden", "hidden"),
        ] {
            assert_eq!(bare_name(name), expected);
        }
    }
}
