//! 要支援者: a person on the roster (domain.md 3.3), its list row, its draft.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::confirmation::{Fact, FactDays, overdue};
use crate::consent::{Consent, ConsentStatus, YesNo};
use crate::history::HistoryLine;
use crate::id::{BlockId, CouncilId, PersonId, PlaceId, RegistrantId};
use crate::kind::record;
use crate::pairing::{PairingRow, SupporterPreference};
use crate::person::Person;
use crate::phone::Phone;
use crate::problem::Problem;
use crate::saved_filter::Condition;
use crate::task::Task;

crate::codes! {
    /// Why a person is on the list. 要配慮個人情報: closed on every screen, never on a sheet by default.
    ReasonCode {
        /// その他.
        Other,
        /// 要介護 (level 1-5).
        Care,
        /// 要支援 (level 1-2).
        Support,
        /// 身体障害者手帳 (grade 1-6 and kind).
        Body,
        /// 療育手帳・愛の手帳.
        Intellectual,
        /// 精神障害者保健福祉手帳 (grade 1-3).
        Mental,
        /// 難病.
        Disease,
        /// 高齢独居.
        Alone,
        /// 高齢世帯.
        ElderlyHousehold,
        /// 申出.
        OwnWish,
    }
}

/// One reason with its level and kind.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Reason {
    /// The sort of reason.
    pub code: ReasonCode,
    /// 要介護度, 等級 or 度.
    pub level: Option<u32>,
    /// Kind of disability (肢体, 視覚, …) as received.
    pub kind: String,
}

crate::codes! {
    /// Which list the person stands on (domain.md 3.3).
    ListKind {
        /// 名簿A: shared in peacetime.
        SharedInPeace,
        /// 名簿B: only in a disaster.
        DisasterOnly,
        /// 手上げ: the person applied to the council.
        Own,
    }
}

crate::codes! {
    /// Where the person stands with us (domain.md 7.3).
    RegistrantStatus {
        /// 登録.
        Registered,
        /// 候補.
        Candidate,
        /// 保留.
        OnHold,
        /// 辞退.
        Declined,
        /// 転出.
        MovedAway,
        /// 転居(区内).
        MovedWithin,
        /// 死亡.
        Died,
        /// 施設入所.
        InFacility,
        /// 長期入院.
        InHospital,
        /// 要件消滅.
        NoLongerEligible,
        /// 重複.
        Duplicate,
        /// 消去: nothing is left but the key, for what was counted.
        Erased,
    }
}

impl RegistrantStatus {
    /// Returns whether a person in this state is looked after: matched, printed, checked.
    pub fn is_active(self) -> bool {
        matches!(self, Self::Registered | Self::Candidate | Self::MovedWithin)
    }

    /// Returns whether somebody in this state will not come back, so that the supporters are free again.
    pub fn has_left(self) -> bool {
        match self {
            Self::Registered
            | Self::Candidate
            | Self::OnHold
            | Self::MovedWithin
            | Self::InHospital => false,
            Self::Declined
            | Self::MovedAway
            | Self::Died
            | Self::InFacility
            | Self::NoLongerEligible
            | Self::Duplicate
            | Self::Erased => true,
        }
    }
}

crate::codes! {
    /// Where a change of state became known.
    StatusSource {
        /// Not written down.
        Unknown,
        /// 市の名簿.
        CityList,
        /// 訪問.
        Visit,
        /// 家族.
        Family,
        /// 郵便の返送.
        MailReturned,
        /// 訓練.
        Drill,
    }
}

crate::codes! {
    /// 動き: how far the person can move alone (Kobe Tarumi-ku colours, domain.md 3.3).
    Mobility {
        /// Not known.
        Unknown,
        /// 歩ける (緑).
        Walks,
        /// 手助け (黄).
        NeedsHelp,
        /// 動けない (赤).
        CannotMove,
    }
}

