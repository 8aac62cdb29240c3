//! The kinds of record: what can be stored, journalled, undone and asked for again.

use serde::{Serialize, de::DeserializeOwned};

crate::codes! {
    /// A kind of record. The stored name is also the name of its table.
    Kind {
        /// 地域社協.
        Council,
        /// 圏域.
        Zone,
        /// 班・ブロック.
        Block,
        /// 施設.
        Place,
        /// A human being.
        Person,
        /// People living together.
        Household,
        /// 要支援者.
        Registrant,
        /// 支援者.
        Supporter,
        /// 同意.
        Consent,
        /// 担当.
        Pairing,
        /// A pair that must not be proposed.
        Exclusion,
        /// 安否確認.
        SafetyCheck,
        /// A line of the frozen roster.
        CheckTarget,
        /// 確認結果.
        CheckResult,
        /// 第n報.
        CheckReport,
        /// 配布台帳の1部.
        Copy,
        /// 名簿の受領.
        RosterImport,
        /// A remembered column mapping.
        ColumnMapping,
        /// A thing to look into.
        Task,
        /// 照合.
        RosterComparison,
        /// One case of a 照合.
        ComparisonCase,
        /// Two people who are not one.
        Distinct,
        /// A filter that somebody kept.
        SavedFilter,
        /// 使う人.
        User,
    }
}

/// A record: plain data with a key, stored in the table of its kind. Every field has a default, so that an
/// older image of it can still be read.
pub trait Record: Serialize + DeserializeOwned + Default + Clone {
    /// The kind of record, and so its table.
    const KIND: Kind;

    /// Returns the key of the record.
    fn key(&self) -> &str;
}

macro_rules! record {
    ($name:ty, $kind:ident) => {
        impl $crate::kind::Record for $name {
            const KIND: $crate::kind::Kind = $crate::kind::Kind::$kind;

            fn key(&self) -> &str {
                self.id.as_str()
            }
        }
    };
}
pub(crate) use record;
