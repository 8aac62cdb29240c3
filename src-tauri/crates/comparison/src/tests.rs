//! The crate against lists made for one question each, and against the samples.

mod kit;
mod properties;
mod review;
mod samples;
mod traps;