crate::codes! {
    /// What makes talking together hard.
    Communication {
        /// 聞こえにくい.
        HardToHear,
        /// 見えにくい.
        HardToSee,
        /// 話しにくい.
        HardToSpeak,
        /// 理解に配慮.
        NeedsSimpleWords,
        /// 外国語.
        OtherLanguage,
    }
}

crate::codes! {
    /// Sign handed out for "all safe here".
    SignKit {
        /// None yet.
        None,
        /// タオル.
        Towel,
        /// カード.
        Card,
        /// 旗.
        Flag,
        /// マグネット.
        Magnet,
    }
}

crate::codes! {
    /// Where the person usually is in a part of the day.
    Whereabouts {
        /// Not known.
        Unknown,
        /// 家にいる.
        Home,
        /// デイサービス.
        DayService,
        /// 外出.
        Out,
    }
}

/// Where the person usually is on one weekday.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct DayPattern {
    /// 0 = Monday … 6 = Sunday.
    pub weekday: u32,
    /// By day.
    pub day: Whereabouts,
    /// By night.
    pub night: Whereabouts,
}

/// 緊急連絡先; not limited to family.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct EmergencyContact {
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// 続柄.
    pub relation: String,
    /// Address.
    pub address: String,
    /// Telephones in call order.
    pub phones: Vec<Phone>,
}

/// 要支援者.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Registrant {
    /// Key.
    pub id: RegistrantId,
    /// Who it is.
    pub person: PersonId,
    /// Whose list.
    pub council: CouncilId,
    /// 整理番号 given by the city, as received.
    pub city_no: String,
    /// Why listed. 要配慮個人情報.
    pub reasons: Vec<Reason>,
    /// The same in the words of the list. 要配慮個人情報.
    pub reason_detail: String,
    /// Which list.
    pub list_kind: ListKind,
    /// Where the person stands with us.
    pub status: RegistrantStatus,
    /// Since when.
    pub status_date: Option<NaiveDate>,
    /// How it became known.
    pub status_source: StatusSource,
    /// 動き.
    pub mobility: Mobility,
    /// What makes talking together hard.
    pub communication: Vec<Communication>,
    /// Medicine, hearing aid, glasses, oxygen …
    pub equipment: String,
    /// What stops when the power goes.
    pub power_need: String,
    /// Where to look first.
    pub usual_room: String,
    /// 寝室.
    pub bedroom: String,
    /// Where the person is through the week.
    pub day_pattern: Vec<DayPattern>,
    /// Preferred shelter.
    pub preferred_shelter: Option<PlaceId>,
    /// Wish about the supporters.
    pub supporter_preference: SupporterPreference,
    /// Who has a key.
    pub key_holder: String,
    /// May one enter when nobody answers?
    pub entry_consent: YesNo,
    /// 支援組織に申し伝えたい事項.
    pub note_to_supporters: String,
    /// 緊急連絡先, in call order.
    pub emergency_contacts: Vec<EmergencyContact>,
    /// About three people or places the person can hope for.
    pub own_contacts: Vec<String>,
    /// ケアマネ, かかりつけ, 緊急通報 …
    pub services: Vec<String>,
    /// Sign handed out.
    pub sign_kit: SignKit,
    /// When it was handed out.
    pub sign_kit_on: Option<NaiveDate>,
    /// Supporters wanted for this person; none means the number of the council.
    pub supporters_wanted: Option<u32>,
    /// 最終確認日.
    pub confirmed_on: Option<NaiveDate>,
    /// 書きそえ.
    pub note: String,
    /// The day each fact was last looked at.
    pub fact_days: FactDays,
}

impl Registrant {
    /// Returns the facts nobody has looked at since a day.
    pub fn overdue(&self, since: NaiveDate) -> Vec<Fact> {
        overdue(Fact::ALL, &self.fact_days, self.confirmed_on, since)
    }

    /// Notes that everything in the record was looked at.
    pub fn confirm(&mut self, day: NaiveDate) {
        self.confirmed_on = Some(day);
        self.fact_days = Fact::ALL.iter().map(|fact| (*fact, day)).collect();
    }
}

