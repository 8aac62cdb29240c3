//! 照合: who is who between two lists, with the evidence field by field; and 重複, the same person twice in one.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

crate::codes! {
    /// What the program says of a row of the new list.
    Identity {
        /// A person must decide.
        Ask,
        /// The same person as on the old list.
        Same,
        /// Nobody of the old list.
        New,
    }
}

crate::codes! {
    /// What a piece of evidence is taken from.
    EvidenceField {
        /// 整理番号.
        Number,
        /// 姓.
        FamilyName,
        /// 名.
        GivenName,
        /// 生年月日.
        Birth,
        /// 性別.
        Gender,
        /// 住所, with building and room.
        Address,
        /// 電話.
        Phone,
        /// 緊急連絡先の電話.
        Contact,
        /// 世帯主.
        Householder,
    }
}

crate::codes! {
    /// How far two rows agree in one field.
    Agreement {
        /// One of the two rows does not say, or nobody can compare what they say.
        Unknown,
        /// The same.
        Same,
        /// Names: the same reading, other characters.
        SameSound,
        /// Nearly the same: one sound of a name, one part of a date.
        Near,
        /// Addresses: the same house, another room or none said.
        SameHouse,
        /// Addresses: the same 番.
        SameBlock,
        /// Addresses: the same 丁目.
        SameChome,
        /// Not the same.
        Different,
    }
}

crate::codes! {
    /// Why a person must decide.
    Doubt {
        /// Too little agrees.
        TooLittle,
        /// The number says one person, the name another.
        NumberAgainstName,
        /// The surname or the given name is another (marriage, correction, mistake).
        NameChanged,
        /// The birth dates do not go together.
        BirthDiffers,
        /// No birth date to compare, and no number that settles it.
        BirthMissing,
        /// The sexes do not go together.
        GenderDiffers,
        /// Name and birth date agree, nothing else does.
        NothingElse,
        /// Somebody else has the same name and the same birth date.
        Namesake,
        /// The number stands on somebody else on the other list.
        NumberElsewhere,
        /// Another row fits as well, or nearly.
        OtherCandidate,
    }
}

crate::codes! {
    /// What sort of change a field shows.
    ChangeKind {
        /// What is meant has changed.
        Real,
        /// Only the writing is another.
        Notation,
        /// A value that was there already is set right (birth date, reading).
        Correction,
        /// Empty before.
        Filled,
        /// Empty now.
        Missing,
    }
}

crate::codes! {
    /// A field of a row that can change from year to year.
    RowField {
        /// 整理番号.
        Number,
        /// 氏名.
        Name,
        /// フリガナ.
        Kana,
        /// 生年月日.
        Birth,
        /// 性別.
        Gender,
        /// 郵便番号.
        Postal,
        /// 住所.
        Address,
        /// 建物・部屋.
        Building,
        /// 電話.
        Phone,
        /// 携帯.
        Mobile,
        /// 世帯主.
        Householder,
        /// 該当事由.
        Reasons,
        /// 同意.
        Consent,
        /// 自治会・班.
        Association,
        /// 緊急連絡先.
        Emergency,
        /// 備考.
        Note,
    }
}

/// One piece of evidence for or against two rows being one person.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Evidence {
    /// What it is taken from.
    pub field: EvidenceField,
    /// How far the two agree.
    pub agreement: Agreement,
    /// Weight in tenths of a bit: above 0 speaks for, below 0 against.
    pub weight: i32,
}

/// A row of the old list that may be the person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct IdentityCandidate {
    /// Place in the old list, from 0.
    pub old: u32,
    /// All evidence together with the odds beforehand, in tenths of a bit; 0 is as likely as not.
    pub weight: i32,
    /// Field by field, the strongest first; fields nobody can compare are left out.
    pub evidence: Vec<Evidence>,
    /// Whether the row is already the person of another row of the new list.
    pub taken: bool,
}

/// A field that is not written as last year.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct FieldChange {
    /// The field.
    pub field: RowField,
    /// What sort of change it is.
    pub kind: ChangeKind,
    /// As written before.
    pub old: String,
    /// As written now.
    pub new: String,
}

/// The answer for one row of the new list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RowIdentity {
    /// What the program says.
    pub identity: Identity,
    /// Place in the old list where it says "same".
    pub of: Option<u32>,
    /// Who it may be, the likeliest first; for "same" the one it is.
    pub candidates: Vec<IdentityCandidate>,
    /// Why a person must decide; empty unless it asks.
    pub doubts: Vec<Doubt>,
    /// What changed; empty unless it says "same".
    pub changes: Vec<FieldChange>,
}

/// Two rows of one list that may be one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DuplicatePair {
    /// Place of the one.
    pub first: u32,
    /// Place of the other, later in the list.
    pub second: u32,
    /// All evidence together with the odds beforehand, in tenths of a bit.
    pub weight: i32,
    /// Field by field, the strongest first.
    pub evidence: Vec<Evidence>,
}
