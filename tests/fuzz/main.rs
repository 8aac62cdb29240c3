//! Readers of foreign input against any bytes: the corpus, and changes of it at random. A short run stands among the tests;
//! the long one is `cargo xtask fuzz [target] [seconds]`.

#![expect(
    clippy::print_stdout,
    reason = "the long run says how many inputs there were"
)]

mod calls;
mod changes;
mod targets;
mod workbook;

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use changes::Chance;
use targets::{TARGETS, Target};

/// Calls of the short run.
const CALLS: u64 = 20_000;

/// Changed inputs of each target in the short run.
const SHORT: u64 = 120;

/// A reading of a small input that takes longer is a fault.
const LONGEST: Duration = Duration::from_secs(20);

/// The files of a corpus, always in the same order.
fn corpus(name: &str) -> Vec<Vec<u8>> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fuzz/corpus")
        .join(name);
    let entries = std::fs::read_dir(&folder).expect("every target has a corpus");
    let mut paths: Vec<PathBuf> = entries.flatten().map(|entry| entry.path()).collect();
    paths.sort();
    let read = |path: &PathBuf| std::fs::read(path).expect("a file of the corpus");
    paths.iter().map(read).collect()
}

/// Runs a target on an input; what breaks it is kept in target/fuzz and named.
fn tried((name, target): Target, input: &[u8], told: &str) {
    let began = Instant::now();
    let ended = catch_unwind(AssertUnwindSafe(|| target(input)));
    if ended.is_ok() && began.elapsed() < LONGEST {
        return;
    }
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../target/fuzz");
    std::fs::create_dir_all(&folder).expect("a folder for what was found");
    let path = folder.join(format!("{name}-{told}"));
    store::write_whole(&path, input).expect("a file for what was found");
    panic!(
        "{name}, {told}, after {:?}: {}",
        began.elapsed(),
        path.display()
    );
}

/// Changes the corpus of a target until `goes_on` says no more; returns how many inputs that were.
fn changed(target: Target, seed: u64, goes_on: impl Fn(u64) -> bool) -> u64 {
    let inputs = corpus(target.0);
    let mut chance = Chance::of(seed);
    let mut runs = 0;
    while goes_on(runs) {
        let (one, other) = (chance.below(inputs.len()), chance.below(inputs.len()));
        let input = chance.change(&inputs[one], &inputs[other]);
        tried(target, &input, &format!("{seed}-{runs}"));
        runs += 1;
    }
    runs
}

#[test]
fn every_input_of_the_corpus_keeps_the_promises() {
    for &target in TARGETS {
        for (at, input) in corpus(target.0).iter().enumerate() {
            tried(target, input, &format!("corpus-{at}"));
        }
    }
}

#[test]
fn changed_inputs_keep_the_promises() {
    for &target in TARGETS {
        changed(target, 0x5a5a_e001, |runs| runs < SHORT);
    }
}

#[test]
fn no_call_panics_whatever_is_sent() {
    assert_eq!(calls::attack(0x5a5a_ca11, |sent| sent < CALLS), CALLS);
}

/// The long run: `SASAE_FUZZ` holds a target (or all) and seconds; without it there is nothing to do here.
#[test]
fn changed_inputs_keep_the_promises_for_as_long_as_is_said() {
    let Ok(told) = std::env::var("SASAE_FUZZ") else {
        return;
    };
    let (wanted, seconds) = told.split_once(' ').expect("a target and seconds");
    let seconds: u64 = seconds.parse().expect("seconds");
    let chosen: Vec<Target> = TARGETS
        .iter()
        .copied()
        .filter(|(name, _)| wanted == "all" || wanted == *name)
        .collect();
    let with_calls = matches!(wanted, "all" | "calls");
    assert!(
        with_calls || !chosen.is_empty(),
        "there is no target «{wanted}»"
    );
    let parts = chosen.len() + usize::from(with_calls);
    let each = Duration::from_secs(seconds) / u32::try_from(parts).unwrap_or(1);
    let seed = std::time::UNIX_EPOCH
        .elapsed()
        .map_or(1, |since| since.as_secs());
    if with_calls {
        let end = Instant::now() + each;
        let sent = calls::attack(seed, |_| Instant::now() < end);
        println!("calls: {sent} calls, seed {seed}, no panic");
    }
    for target in chosen {
        let end = Instant::now() + each;
        let runs = changed(target, seed, |_| Instant::now() < end);
        println!("{}: {runs} inputs, seed {seed}, nothing found", target.0);
    }
}