impl std::fmt::Debug for Registrant {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Registrant({})", self.id)
    }
}

record!(Registrant, Registrant);

/// One line of 名簿.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RegistrantRow {
    /// Key.
    pub id: RegistrantId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Age in years today.
    pub age: Option<u32>,
    /// Address on one line, without the building.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Name of the block, or empty.
    pub block: String,
    /// 動き.
    pub mobility: Mobility,
    /// Names of the supporters now looking after the person, by rank.
    pub supporters: Vec<String>,
    /// How many of them count: one household is no second pair of hands.
    pub have: u32,
    /// Of those that count: pairs that wait for a yes of the supporter.
    pub waiting: u32,
    /// How many supporters are wanted.
    pub wanted: u32,
    /// State of the consent.
    pub consent: ConsentStatus,
    /// Where the person stands with us.
    pub status: RegistrantStatus,
    /// 最終確認日.
    pub confirmed_on: Option<NaiveDate>,
    /// Something in the record has not been looked at for longer than the council wants.
    pub overdue: bool,
    /// Another person in the book has the same name or the same kana.
    pub same_name: bool,
    /// Open things to look into (直すところ).
    pub tasks: u32,
}

/// What 名簿 should show.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RegistrantFilter {
    /// The one box: name, kana, address, building, last digits of a telephone, number. As typed.
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

/// A part of 名簿, with counts over everything the text and block match.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RegistrantPage {
    /// Rows from `offset`, by kana.
    pub rows: Vec<RegistrantRow>,
    /// How many match the whole filter.
    pub total: u32,
    /// How many stand on the roster in all.
    pub everybody: u32,
    /// Of those who match text and block: two or more supporters.
    pub full: u32,
    /// … one.
    pub one: u32,
    /// … none.
    pub zero: u32,
    /// … whose consent is open or refused.
    pub consent_open: u32,
    /// … who consented.
    pub consent_yes: u32,
    /// … of whom something was not looked at for longer than the council wants.
    pub unconfirmed: u32,
    /// … who live alone.
    pub alone: u32,
    /// … who cannot move by themselves.
    pub cannot_move: u32,
    /// Rows per kana row (あかさたなはまやらわ他), 11 numbers.
    pub kana_rows: Vec<u32>,
    /// What was folded to find more (「斎・斉・齋・齊」), empty if nothing.
    pub folded: String,
}

/// Everything about one registrant.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct RegistrantDetail {
    /// The human being.
    pub person: Person,
    /// The record of the roster.
    pub registrant: Registrant,
    /// The newest consent, or an empty one.
    pub consent: Consent,
    /// Pairings, present ones first.
    pub pairings: Vec<PairingRow>,
    /// Age today.
    pub age: Option<u32>,
    /// Birth date as shown (昭和12年3月4日（1937年・89歳）), or empty.
    pub birth_shown: String,
    /// Telephones of the person, as shown.
    pub phones: Vec<String>,
    /// Telephones of each emergency contact, as shown.
    pub contact_phones: Vec<Vec<String>>,
    /// Name of the block.
    pub block: String,
    /// Others with the same kana: name and address, to tell them apart.
    pub same_name: Vec<String>,
    /// Open things to look into.
    pub tasks: Vec<Task>,
    /// What happened to the record, newest first.
    pub history: Vec<HistoryLine>,
    /// What is wrong in the record as it is stored.
    pub problems: Vec<Problem>,
}

/// What the form sends: the three records together. Derived fields are made anew on saving.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct RegistrantDraft {
    /// The human being; a new one has an empty key.
    pub person: Person,
    /// The record of the roster.
    pub registrant: Registrant,
    /// The consent.
    pub consent: Consent,
}

/// A change of state: 転出, 辞退, back to 登録 …
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct StatusChange {
    /// Who.
    pub registrant: RegistrantId,
    /// New state.
    pub status: RegistrantStatus,
    /// How it became known.
    pub source: StatusSource,
    /// Since when; today if none.
    pub on: Option<NaiveDate>,
}
