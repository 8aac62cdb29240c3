//! 住所: kept as received, understood as 町・丁目・番・号 so that `1-2-3` and 一丁目2番3号 fall together.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

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

impl Address {
    /// Returns the address on one line as shown: せせらぎ町1丁目2-3.
    pub fn line(&self) -> String {
        let mut line = self.town.clone();
        if let Some(chome) = self.chome {
            line.push_str(&format!("{chome}丁目"));
        }
        match (self.ban, self.go) {
            (Some(ban), Some(go)) => line.push_str(&format!("{ban}-{go}")),
            (Some(ban), None) => line.push_str(&format!("{ban}番")),
            _ => {}
        }
        line.push_str(&self.rest);
        line
    }
}
