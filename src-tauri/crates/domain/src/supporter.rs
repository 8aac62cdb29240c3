//! 支援者: a neighbour, or a team, who looks after registrants (domain.md 3.5).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::confirmation::{Fact, FactDays, overdue};
use crate::consent::YesNo;
use crate::history::HistoryLine;
use crate::id::{BlockId, CouncilId, PersonId, SupporterId};
use crate::kind::record;
use crate::pairing::PairingRow;
use crate::person::Person;
use crate::saved_filter::Condition;

crate::codes! {
    /// 状態 of a supporter.
    SupporterStatus {
        /// 待機.
        Standby,
        /// 申込.
        Applied,
        /// 担当中.
        Active,
        /// 休止.
        Paused,
        /// 終了.
        Ended,
    }
}

impl SupporterStatus {
    /// Returns whether a supporter in this state may be proposed for a pair.
    pub fn may_be_paired(self) -> bool {
        matches!(self, Self::Standby | Self::Applied | Self::Active)
    }
}

crate::codes! {
    /// 種別 of a supporter.
    SupporterKind {
        /// 個人.
        Individual,
        /// 班・組.
        Team,
        /// 団体.
        Organisation,
        /// 事業所.
        Business,
        /// 民生委員 (as a substitute).
        WelfareCommissioner,
    }
}

crate::codes! {
    /// 年代. Pupils are not supporters in Musashino (domain.md 3.5).
    AgeBand {
        /// Not known.
        Unknown,
        /// Younger than 18.
        Minor,
        /// 18 or 19, or 10代 without more.
        Teens,
        /// 20代.
        Twenties,
        /// 30代.
        Thirties,
        /// 40代.
        Forties,
        /// 50代.
        Fifties,
        /// 60代.
        Sixties,
        /// 70代.
        Seventies,
        /// 80代以上.
        Eighties,
    }
}

crate::codes! {
    /// What a supporter can do.
    CanDo {
        /// 安否確認.
        SafetyCheck,
        /// 声かけ.
        CallOut,
        /// 付き添い.
        Accompany,
        /// 車いす.
        Wheelchair,
        /// 運転.
        Drive,
        /// 電話.
        Phone,
    }
}

crate::codes! {
    /// Is the supporter at home in a part of the week?
    Presence {
        /// Not known.
        Unknown,
        /// ○.
        Yes,
        /// △.
        Maybe,
        /// ×.
        No,
    }
}

crate::codes! {
    /// A way to reach a supporter.
    ContactWay {
        /// 電話.
        Phone,
        /// SMS.
        Sms,
        /// メール.
        Mail,
        /// LINE.
        Line,
        /// FAX.
        Fax,
        /// 郵送.
        Post,
    }
}

crate::codes! {
    /// How the supporter was found.
    Origin {
        /// Not written down.
        Unknown,
        /// 広報.
        Newsletter,
        /// 口コミ.
        WordOfMouth,
        /// 説明会.
        Briefing,
        /// シニア支え合いポイント.
        SeniorPoints,
        /// 本人の指名.
        NamedByRegistrant,
    }
}

/// When a supporter is usually at home.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Availability {
    /// 平日の朝.
    pub weekday_morning: Presence,
    /// 平日の昼.
    pub weekday_day: Presence,
    /// 平日の夜.
    pub weekday_night: Presence,
    /// 土日の昼.
    pub weekend_day: Presence,
    /// 土日の夜.
    pub weekend_night: Presence,
    /// Where the supporter works.
    pub workplace: String,
    /// Months away.
    pub months_away: String,
}

/// 支援者.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Supporter {
    /// Key.
    pub id: SupporterId,
    /// Who it is (for a team: its contact, with the team's name).
    pub person: PersonId,
    /// Whose supporter.
    pub council: CouncilId,
    /// Number on the supporters' list, as received.
    pub list_no: String,
    /// 状態.
    pub status: SupporterStatus,
    /// 種別.
    pub kind: SupporterKind,
    /// 受け持てる人数.
    pub max_load: u32,
    /// The same as received (2〜3人, 応相談 …).
    pub max_load_raw: String,
    /// What the supporter can do.
    pub can_do: Vec<CanDo>,
    /// When at home.
    pub availability: Availability,
    /// 年代.
    pub age_band: AgeBand,
    /// Ways to reach the supporter, best first.
    pub contact_ways: Vec<ContactWay>,
    /// 誓約書 signed on.
    pub pledge_on: Option<NaiveDate>,
    /// Training attended on.
    pub training_on: Option<NaiveDate>,
    /// つどい・説明会 attended on.
    pub meetings: Vec<NaiveDate>,
    /// How the supporter was found.
    pub origin: Origin,
    /// May the name be told to the registrant and stand on sheets?
    pub name_consent: YesNo,
    /// 一緒になりたくない人・事情, as received.
    pub avoid_raw: String,
    /// いま担当している方, as received.
    pub supports_raw: String,
    /// 最終確認日.
    pub confirmed_on: Option<NaiveDate>,
    /// 書きそえ.
    pub note: String,
    /// The day each fact was last looked at.
    pub fact_days: FactDays,
}

