//! 残した絞りこみ: what a list of people was narrowed to, kept to be asked again.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::SavedFilterId;
use crate::kind::record;

crate::codes! {
    /// Which list of people.
    PeopleList {
        /// 名簿.
        Registrants,
        /// 支援者の一覧.
        Supporters,
    }
}

crate::codes! {
    /// One condition of a filter. Those of one matter exclude each other, the others add up.
    Condition {
        /// Nobody looks after the person.
        Zero,
        /// Fewer supporters than wanted, but one.
        One,
        /// 支援者が足りない: none, or fewer than wanted.
        Short,
        /// As many supporters as wanted.
        Full,
        /// 同意あり.
        ConsentYes,
        /// Consent is open or refused.
        Consent,
        /// Something was not looked at for longer than the council wants.
        Unconfirmed,
        /// ひとり暮らし.
        Alone,
        /// 動けない.
        CannotMove,
        /// Also who left.
        Left,
        /// 消す時期: only who left so long ago that the record is due for erasing, also who helps by now.
        EraseDue,
        /// 待機.
        Standby,
        /// 担当中.
        Active,
        /// 休止.
        Paused,
        /// 終了.
        Ended,
        /// Room for one more.
        WithRoom,
    }
}

/// A filter that somebody kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SavedFilter {
    /// Key.
    pub id: SavedFilterId,
    /// Which list it narrows.
    pub list: PeopleList,
    /// What has to hold, all of it.
    pub conditions: Vec<Condition>,
    /// Key of the block, or empty. It may be gone: then nobody is found.
    pub block: String,
}

record!(SavedFilter, SavedFilter);
