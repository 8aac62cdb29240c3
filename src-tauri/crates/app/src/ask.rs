//! Questions: each handler is handed a `Reader` and cannot write. One file per noun.

pub(crate) mod comparison;
pub(crate) mod confirmation;
pub(crate) mod copy;
pub(crate) mod council;
pub(crate) mod duplicate;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod history;
pub(crate) mod home;
pub(crate) mod household;
pub(crate) mod pairing;
pub(crate) mod read_date;
pub(crate) mod registrant;
pub(crate) mod safety_check;
pub(crate) mod saved_filter;
pub(crate) mod supporter;
pub(crate) mod task;
pub(crate) mod user;