impl std::fmt::Debug for Supporter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Supporter({})", self.id)
    }
}

impl Supporter {
    /// People one supporter looks after where nobody has said how many (domain.md 3.5: two or three).
    pub const LIMIT_UNLESS_SAID: u32 = 2;

    /// Returns how many registrants the supporter can look after.
    pub fn limit(&self) -> u32 {
        Self::limit_of(self.max_load)
    }

    /// Returns how many registrants a supporter of whom this number was said can look after; 0 where nobody has said.
    pub fn limit_of(max_load: u32) -> u32 {
        match max_load {
            0 => Self::LIMIT_UNLESS_SAID,
            said => said,
        }
    }

    /// Returns the facts nobody has looked at since a day.
    pub fn overdue(&self, since: NaiveDate) -> Vec<Fact> {
        overdue(
            Fact::OF_SUPPORTERS,
            &self.fact_days,
            self.confirmed_on,
            since,
        )
    }

    /// Notes that everything in the record was looked at.
    pub fn confirm(&mut self, day: NaiveDate) {
        let facts = Fact::OF_SUPPORTERS.iter();
        self.confirmed_on = Some(day);
        self.fact_days = facts.map(|fact| (*fact, day)).collect();
    }
}

record!(Supporter, Supporter);

/// One line of the list of supporters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SupporterRow {
    /// Key.
    pub id: SupporterId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line, without the building.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Name of the block, or empty.
    pub block: String,
    /// 状態.
    pub status: SupporterStatus,
    /// 種別.
    pub kind: SupporterKind,
    /// 年代.
    pub age_band: AgeBand,
    /// Registrants looked after now.
    pub load: u32,
    /// Limit.
    pub max_load: u32,
    /// At home on weekdays by day.
    pub weekday_day: Presence,
    /// At home on weekdays by night.
    pub weekday_night: Presence,
    /// First telephone.
    pub phone: String,
    /// Another person in the book has the same name or the same kana.
    pub same_name: bool,
}

/// What the list of supporters should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SupporterFilter {
    /// The one box, as typed.
    pub text: String,
    /// Only this block.
    pub block: Option<BlockId>,
    /// What has to hold, all of it.
    pub conditions: Vec<Condition>,
    /// First kana row wanted (あ, か …, or 他), empty for all.
    pub kana_row: String,
    /// First row wanted, from 0.
    pub offset: u32,
    /// Rows wanted at the most.
    pub limit: u32,
}

/// A part of the list of supporters.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SupporterPage {
    /// Rows from `offset`, by kana.
    pub rows: Vec<SupporterRow>,
    /// How many match the filter.
    pub total: u32,
    /// How many there are in all (終了 apart).
    pub everybody: u32,
    /// Of those who match text and block: 待機.
    pub standby: u32,
    /// … 担当中.
    pub active: u32,
    /// … with room for one more.
    pub with_room: u32,
    /// Rows per kana row, 11 numbers.
    pub kana_rows: Vec<u32>,
    /// What was folded to find more, empty if nothing.
    pub folded: String,
}

/// Everything about one supporter.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct SupporterDetail {
    /// The human being.
    pub person: Person,
    /// The record.
    pub supporter: Supporter,
    /// Pairings, present ones first.
    pub pairings: Vec<PairingRow>,
    /// Telephones, as shown.
    pub phones: Vec<String>,
    /// Name of the block.
    pub block: String,
    /// Others with the same kana: name and address.
    pub same_name: Vec<String>,
    /// What happened to the record, newest first.
    pub history: Vec<HistoryLine>,
}

/// What the form sends.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SupporterDraft {
    /// The human being; a new one has an empty key.
    pub person: Person,
    /// The record.
    pub supporter: Supporter,
}

/// A change of state of a supporter.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct SupporterStatusChange {
    /// Who.
    pub supporter: SupporterId,
    /// New state.
    pub status: SupporterStatus,
}
