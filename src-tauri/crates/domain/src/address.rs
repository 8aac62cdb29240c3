//! 住所: kept as received, understood as 町・丁目・番・号 so that `1-2-3` and 一丁目2番3号 fall together.

mod building;
mod read;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::council::Area;
use crate::name;

pub use building::{building_key, building_line, split_room};
pub use read::{read_address, split_building};

/// What was understood of an address.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Address {
    /// 町名, without the city.
    pub town: String,
    /// 丁目.
    pub chome: Option<u32>,
    /// 番 (街区).
    pub ban: Option<u32>,
    /// 号.
    pub go: Option<u32>,
    /// What could not be understood.
    pub rest: String,
}

/// Returns 町 and 丁目 as shown: せせらぎ町1丁目, or the 町 alone where it has none.
pub fn area_line(town: &str, chome: Option<u32>) -> String {
    match chome {
        Some(chome) => format!("{town}{chome}丁目"),
        None => town.to_owned(),
    }
}

impl Address {
    /// Returns 町 and 丁目 as shown.
    pub fn area(&self) -> String {
        area_line(&self.town, self.chome)
    }

    /// Returns the address on one line as shown: せせらぎ町1丁目2-3.
    pub fn line(&self) -> String {
        let mut line = self.area();
        match (self.ban, self.go) {
            (Some(ban), Some(go)) => line.push_str(&format!("{ban}-{go}")),
            (Some(ban), None) => line.push_str(&format!("{ban}番")),
            (None, Some(go)) => line.push_str(&format!("{go}号")),
            (None, None) => {}
        }
        line.push_str(&self.rest);
        line
    }

    /// Returns the address with 1-2 read as 1丁目2番 where every area with this town has 丁目; otherwise unchanged.
    pub fn settled_by(self, areas: &[Area]) -> Self {
        let key = town_key(&self.town);
        let mut same_town = areas
            .iter()
            .filter(|area| town_key(&area.town) == key)
            .peekable();
        let has_chome = same_town.peek().is_some() && same_town.all(|area| area.chome.is_some());
        if has_chome && self.chome.is_none() && self.ban.is_some() {
            return Self {
                chome: self.ban,
                ban: self.go,
                go: None,
                ..self
            };
        }
        self
    }

    /// Returns whether a town was understood at all.
    pub fn is_known(&self) -> bool {
        !self.town.is_empty()
    }
}

impl Area {
    /// Returns whether an address lies in the area. An address that does not say its 丁目 or 番 is held by the town.
    pub fn holds(&self, address: &Address) -> bool {
        let in_chome = match (self.chome, address.chome) {
            (Some(area), Some(chome)) => area == chome,
            _ => true,
        };
        let in_range = address.ban.is_none_or(|ban| {
            self.ban_from.is_none_or(|from| ban >= from) && self.ban_to.is_none_or(|to| ban <= to)
        });
        !self.town.is_empty()
            && town_key(&self.town) == town_key(&address.town)
            && in_chome
            && in_range
    }
}

/// Returns a key under which two spellings of one address fall together; the building is not in it.
pub fn address_key(address: &Address) -> String {
    let number = |n: Option<u32>| n.map(|n| n.to_string()).unwrap_or_default();
    let (chome, ban, go) = (
        number(address.chome),
        number(address.ban),
        number(address.go),
    );
    format!(
        "{}|{chome}|{ban}|{go}|{}",
        town_key(&address.town),
        name::fold(&address.rest)
    )
}

/// Returns a key under which two spellings of one 町名 fall together (霞ヶ関 and 霞が関, 大字 or not).
pub fn town_key(town: &str) -> String {
    name::until_stable(town, |town| {
        let folded = name::fold(town);
        let plain = folded.replace("大字", "").replace(['ヶ', 'ガ', 'ヵ'], "ケ");
        plain.strip_prefix('字').unwrap_or(&plain).to_owned()
    })
}

#[cfg(test)]
mod tests;
