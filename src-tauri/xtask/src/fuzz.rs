//! `fuzz`: the readers of foreign input against any bytes, for as long as is said.

use crate::selection;
use crate::shell::{Outcome, has, run};

/// The targets of tests/fuzz.
const TARGETS: &[&str] = &["csv", "headings", "dates", "addresses"];

/// The target that is no reader: calls of any shape, always without coverage.
const CALLS: &str = "calls";

/// Runs a target (`calls` too), or all of them one after the other, for a number of seconds (a minute each unless somebody says otherwise):
/// under cargo-fuzz where it is installed with a nightly Rust, else with changes at random and no coverage.
///
/// # Errors
/// When a target is not known, or an input breaks a promise.
pub(crate) fn fuzz(arguments: &[String]) -> Outcome {
    let (target, seconds) = match arguments {
        [] => ("all", "240"),
        [target] => (target.as_str(), "60"),
        [target, seconds, ..] => (target.as_str(), seconds.as_str()),
    };
    let total: u64 = seconds
        .parse()
        .map_err(|_| format!("«{seconds}» is no number of seconds"))?;
    let chosen: Vec<&str> = TARGETS
        .iter()
        .copied()
        .chain([CALLS])
        .filter(|name| target == "all" || target == *name)
        .collect();
    let count = u64::try_from(chosen.len()).unwrap_or(1);
    if chosen.is_empty() {
        return Err(format!(
            "there is no target «{target}»: {}",
            [TARGETS, &[CALLS]].concat().join(", ")
        ));
    }
    if has("cargo-fuzz") {
        return chosen.iter().try_for_each(|name| match *name {
            CALLS => at_random(CALLS, total / count),
            name => under_coverage(name, total / count),
        });
    }
    eprintln!(
        "» cargo-fuzz is not installed (it wants a nightly Rust too): changes at random, without coverage"
    );
    at_random(target, total)
}

fn at_random(target: &str, total: u64) -> Outcome {
    let told = format!("SASAE_FUZZ={target} {total}");
    let line = [
        &[told.as_str(), "cargo", "test"],
        selection::REHEARSAL,
        &["--test", "fuzz", "--", "--nocapture", "as_long_as"],
    ]
    .concat();
    run("", "env", &line)
}

fn under_coverage(target: &str, seconds: u64) -> Outcome {
    // What is found new goes to target/fuzz, so that the corpus stays small.
    let (found, corpus) = (
        format!("target/fuzz/{target}"),
        format!("tests/fuzz/corpus/{target}"),
    );
    std::fs::create_dir_all(&found).map_err(|error| format!("{found}: {error}"))?;
    let time = format!("-max_total_time={seconds}");
    let line = [
        "+nightly",
        "fuzz",
        "run",
        "--fuzz-dir",
        "tests/fuzz/libfuzzer",
        "--target-dir",
        "target/libfuzzer",
    ];
    let inputs = [
        target,
        &found,
        &corpus,
        "--",
        &time,
        "-timeout=20",
        "-max_len=8192",
    ];
    run("", "cargo", &[&line[..], &inputs[..]].concat())
}
