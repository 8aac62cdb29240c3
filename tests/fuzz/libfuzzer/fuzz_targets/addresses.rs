//! The target `addresses` under cargo-fuzz.

#![no_main]

#[path = "../../targets.rs"]
mod targets;
#[path = "../../workbook.rs"]
mod workbook;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| targets::addresses(bytes));
