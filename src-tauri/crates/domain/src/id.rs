//! Identifiers: one type per noun, so that a supporter cannot be passed where a registrant is meant.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, TS)]
        #[serde(transparent)]
        pub struct $name(pub String);

        impl $name {
            /// Returns the text of the identifier, as stored.
            pub fn as_str(&self) -> &str {
                &self.0
            }

            /// Returns whether the identifier has not been given yet (a new record).
            pub fn is_new(&self) -> bool {
                self.0.is_empty()
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl From<String> for $name {
            fn from(text: String) -> Self {
                Self(text)
            }
        }
    )+};
}

ids! {
    /// A 地域社協.
    CouncilId,
    /// A 圏域.
    ZoneId,
    /// A 班 or ブロック.
    BlockId,
    /// A 施設.
    PlaceId,
    /// A human being, whatever the roles.
    PersonId,
    /// People living at one address and room, confirmed by a person.
    HouseholdId,
    /// A 要支援者.
    RegistrantId,
    /// A 支援者.
    SupporterId,
    /// A 同意.
    ConsentId,
    /// A 担当.
    PairingId,
    /// A pair that must not be proposed.
    ExclusionId,
    /// A 安否確認.
    SafetyCheckId,
    /// One line of the frozen roster of a 安否確認.
    CheckTargetId,
    /// A 確認結果.
    CheckResultId,
    /// A 第n報.
    CheckReportId,
    /// A numbered paper or file that left the program.
    CopyId,
    /// A 名簿の受領.
    RosterImportId,
    /// A 照合.
    RosterComparisonId,
    /// One case of a 照合.
    ComparisonCaseId,
    /// A remembered column mapping.
    ColumnMappingId,
    /// Something a person has to look into.
    TaskId,
    /// Two people who are not one.
    DistinctId,
    /// A filter that somebody kept.
    SavedFilterId,
    /// A 使う人.
    UserId,
    /// An entry of the 履歴.
    EntryId,
    /// A file chosen in a dialog; the page never sees the path behind it.
    FileToken,
}
