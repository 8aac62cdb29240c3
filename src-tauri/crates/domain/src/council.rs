//! 地域社協, its 圏域, and the 班・ブロック that are walked together.

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, CouncilId, PlaceId, ZoneId};
use crate::kind::record;
use crate::place::Place;

crate::codes! {
    /// What sort of body holds the list (domain.md 3.1).
    CouncilKind {
        /// 地域社協・福祉の会.
        NeighbourhoodCouncil,
        /// 地区社協.
        DistrictCouncil,
        /// 自治会・町内会.
        ResidentsAssociation,
        /// 自主防災組織.
        DisasterOrganisation,
        /// 民生委員児童委員協議会.
        WelfareCommissioners,
    }
}

crate::codes! {
    /// 震度階級 of the Japan Meteorological Agency, from which activity starts.
    Shindo {
        /// 震度5弱.
        FiveLower,
        /// 震度4.
        Four,
        /// 震度5強.
        FiveUpper,
        /// 震度6弱.
        SixLower,
        /// 震度6強.
        SixUpper,
        /// 震度7.
        Seven,
    }
}

/// A stretch of addresses: a 町, a 丁目, or only some 番 of it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Area {
    /// 町名.
    pub town: String,
    /// 丁目; none where the town has none or all of it is meant.
    pub chome: Option<u32>,
    /// First 番 (街区) of the range.
    pub ban_from: Option<u32>,
    /// Last 番 of the range.
    pub ban_to: Option<u32>,
}

/// 地域社協: the body that keeps this list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Council {
    /// Key.
    pub id: CouncilId,
    /// Name as printed on every sheet.
    pub name: String,
    /// よみ of the name.
    pub name_kana: String,
    /// Sort of body.
    pub kind: CouncilKind,
    /// 圏域 it belongs to.
    pub zone: Option<ZoneId>,
    /// 市区町村 it lies in.
    pub city: String,
    /// Area code (市外局番) put before short telephone numbers.
    pub area_code: String,
    /// 震度 from which real activity starts.
    pub trigger_shindo: Shindo,
    /// Where reports are taken on the day.
    pub report_places: Vec<PlaceId>,
    /// The area it covers; empty when nobody has said.
    pub areas: Vec<Area>,
    /// First month of the fiscal year (4 unless said otherwise).
    pub fiscal_year_start_month: u32,
    /// The way consent is given here.
    pub consent_basis: crate::consent::ConsentBasis,
    /// Contact printed on the sheets (電話).
    pub contact: String,
    /// Word used for 要支援者, if the body has its own.
    pub registrant_word: String,
    /// Supporters wanted for each registrant.
    pub supporters_wanted: u32,
    /// Months after which what is known of a person is to be looked at again; 0 where nobody has said.
    pub confirm_months: u32,
}

impl Council {
    /// Months after which a record is to be looked at again where nobody has said how many.
    pub const CONFIRM_MONTHS_UNLESS_SAID: u32 = 12;

    /// Returns the months after which a record is to be looked at again.
    pub fn months_between_confirmations(&self) -> u32 {
        match self.confirm_months {
            0 => Self::CONFIRM_MONTHS_UNLESS_SAID,
            said => said,
        }
    }

    /// Returns the day before which a confirmation is too old.
    pub fn confirmed_since(&self, today: NaiveDate) -> NaiveDate {
        let months = Months::new(self.months_between_confirmations());
        today.checked_sub_months(months).unwrap_or(today)
    }
}

/// 圏域: several councils together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Zone {
    /// Key.
    pub id: ZoneId,
    /// Name.
    pub name: String,
}

/// 班・ブロック: the part of a council's area that is walked together.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Block {
    /// Key.
    pub id: BlockId,
    /// Council it belongs to.
    pub council: CouncilId,
    /// Name, as printed on its sheets.
    pub name: String,
    /// Name of the block leader; changes every year.
    pub leader: String,
    /// Place in lists and in the walking order of the council, from 1.
    pub position: u32,
    /// The addresses that belong to it.
    pub areas: Vec<Area>,
}

record!(Council, Council);
record!(Zone, Zone);
record!(Block, Block);

/// Everything the settings screen shows of the body itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct CouncilSetup {
    /// The body.
    pub council: Council,
    /// Its blocks, in their order.
    pub blocks: Vec<Block>,
    /// Its places, by name.
    pub places: Vec<Place>,
    /// The zones known to the book.
    pub zones: Vec<Zone>,
    /// How many registrants each block holds, in the order of `blocks`.
    pub people_per_block: Vec<u32>,
    /// Registrants who are in no block.
    pub people_without_block: u32,
    /// Today, for age and fiscal year on the page.
    pub today: NaiveDate,
}
