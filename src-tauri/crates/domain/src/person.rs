//! A human being and the household: what is the same whatever the roles (domain.md 3.2).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::address::{self, Address};
use crate::id::{BlockId, HouseholdId, PersonId};
use crate::kind::record;
use crate::name;
use crate::phone::Phone;

crate::codes! {
    /// 性別.
    Gender {
        /// 無回答, or not on the list.
        Unknown,
        /// 男.
        Male,
        /// 女.
        Female,
        /// その他.
        Other,
    }
}

crate::codes! {
    /// 世帯の類型.
    HouseholdType {
        /// Not known.
        Unknown,
        /// 独居.
        Alone,
        /// 高齢者のみ.
        ElderlyOnly,
        /// 日中独居.
        AloneByDay,
        /// 同居あり.
        WithFamily,
        /// その他.
        Other,
    }
}

/// A human being. What was received is kept beside what was understood; keys for comparison are derived on saving.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Person {
    /// Key.
    pub id: PersonId,
    /// 姓, code point for code point.
    pub family_name: String,
    /// 名; empty where the name could not be split.
    pub given_name: String,
    /// The name exactly as received, if it came from a list.
    pub name_raw: String,
    /// A second spelling for programs that refuse rare characters.
    pub typing_form: String,
    /// よみ in full-width katakana, family and given name parted by one space.
    pub name_kana: String,
    /// Derived: name with variants, width and spaces folded (`name::fold`).
    pub name_key: String,
    /// Derived: kana folded for search and order (`name::fold_kana`).
    pub kana_key: String,
    /// 生年月日, if it could be read.
    pub birth_date: Option<NaiveDate>,
    /// 生年月日 as typed or received.
    pub birth_raw: String,
    /// 性別.
    pub gender: Gender,
    /// 郵便番号, seven digits or empty.
    pub postal_code: String,
    /// 住所 as typed or received.
    pub address_raw: String,
    /// Derived: what was understood of `address_raw`.
    pub address: Address,
    /// 建物名.
    pub building: String,
    /// 部屋番号.
    pub room: String,
    /// Latitude in degrees, if somebody put the person on a map.
    pub lat: Option<f64>,
    /// Longitude in degrees.
    pub lon: Option<f64>,
    /// Telephones in the order they should be called.
    pub phones: Vec<Phone>,
    /// 世帯主氏名.
    pub householder_name: String,
    /// Household, once a person has confirmed it.
    pub household: Option<HouseholdId>,
    /// 世帯の類型.
    pub household_type: HouseholdType,
    /// 自治会名.
    pub association: String,
    /// 班・ブロック.
    pub block: Option<BlockId>,
    /// Place in the walking order of the block; none until somebody sets it (then address order counts).
    pub walk_order: Option<u32>,
    /// E-mail address as given.
    pub email: String,
}

/// Degrees of latitude between which Japan lies.
pub const LATITUDES: std::ops::RangeInclusive<f64> = 20.0..=46.0;
/// Degrees of longitude between which Japan lies.
pub const LONGITUDES: std::ops::RangeInclusive<f64> = 122.0..=154.0;

impl std::fmt::Debug for Person {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Person({})", self.id)
    }
}

impl Person {
    /// Returns the name as shown: family and given name with one full-width space where both are known.
    pub fn name(&self) -> String {
        match (self.family_name.as_str(), self.given_name.as_str()) {
            (family, "") => family.to_owned(),
            ("", given) => given.to_owned(),
            (family, given) => format!("{family} {given}"),
        }
    }

    /// Makes the derived fields anew from what was typed or received: keys of the name and the parts of the address.
    pub fn derive(&mut self, city: &str) {
        self.name_key = name::fold(&format!("{}{}", self.family_name, self.given_name));
        self.kana_key = name::fold_kana(&self.name_kana);
        self.address = address::read_address(&self.address_raw, city);
    }

    /// Returns whether the person lives in another house than before, or in another room of it. What was only written more
    /// exactly, a 号 or a room, moves nobody.
    pub fn has_moved_since(&self, before: &Self) -> bool {
        let house = |person: &Self| {
            let address = &person.address;
            (address::town_key(&address.town), address.chome, address.ban)
        };
        let (go, room) = (self.address.go, name::fold(&self.room));
        let (go_before, room_before) = (before.address.go, name::fold(&before.room));
        house(self) != house(before)
            || (go != go_before && go.is_some() && go_before.is_some())
            || (room != room_before && !room.is_empty() && !room_before.is_empty())
    }

    /// Forgets what belongs to the home the person has left since `before`: the household, the place in the walking order
    /// of the block, and the position on the map where no new one was given.
    pub fn leave_home_of(&mut self, before: &Self) {
        if !self.has_moved_since(before) {
            return;
        }
        self.household = None;
        self.walk_order = None;
        if (self.lat, self.lon) == (before.lat, before.lon) {
            (self.lat, self.lon) = (None, None);
        }
    }

    /// Returns the age in full years on `day`, if the birth date is known and not later.
    pub fn age_on(&self, day: NaiveDate) -> Option<u32> {
        day.years_since(self.birth_date?)
    }
}

record!(Person, Person);

/// 世帯: people at one address and room, never by surname alone (domain.md 7.4 Sapporo).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Household {
    /// Key.
    pub id: HouseholdId,
    /// Who said that these people live together.
    pub confirmed_by: String,
    /// When it was said.
    pub confirmed_on: Option<NaiveDate>,
    /// Anything worth knowing.
    pub note: String,
}

record!(Household, Household);
