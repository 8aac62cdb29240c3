//! Who is who between two lists, and who stands on one list twice. Pure: rows in, answers with their evidence out.
//!
//! Every row is made small (`line`), compared only with rows that share a key (`blocks`), field by field (`evidence`), and
//! weighed with what is known of such fields and what the lists themselves say (`weights`, `calibrate`). Two rows are joined
//! without a person only if no rule speaks against it (`judge`) and no other way to join the group is nearly as good
//! (`assign`). Everything else that could be somebody is asked.

mod assign;
mod birth;
mod blocks;
mod calibrate;
mod changes;
mod compare;
mod duplicates;
mod evidence;
mod judge;
mod line;
mod names;
mod past;
mod report;
mod review;
mod take;
#[cfg(test)]
mod tests;
mod weights;

pub use changes::changes;
pub use compare::{Comparison, Entry, compare};
pub use duplicates::duplicates;
pub use past::{Past, Step, past};
pub use report::{DuplicateReport, Report, duplicate_report, report};
pub use review::{Columns, Ours, is_still, pile_of, review, value};
pub use take::take_over;
pub use weights::{MARGIN, POSSIBLE, SURE, WEIGHTS, Weight};
