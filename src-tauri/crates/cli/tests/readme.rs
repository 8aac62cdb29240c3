//! The steps of the README, typed as they stand there, in an empty folder.

#![expect(clippy::unwrap_used, reason = "a step that fails stops the check")]

use std::path::Path;
use std::process::{Command, Output};

const README: &str = include_str!("../../../../README.md");

/// Returns the command lines of `sasae` in the README, without their remarks.
fn steps() -> Vec<Vec<&'static str>> {
    let lines = README.lines().filter(|line| line.starts_with("sasae "));
    lines
        .map(|line| line.split('#').next().unwrap_or_default())
        .map(|line| line.split_whitespace().skip(1).collect())
        .collect()
}

fn sasae(folder: &Path, step: &[&str]) -> Output {
    Command::new(env!("CARGO_BIN_EXE_sasae"))
        .args(step)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// Returns whether a file whose name ends like this lies in a folder.
fn is_there(folder: &Path, ending: &str) -> bool {
    std::fs::read_dir(folder)
        .unwrap()
        .flatten()
        .any(|file| file.file_name().to_string_lossy().ends_with(ending))
}

#[test]
fn the_steps_of_the_readme_lead_from_an_empty_folder_to_the_report() {
    let place = tempfile::tempdir().unwrap();
    let key = "みかん たいこ さくら かもめ ゆうひ\n";
    std::fs::File::create(place.path().join("KEY"))
        .and_then(|mut file| std::io::Write::write_all(&mut file, key.as_bytes()))
        .unwrap();
    let steps = steps();
    assert!(steps.len() > 10, "the README shows the whole job");
    for step in steps {
        let done = sasae(place.path(), &step);
        let said = String::from_utf8_lossy(&done.stdout).into_owned();
        let failed = String::from_utf8_lossy(&done.stderr).into_owned();
        assert!(done.status.success(), "{step:?}\n{said}{failed}");
        assert!(!said.is_empty(), "{step:?} says what it did");
    }
    assert!(is_there(place.path(), "sheets.pdf"));
    assert!(is_there(&place.path().join("report"), "report.pdf"));
    assert!(is_there(&place.path().join("report"), "results.xlsx"));
    assert!(is_there(place.path(), "copy.sasae"));
}

#[test]
fn a_book_that_is_not_there_is_not_called_damaged() {
    let place = tempfile::tempdir().unwrap();
    let file = "かもめ ゆうひ みかん たいこ さくら";
    std::fs::File::create(place.path().join("KEY"))
        .and_then(|mut key| std::io::Write::write_all(&mut key, file.as_bytes()))
        .unwrap();
    let step = ["match", "--book", "NONE", "--passphrase-file", "KEY"];
    let done = sasae(place.path(), &step);
    let said = String::from_utf8_lossy(&done.stderr);
    assert!(!done.status.success());
    assert!(said.contains("見つからない"), "{said}");
    assert!(!place.path().join("NONE").exists(), "and nothing is made");
}

#[test]
fn a_file_that_is_no_list_gets_a_sentence() {
    let place = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        std::fs::File::create(place.path().join(name))
            .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
            .unwrap();
    };
    write("KEY", "みかん たいこ さくら かもめ ゆうひ");
    write("list.csv", "");
    let book = ["--book", "BOOK", "--passphrase-file", "KEY"];
    let new = ["new", "--council", "緑の会", "--user", "山口"];
    assert!(
        sasae(place.path(), &[&new[..], &book].concat())
            .status
            .success()
    );
    let done = sasae(place.path(), &[&["import", "list.csv"][..], &book].concat());
    let said = String::from_utf8_lossy(&done.stdout);
    assert!(!done.status.success());
    assert!(said.contains("もう一度受け取ってください"), "{said}");
}
