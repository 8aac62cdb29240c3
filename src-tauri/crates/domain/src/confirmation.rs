//! 確認の一巡: which facts were looked at when, and who is to be visited because too long has passed.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, RegistrantId, SupporterId};

crate::codes! {
    /// A fact of a record that goes out of date by itself.
    Fact {
        /// 住所.
        Address,
        /// 電話.
        Phone,
        /// 緊急連絡先.
        Contacts,
        /// 動き.
        Mobility,
        /// 同意.
        Consent,
    }
}

impl Fact {
    /// The facts of a supporter.
    pub const OF_SUPPORTERS: &'static [Self] = &[Self::Address, Self::Phone];

    /// What a postcard may ask: it is open to everybody who carries it.
    pub const ON_A_CARD: &'static [Self] = &[Self::Address, Self::Phone, Self::Contacts];
}

/// The day each fact was last looked at.
pub type FactDays = BTreeMap<Fact, NaiveDate>;

/// Returns the day since which every one of these facts is known to be true: looked at by itself, or with the whole record.
pub fn settled_on(facts: &[Fact], days: &FactDays, whole: Option<NaiveDate>) -> Option<NaiveDate> {
    facts
        .iter()
        .map(|fact| days.get(fact).copied().max(whole))
        .min()
        .flatten()
}

/// Returns the facts nobody has looked at since a day.
pub fn overdue(
    facts: &[Fact],
    days: &FactDays,
    whole: Option<NaiveDate>,
    since: NaiveDate,
) -> Vec<Fact> {
    let old = |fact: &&Fact| {
        let looked_at = days.get(fact).copied().max(whole);
        looked_at.is_none_or(|day| day < since)
    };
    facts.iter().filter(old).copied().collect()
}

/// Whom the list この人たちを確かめる should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ConfirmFilter {
    /// Supporters instead of registrants.
    pub supporters: bool,
    /// Only this block.
    pub block: Option<BlockId>,
    /// Only people who are in no block.
    pub without_block: bool,
}

/// Somebody to be visited or called.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConfirmPerson {
    /// The registrant; none for a supporter.
    pub registrant: Option<RegistrantId>,
    /// The supporter; none for a registrant.
    pub supporter: Option<SupporterId>,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Age today.
    pub age: Option<u32>,
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// First telephone.
    pub phone: String,
    /// 最終確認日 of the whole record.
    pub confirmed_on: Option<NaiveDate>,
    /// The facts to ask for.
    pub facts: Vec<Fact>,
}

/// How far a block has come.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ConfirmBlock {
    /// The block; none for people who are in no block.
    pub block: Option<BlockId>,
    /// Its name, or empty.
    pub name: String,
    /// Who is to be confirmed.
    pub left: u32,
    /// Everybody there.
    pub everybody: u32,
}

/// この人たちを確かめる.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ToConfirm {
    /// Months after which a fact is to be looked at again.
    pub months: u32,
    /// The blocks in walking order.
    pub blocks: Vec<ConfirmBlock>,
    /// The people of the chosen blocks in walking order, at most a few hundred.
    pub people: Vec<ConfirmPerson>,
    /// How many there are in the chosen blocks.
    pub total: u32,
}

/// A visit list or 確認はがき to be printed: makes one numbered copy for each block.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ConfirmPaper {
    /// Only this block.
    pub block: Option<BlockId>,
    /// Only people who are in no block.
    pub without_block: bool,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(month: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, month, 1).unwrap()
    }

    #[test]
    fn a_fact_counts_from_the_later_of_its_own_day_and_that_of_the_record() {
        let days = FactDays::from([(Fact::Phone, day(9))]);
        let facts = [Fact::Address, Fact::Phone];
        assert_eq!(settled_on(&facts, &days, Some(day(3))), Some(day(3)));
        assert_eq!(settled_on(&facts, &days, None), None);
        assert_eq!(
            overdue(&facts, &days, Some(day(3)), day(6)),
            [Fact::Address]
        );
        assert_eq!(overdue(&facts, &days, Some(day(8)), day(6)), []);
    }
}
