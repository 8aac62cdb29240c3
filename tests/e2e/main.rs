//! The journeys of product.md in the built program, driven by role and name.

#![cfg(unix)]
#![expect(clippy::unwrap_used, reason = "a journey that cannot go on must stop")]

mod closed_window;
mod j01_first_start;
mod j02_import;
mod j03_comparison;
mod j04_people;
mod j05_map;
mod j05_matching;
mod j05_questions;
mod j06_j07_drill;
mod j09_lists;
mod j10_lock;
mod j11_backup;
mod j15_erase;
mod j16_users;
mod j17_keys;
mod j18_audit;
mod screens;
