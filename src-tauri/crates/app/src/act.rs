//! Acts: each handler is handed a `Tx` inside one transaction, which is rolled back when it refuses. One file per noun.

pub(crate) mod block;
pub(crate) mod comparison;
pub(crate) mod confirm_paper;
pub(crate) mod copy;
pub(crate) mod council;
pub(crate) mod duplicate;
pub(crate) mod household;
pub(crate) mod pairing;
pub(crate) mod person;
pub(crate) mod place;
pub(crate) mod registrant;
pub(crate) mod safety_check;
pub(crate) mod saved_filter;
pub(crate) mod sheet;
pub(crate) mod supporter;
pub(crate) mod task;
