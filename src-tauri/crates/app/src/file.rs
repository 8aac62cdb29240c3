//! Calls that handle the book itself or work long: they are handed the `Program`. One file per noun.

pub(crate) mod backup;
pub(crate) mod book;
pub(crate) mod bulk;
pub(crate) mod care;
pub(crate) mod clock;
pub(crate) mod comparison;
pub(crate) mod draft;
pub(crate) mod duplicate;
pub(crate) mod erase;
pub(crate) mod export;
pub(crate) mod intake;
pub(crate) mod keys;
pub(crate) mod passphrase;
pub(crate) mod plan_question;
pub(crate) mod practice;
pub(crate) mod proposal;
pub(crate) mod restore;
pub(crate) mod seen;
pub(crate) mod settings;
pub(crate) mod sheet;
pub(crate) mod statement;
pub(crate) mod user;
pub(crate) mod work;
