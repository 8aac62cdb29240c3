//! 使う人: who may open the book, in which role, and what each role may do. One table says it for every call.

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, UserId};
use crate::kind::record;
use crate::vault::Holder;

crate::codes! {
    /// What somebody does here. Whoever is not known to do more only reads.
    Role {
        /// 見るだけ.
        Viewer,
        /// 訓練の担当.
        Drill,
        /// コーディネーター.
        Coordinator,
        /// 代表・情報管理者.
        Lead,
    }
}

crate::codes! {
    /// What a call needs. Every call of the list names one.
    Right {
        /// Nothing: it works before anybody has opened the book.
        Anyone,
        /// The making or restoring of a book: done at its door, and inside by the 代表 only.
        Door,
        /// Reading names, lists and the board.
        See,
        /// Running an event: sheets, results, reports of the moment.
        Drill,
        /// The closed care details of one person, by a look that is noted.
        Details,
        /// Writing down and matching people.
        Work,
        /// What concerns the whole body: its settings, the city's list, the history.
        Whole,
        /// Lists in a file that leaves the program.
        TakeOut,
        /// Users, keys, restoring, erasing.
        Manage,
    }
}

impl Role {
    /// Returns whether the role has a right: the one table. In a real event whoever runs it may look at care details.
    pub fn may(self, right: Right, real_event: bool) -> bool {
        match right {
            Right::Anyone | Right::See => true,
            Right::Drill => self != Self::Viewer,
            Right::Details => {
                matches!(self, Self::Coordinator | Self::Lead)
                    || (real_event && self == Self::Drill)
            }
            Right::Work | Right::Whole | Right::TakeOut => {
                matches!(self, Self::Coordinator | Self::Lead)
            }
            Right::Door | Right::Manage => self == Self::Lead,
        }
    }
}

/// 使う人.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct User {
    /// Key, also of the slot the own 鍵の言葉 lies in.
    pub id: UserId,
    /// Name, as it stands in the history.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// What the person does here.
    pub role: Role,
    /// The blocks the person may see; empty for all.
    pub districts: Vec<BlockId>,
    /// Since when.
    pub since: Option<NaiveDate>,
    /// The day from which the person no longer uses the book.
    pub left_on: Option<NaiveDate>,
    /// The day of the newest 秘密を守る約束.
    pub pledged_on: Option<NaiveDate>,
    /// The 鍵の言葉 was given by another and is to be changed at the next opening.
    pub given_key: bool,
}

record!(User, User);

impl User {
    /// Returns whether the person may open the book.
    pub fn is_active(&self) -> bool {
        self.left_on.is_none()
    }

    /// Returns whether the person sees some blocks only. The 代表 answers for all of them.
    pub fn is_limited(&self) -> bool {
        self.role != Role::Lead && !self.districts.is_empty()
    }

    /// Returns whether the person sees somebody of a block.
    pub fn sees(&self, block: Option<&BlockId>) -> bool {
        !self.is_limited() || block.is_some_and(|block| self.districts.contains(block))
    }

    /// Returns whether the person has a right. What concerns the whole body is not for somebody who sees a part of it.
    pub fn may(&self, right: Right, real_event: bool) -> bool {
        let is_whole = right == Right::Whole;
        self.role.may(right, real_event) && !(is_whole && self.is_limited())
    }

    /// Returns whether the 秘密を守る約束 of the fiscal year of this day is still to be given.
    pub fn pledge_is_due(&self, today: NaiveDate, first_month: u32) -> bool {
        let year = today.year() - i32::from(today.month() < first_month);
        let began = NaiveDate::from_ymd_opt(year, first_month, 1);
        self.pledged_on.is_none_or(|on| Some(on) < began)
    }

    /// Returns the person as the lock screen knows them.
    pub fn holder(&self) -> Holder {
        Holder {
            holder: self.id.0.clone(),
            name: self.name.clone(),
        }
    }

    /// Returns every right the person has.
    pub fn rights(&self, real_event: bool) -> Vec<Right> {
        let all = Right::ALL.iter().copied();
        all.filter(|right| self.may(*right, real_event)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(role: Role, districts: &[&str]) -> User {
        User {
            role,
            districts: districts.iter().map(|id| BlockId((*id).into())).collect(),
            ..User::default()
        }
    }

    #[test]
    fn every_role_has_the_rights_of_the_one_below() {
        for real_event in [false, true] {
            for pair in Role::ALL.windows(2) {
                for right in Right::ALL {
                    let (lower, higher) = (pair[0], pair[1]);
                    assert!(
                        !lower.may(*right, real_event) || higher.may(*right, real_event),
                        "{lower:?} may {right:?}, {higher:?} may not"
                    );
                }
            }
        }
    }

    #[test]
    fn whoever_runs_a_real_event_may_look_closely_and_nobody_else_who_could_not_before() {
        assert!(!Role::Drill.may(Right::Details, false));
        assert!(Role::Drill.may(Right::Details, true));
        assert!(!Role::Viewer.may(Right::Details, true));
    }

    #[test]
    fn the_promise_is_due_once_in_every_fiscal_year() {
        let day = |text: &str| text.parse::<NaiveDate>().unwrap();
        let promised = |on: &str| User {
            pledged_on: Some(day(on)),
            ..User::default()
        };
        assert!(User::default().pledge_is_due(day("2026-11-25"), 4));
        assert!(!promised("2026-04-01").pledge_is_due(day("2027-03-31"), 4));
        assert!(promised("2026-03-31").pledge_is_due(day("2026-04-01"), 4));
        assert!(promised("2027-03-31").pledge_is_due(day("2027-04-01"), 4));
        assert!(!promised("2026-01-01").pledge_is_due(day("2026-12-31"), 1));
    }

    #[test]
    fn somebody_of_one_block_does_nothing_to_the_whole_body() {
        let limited = user(Role::Coordinator, &["b1"]);
        assert!(limited.is_limited() && limited.may(Right::Work, false));
        assert!(!limited.may(Right::Whole, false));
        assert!(user(Role::Coordinator, &[]).may(Right::Whole, false));
        assert!(!user(Role::Lead, &["b1"]).is_limited());
    }
}
