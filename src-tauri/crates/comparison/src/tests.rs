//! The crate against lists made for one question each.
