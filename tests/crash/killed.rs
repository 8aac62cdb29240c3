//! The program dies in the middle of a step, for real.

use crate::disk::Chance;
use crate::judge::{Judge, Promise};
use crate::recording::{self, Files, gather, read, record, tell};

#[test]
fn whoever_kills_the_program_takes_back_nothing_that_was_saved() {
    let whole = record("saves", &Files::new());
    let promise = Promise::of(&whole, &crate::images::at_the_end(&whole));
    let mut judge = Judge::default();
    let mut chance = Chance(11);
    for _ in 0..40 {
        let at = 1 + chance.below(whole.steps.len() as u64) as u32;
        let place = recording::place();
        let (folder, log) = (place.path().join("root"), place.path().join("log"));
        recording::lay(&folder, &Files::new());
        if tell("saves", &folder, &log, Some(at)) {
            // The story had fewer steps that can be died in.
            continue;
        }
        let files = gather(&folder);
        let found = judge.look(&files);
        // Keys and moments are the same every time, so the whole story says what was promised.
        let steps = read(&log).len();
        let broken = promise.broken_by(steps.saturating_sub(1), &files, &found);
        assert_eq!(broken, None, "killed at step {at}");
    }
}
