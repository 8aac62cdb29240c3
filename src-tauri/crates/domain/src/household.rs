//! 世帯 as the screen shows them: who lives at one address and room, and what a person said of it (domain.md 3.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::PersonId;

/// Somebody of a home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HouseMember {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Age in years, if the birth date is known.
    pub age: Option<u32>,
    /// Whether the person stands on 名簿.
    pub is_registrant: bool,
    /// Whether the person is a supporter.
    pub is_supporter: bool,
    /// 世帯主氏名 as received.
    pub householder: String,
}

/// People at one address and room.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Dwelling {
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Who lives there, by よみ.
    pub members: Vec<HouseMember>,
    /// Who said that they live together; empty while nobody has.
    pub confirmed_by: String,
    /// When it was said.
    pub confirmed_on: Option<NaiveDate>,
}

/// 名簿 counted both ways, and the homes in which more than one person lives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Households {
    /// People on 名簿.
    pub people: u32,
    /// Households they live in, as far as it is known.
    pub households: u32,
    /// Homes of which nobody has said yet whether they are one household.
    pub open: Vec<Dwelling>,
    /// Households of more than one, as somebody said.
    pub confirmed: Vec<Dwelling>,
    /// Homes with more than one household in them, as somebody said.
    pub apart: Vec<Dwelling>,
}

/// What somebody says of a home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SettleHousehold {
    /// These live together.
    pub together: Vec<PersonId>,
    /// Each of these lives in a household of the own.
    pub apart: Vec<PersonId>,
}
