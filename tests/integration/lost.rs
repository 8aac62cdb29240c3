//! A save nobody knows the outcome of: the book is let go, and what is called next works the first time.

#![cfg(unix)]

use std::process::Command;

use app::failure::Code;
use domain::council::{Council, CouncilSetup};
use domain::vault::{BookPresence, BookState};
use tests::app::TestApp;

/// Says to this very program that it runs where a file can hold no more than one or two megabytes.
const IN_A_SMALL_DISK: &str = "SASAE_SMALL_DISK";

/// Saves until the disk is full, where the book cannot be read again either. Returns a program whose last save is unknown.
fn with_lost_book() -> TestApp {
    let app = TestApp::with_book();
    std::fs::remove_file(app.folder().join("book/data.db")).expect("the file of the book is there");
    let setup: CouncilSetup = app.call("council_setup", &());
    for turn in 0..10_000 {
        let council = Council {
            name: format!("{turn}{}", "会".repeat(10_000)),
            ..setup.council.clone()
        };
        if let Err(failure) = app.try_call::<serde_json::Value>("save_council", &council) {
            assert_eq!(failure.code, Code::Unknown, "{failure:?}");
            return app;
        }
    }
    panic!("the disk never was full");
}

/// Runs this test once more, as a process of its own whose files cannot grow. True in that process.
fn is_in_a_small_disk(test: &str) -> bool {
    if std::env::var_os(IN_A_SMALL_DISK).is_some() {
        return true;
    }
    let this = std::env::current_exe().expect("a test knows its program");
    let again = Command::new("sh")
        .args(["-c", "trap '' XFSZ; ulimit -f 2048; exec \"$0\" \"$@\""])
        .arg(this)
        .args(["--exact", test, "--nocapture"])
        .env(IN_A_SMALL_DISK, "1")
        .output()
        .expect("there is a shell");
    let said = String::from_utf8_lossy(&again.stderr);
    assert!(again.status.success(), "{said}");
    assert!(String::from_utf8_lossy(&again.stdout).contains("1 passed"));
    false
}

#[test]
fn after_a_save_of_unknown_outcome_the_state_is_told_the_first_time() {
    let name = "lost::after_a_save_of_unknown_outcome_the_state_is_told_the_first_time";
    if !is_in_a_small_disk(name) {
        return;
    }
    let state: BookState = with_lost_book().call("state", &());
    assert_ne!(state.presence, BookPresence::Open);
}

#[test]
fn after_a_save_of_unknown_outcome_the_book_is_locked_the_first_time() {
    let name = "lost::after_a_save_of_unknown_outcome_the_book_is_locked_the_first_time";
    if !is_in_a_small_disk(name) {
        return;
    }
    let app = with_lost_book();
    app.lock();
    assert_eq!(app.refusal("home", &()), Code::Locked);
}
