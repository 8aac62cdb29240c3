//! Every disk a recording could have left: rebuilt, opened, compared with what was promised.

use std::collections::BTreeMap;

use crate::disk::{Chance, Cut, Disk, Obeys};
use crate::judge::{Found, Judge, Promise};
use crate::recording::Recording;

/// How many disks were rebuilt, and what was wrong with them.
#[derive(Debug, Default)]
pub(crate) struct Count {
    /// Disks.
    pub(crate) images: usize,
    /// Disks that differ, each of which was opened.
    pub(crate) opened: usize,
    /// Of each kind of cut: disks, and those that broke a promise.
    pub(crate) of: BTreeMap<Cut, (usize, usize)>,
    /// The first broken promises, in words.
    pub(crate) broken: Vec<String>,
}

impl Count {
    pub(crate) fn add(&mut self, other: Self) {
        self.images += other.images;
        self.opened += other.opened;
        for (cut, (images, broken)) in other.of {
            let sum = self.of.entry(cut).or_default();
            sum.0 += images;
            sum.1 += broken;
        }
        self.broken.extend(other.broken);
    }
}

/// How the disks of a recording are made.
#[derive(Clone, Copy)]
pub(crate) struct Plan {
    /// About how many disks.
    pub(crate) images: usize,
    /// Where chance begins.
    pub(crate) seed: u64,
    /// Whom the disk obeys.
    pub(crate) obeys: Obeys,
}

/// Returns what a recording left when nothing was cut off.
pub(crate) fn at_the_end(recording: &Recording) -> Found {
    let mut disk = Disk::new(&recording.before, Obeys::All);
    recording.steps.iter().for_each(|step| disk.take(step));
    let files = disk.after(Cut::Program, &mut Chance(0));
    Judge::default().look(&files)
}

/// Cuts the power after every step, in every way, and looks.
pub(crate) fn cut_everywhere(recording: &Recording, plan: Plan) -> Count {
    let promise = Promise::of(recording, &at_the_end(recording));
    let threads = std::thread::available_parallelism()
        .map_or(1, usize::from)
        .min(8);
    let mut count = Count::default();
    std::thread::scope(|scope| {
        let workers: Vec<_> = (0..threads)
            .map(|number| {
                let promise = &promise;
                scope.spawn(move || share(recording, plan, promise, number, threads))
            })
            .collect();
        for worker in workers {
            count.add(worker.join().expect("a thread of the judge"));
        }
    });
    count
}

/// The steps of one thread, in blocks, so that disks that are the same are seen by the same thread.
fn share(
    recording: &Recording,
    plan: Plan,
    promise: &Promise,
    number: usize,
    threads: usize,
) -> Count {
    const BLOCK: usize = 16;
    let steps = &recording.steps;
    // Three disks of every step are always the same; the others are chance.
    let each = plan.images.div_ceil(steps.len().max(1));
    let random = each.saturating_sub(3).max(1);
    let mut count = Count::default();
    let mut judge = Judge::of(plan.obeys == Obeys::All);
    let mut disk = Disk::new(&recording.before, plan.obeys);
    for (at, step) in steps.iter().enumerate() {
        disk.take(step);
        if at / BLOCK % threads != number {
            continue;
        }
        let cuts = [Cut::Program, Cut::Synced, Cut::Torn];
        let more = std::iter::repeat_n(Cut::Sectors, random);
        for (turn, cut) in cuts.into_iter().chain(more).enumerate() {
            let mut chance = Chance(plan.seed ^ ((at as u64) << 20) ^ turn as u64);
            let files = disk.after(cut, &mut chance);
            let found = judge.look(&files);
            let broken = promise.broken_by(at, &files, &found);
            count.images += 1;
            let sum = count.of.entry(cut).or_default();
            sum.0 += 1;
            sum.1 += usize::from(broken.is_some());
            if let Some(why) = broken.filter(|_| count.broken.len() < 5) {
                count.broken.push(format!(
                    "step {at}, {cut:?}, turn {turn}: {why} ({})",
                    step.name()
                ));
            }
        }
    }
    count.opened = judge.opened;
    count
}
