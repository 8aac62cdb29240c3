//! 二重の記録: two records that may be one person, what a person says of them, and how they become one.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::comparison::Evidence;
use crate::history::FieldChange;
use crate::id::{DistinctId, PersonId, RegistrantId, SupporterId};
use crate::kind::record;

/// 別の人: a person has said that these two are two. Nobody is asked again.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Distinct {
    /// Key.
    pub id: DistinctId,
    /// The one.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
    /// Who said it.
    pub said_by: String,
    /// When it was said.
    pub said_on: Option<NaiveDate>,
}

record!(Distinct, Distinct);

/// Two people in question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct TwoPeople {
    /// The one, whose record stays where the two become one.
    pub one: PersonId,
    /// The other.
    pub other: PersonId,
}

/// One of two people, as far as it tells them apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Namesake {
    /// The human being.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Birth date as shown, or empty.
    pub birth_shown: String,
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// First telephone.
    pub phone: String,
    /// The record of the roster, if there is one.
    pub registrant: Option<RegistrantId>,
    /// The record of the supporters, if there is one.
    pub supporter: Option<SupporterId>,
    /// Present pairings of either role.
    pub pairings: u32,
}

/// Two records that may be one person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MaybeOne {
    /// The older record.
    pub one: Namesake,
    /// The newer one.
    pub other: Namesake,
    /// What speaks for it and against it, the strongest first.
    pub evidence: Vec<Evidence>,
}

/// Fields that are chosen together where two records become one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct MergeChoice {
    /// The name of the choice: the first of its fields, with the kind of record before it.
    pub choice: String,
    /// The fields that differ: what the one says stands as before, what the other says as after.
    pub fields: Vec<FieldChange>,
    /// Whether only the other says something.
    pub only_other: bool,
}

/// Two records side by side, before they become one.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct MergeSheet {
    /// The choices; fields that agree have none.
    pub choices: Vec<MergeChoice>,
    /// Pairings, results, papers and the like that come along.
    pub references: u32,
}

/// Two records become one: the one stays, and takes what is chosen from the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Merge {
    /// The record that stays.
    pub one: PersonId,
    /// The record that goes.
    pub other: PersonId,
    /// The choices in which the other wins.
    pub from_other: Vec<String>,
}
