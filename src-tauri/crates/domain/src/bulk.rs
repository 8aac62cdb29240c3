//! Many people in one file: the one place that says what counts as many, and what is asked for then.
//!
//! A file of names can be copied, sorted and sent on unseen, so a list as a file counts. A paper does not: check sheets, the visit
//! list, cards and 変更一覧 bear a number in 配布台帳 and a purpose, and 結果一覧 belongs to an event whose papers do. In a real event
//! nobody waits: what leaves then is noted loudly.

use crate::sheet::SheetKind;

/// More people than this in one file are many.
pub const PEOPLE_AT_ONCE: u32 = 30;

/// More people than this on one day, over all files of one user, are many.
pub const PEOPLE_A_DAY: u32 = 60;

/// Seconds to wait before many leave: time to think, and for others to ask.
pub const WAIT_SECONDS: u32 = 60;

crate::codes! {
    /// How a file may leave.
    BulkRule {
        /// At once.
        Free,
        /// At once, noted loudly: a real event is running.
        InEvent,
        /// After a wait, with a reason, and where somebody else may approve, with that approval.
        Release,
    }
}

impl BulkRule {
    /// Returns how so many people on a document may leave, after so many of the same user today.
    pub fn of(document: SheetKind, people: u32, today: u32, real_event: bool) -> Self {
        let is_many = people > PEOPLE_AT_ONCE || today.saturating_add(people) > PEOPLE_A_DAY;
        match (document == SheetKind::List && is_many, real_event) {
            (false, _) => Self::Free,
            (true, true) => Self::InEvent,
            (true, false) => Self::Release,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn many_are_more_than_thirty_in_a_file_or_sixty_on_a_day() {
        let list = |people, today| BulkRule::of(SheetKind::List, people, today, false);
        assert_eq!(list(30, 0), BulkRule::Free);
        assert_eq!(list(31, 0), BulkRule::Release);
        assert_eq!(list(29, 29), BulkRule::Free);
        assert_eq!(list(29, 58), BulkRule::Release, "the third file of 29");
        assert_eq!(list(u32::MAX, u32::MAX), BulkRule::Release);
    }

    #[test]
    fn papers_of_the_ledger_and_a_real_event_do_not_wait() {
        for document in SheetKind::ALL.iter().filter(|it| **it != SheetKind::List) {
            assert_eq!(
                BulkRule::of(*document, 500, 500, false),
                BulkRule::Free,
                "{document:?}"
            );
        }
        assert_eq!(
            BulkRule::of(SheetKind::List, 500, 0, true),
            BulkRule::InEvent
        );
    }
}
