//! The power goes: after any step, in any way, also while a book is mended after the power went.

use crate::disk::{Chance, Cut, Disk, Obeys};
use crate::images::{Count, Plan, cut_everywhere};
use crate::recording::{Files, Recording, Step, record, say};

/// Disks of a normal run; `cargo xtask crash` asks for more.
const IMAGES: usize = 10_000;

fn wanted() -> usize {
    let told = std::env::var("SASAE_IMAGES").ok();
    told.and_then(|text| text.parse().ok()).unwrap_or(IMAGES)
}

fn plan(images: usize, obeys: Obeys) -> Plan {
    Plan {
        images,
        seed: 20_261_125,
        obeys,
    }
}

fn told(name: &str, steps: usize, count: &Count) {
    say(&format!(
        "{name}: {steps} steps, {} disks, {} of them different, by kind (disks, broken) {:?}",
        count.images, count.opened, count.of
    ));
}

#[test]
fn no_power_cut_takes_back_what_was_saved() {
    let year = record("year", &Files::new());
    let count = cut_everywhere(&year, plan(wanted(), Obeys::All));
    told("a year", year.steps.len(), &count);
    assert!(count.images >= wanted(), "{count:?}");
    assert!(count.broken.is_empty(), "{:#?}", count.broken);
}

#[test]
fn a_log_that_is_not_synced_loses_saves_and_this_suite_sees_it() {
    let saves = record("saves", &Files::new());
    let count = cut_everywhere(&saves, plan(1, Obeys::NotTheLog));
    told("the log is not synced", saves.steps.len(), &count);
    let (images, broken) = count.of[&Cut::Synced];
    assert!(
        broken * 10 >= images * 3,
        "only {broken} of {images} losses were seen"
    );
}

#[test]
fn after_a_disk_that_lies_the_program_still_says_what_is_there() {
    let saves = record("saves", &Files::new());
    let count = cut_everywhere(&saves, plan(1, Obeys::Nobody));
    told("the disk lies", saves.steps.len(), &count);
    assert!(!count.broken.is_empty(), "such a disk loses saves");
}

#[test]
fn a_power_cut_while_a_book_is_mended_loses_nothing_either() {
    let year = record("year", &Files::new());
    let mut sum = Count::default();
    let mut chance = Chance(7);
    let first = year.steps.len() / 3;
    for _ in 0..(wanted() / 1000).clamp(4, 60) {
        let at = first + chance.below((year.steps.len() - first) as u64) as usize;
        let cut = [Cut::Program, Cut::Synced, Cut::Torn, Cut::Sectors][chance.below(4) as usize];
        let again = record("reopen", &left(&year, at, cut, &mut chance));
        sum.add(cut_everywhere(&again, plan(1, Obeys::All)));
    }
    told("power cuts after power cuts", 0, &sum);
    assert!(sum.broken.is_empty(), "{:#?}", sum.broken);
}

#[test]
fn a_power_cut_while_a_backup_takes_the_place_of_a_book_leaves_one_of_them() {
    let made = record("book and backup", &Files::new());
    let before = left(&made, made.steps.len() - 1, Cut::Program, &mut Chance(0));
    let restored = record("restore", &before);
    let count = cut_everywhere(&restored, plan(1, Obeys::All));
    told("a backup is restored", restored.steps.len(), &count);
    assert!(count.broken.is_empty(), "{:#?}", count.broken);
}

#[test]
fn a_power_cut_while_keys_change_leaves_old_or_new_ones_and_the_whole_book() {
    let keys = record("keys", &Files::new());
    let count = cut_everywhere(&keys, plan(wanted() / 4, Obeys::All));
    told("the keys change", keys.steps.len(), &count);
    assert!(count.broken.is_empty(), "{:#?}", count.broken);
}

#[test]
fn a_power_cut_while_renewed_keys_are_settled_loses_nothing_either() {
    let keys = record("keys", &Files::new());
    let mut sum = Count::default();
    let mut chance = Chance(23);
    // From the moment the new file begins to be written to the moment it has its name.
    let waits = |step: &Step| step.name().contains("data-");
    let first = keys.steps.iter().position(waits).expect("a renewal");
    let last = keys.steps.iter().rposition(waits).expect("a renewal") + 4;
    let points = [
        last - 12,
        last - 8,
        last - 6,
        last - 5,
        last - 4,
        last - 3,
        last - 2,
        last - 1,
    ];
    let more = (0..wanted() / 5_000).map(|_| first + chance.below((last - first) as u64) as usize);
    let all: Vec<usize> = points.into_iter().chain(more).collect();
    for at in all {
        let cut = [Cut::Program, Cut::Synced, Cut::Sectors][chance.below(3) as usize];
        let again = record("reopen", &left(&keys, at, cut, &mut chance));
        sum.add(cut_everywhere(&again, plan(1, Obeys::All)));
    }
    told("power cuts after power cuts in new keys", 0, &sum);
    assert!(sum.broken.is_empty(), "{:#?}", sum.broken);
}

#[test]
fn a_power_cut_while_backups_are_made_carried_and_thinned_leaves_the_ones_before() {
    let shelf = record("shelf", &Files::new());
    let count = cut_everywhere(&shelf, plan(1, Obeys::All));
    told("backups by themselves", shelf.steps.len(), &count);
    assert!(count.broken.is_empty(), "{:#?}", count.broken);
}

fn left(recording: &Recording, at: usize, cut: Cut, chance: &mut Chance) -> Files {
    let mut disk = Disk::new(&recording.before, Obeys::All);
    recording.steps[..=at]
        .iter()
        .for_each(|step| disk.take(step));
    disk.after(cut, chance)
}
