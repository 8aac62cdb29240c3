//! `test` and `e2e`: every test there is.

use crate::shell::{Outcome, run};
use crate::{check, pages, selection, setup};

/// The test programs that need no window; `e2e` runs apart, on a display. Invariant: none is forgotten (tests/tidy.rs).
const WITHOUT_WINDOW: &[&str] = &[
    "store",
    "pages",
    "readme",
    "town",
    "integration",
    "fuzz",
    "tidy",
];

/// Runs every test.
///
/// # Errors
/// When something cannot be installed or a test fails.
pub(crate) fn test(_arguments: &[String]) -> Outcome {
    setup::for_testing()?;
    run("", "cargo", &["fmt", "--all", "--check"])?;
    pages::check()?;
    pages::build()?;
    check::lints()?;
    build()?;
    let mut targets = vec!["--lib", "--bins"];
    targets.extend(WITHOUT_WINDOW.iter().flat_map(|name| ["--test", name]));
    cargo_test(&[], &targets, &[])?;
    power_cuts()?;
    journeys(&[])
}

/// Plays power cuts, full disks and dying programs, on as many disks as is said (10,000 unless somebody says otherwise).
///
/// # Errors
/// When something cannot be installed, or a promise is broken.
pub(crate) fn crash(arguments: &[String]) -> Outcome {
    setup::for_testing()?;
    if let Some(images) = arguments.first() {
        let number: u32 = images
            .parse()
            .map_err(|_| format!("«{images}» is no number of disks"))?;
        let told = format!("SASAE_IMAGES={number}");
        return cargo_test(&["env", &told], &["--test", "crash"], &["--nocapture"]);
    }
    power_cuts()
}

fn power_cuts() -> Outcome {
    if !cfg!(target_os = "linux") {
        eprintln!("» power cuts are only played on Linux");
        return Ok(());
    }
    cargo_test(&[], &["--test", "crash"], &["--nocapture"])
}

/// Builds the window and runs the journeys, all or those whose name contains an argument.
///
/// # Errors
/// When something cannot be installed or a journey fails.
pub(crate) fn e2e(arguments: &[String]) -> Outcome {
    setup::for_testing()?;
    pages::build()?;
    build()?;
    let names: Vec<&str> = arguments.iter().map(String::as_str).collect();
    journeys(&names)
}

fn build() -> Outcome {
    selection::cargo("build", selection::REHEARSAL, &["--all-targets"])
}

/// One window at a time: two of them on two cores only wait for each other.
fn journeys(names: &[&str]) -> Outcome {
    let display = if cfg!(target_os = "linux") {
        setup::on_a_virtual_display()
    } else {
        Vec::new()
    };
    cargo_test(
        &display,
        &["--test", "e2e"],
        &[&["--test-threads=1", "--nocapture"], names].concat(),
    )
}

fn cargo_test(before: &[&str], targets: &[&str], after: &[&str]) -> Outcome {
    let mut line = before.to_vec();
    line.extend(["cargo", "test"]);
    line.extend(selection::REHEARSAL);
    line.extend(targets);
    line.push("--");
    line.extend(after);
    match line.split_first() {
        Some((first, rest)) => run("", first, rest),
        None => Ok(()),
    }
}
