//! 担当づけ as shown: coverage now and with the plan, proposals with their reasons, who is left over and why.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, PairingId, RegistrantId, SupporterId};
use crate::pairing::{DistanceClass, PairingBasis};
use crate::registrant::Mobility;

/// How many people have two, one, no supporter.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Coverage {
    /// ●● as many as wanted.
    pub full: u32,
    /// ●○ fewer than wanted.
    pub one: u32,
    /// ○○ none.
    pub zero: u32,
    /// Of `full`: people who have fewer once pairs that wait for a yes are left out.
    pub full_waiting: u32,
    /// Of `one`: people for whom nobody has said yes yet.
    pub one_waiting: u32,
}

impl Coverage {
    /// Counts a person with so many supporters, `waiting` of whom have not said yes, and returns the level: 0 nobody,
    /// 1 fewer than wanted, 2 as many as wanted.
    pub fn count(&mut self, filled: u32, waiting: u32, wanted: u32) -> u8 {
        let agreed = filled.saturating_sub(waiting);
        if filled >= wanted {
            self.full += 1;
            self.full_waiting += u32::from(agreed < wanted);
            2
        } else if filled > 0 {
            self.one += 1;
            self.one_waiting += u32::from(agreed == 0);
            1
        } else {
            self.zero += 1;
            0
        }
    }
}

crate::codes! {
    /// The part of the week a plan is looked at for.
    Period {
        /// 夜と休日.
        NightAndHoliday,
        /// 平日の昼.
        WeekdayDay,
    }
}

crate::codes! {
    /// One reason for a pair, shown as words in this order (`reason.` in the texts).
    ReasonWord {
        /// 今のまま.
        FromBefore,
        /// 固定.
        Fixed,
        /// 同じ建物.
        SameBuilding,
        /// となり (same 番).
        NextDoor,
        /// 同じ班.
        SameBlock,
        /// 同じ丁目.
        SameChome,
        /// となりの丁目.
        NeighbouringChome,
        /// 離れているが、ほかにいない.
        FarButOnlyOne,
        /// 顔見知り・本人の指名.
        Acquainted,
        /// 平日の昼も家にいる.
        HomeByDay,
        /// 夜は家にいる.
        HomeByNight,
        /// ほかの支援者のいない時間に家にいる.
        FillsGap,
        /// 同性.
        SameGender,
        /// 担当は1人目になる.
        FirstTask,
        /// 担当は `number` 人目になる.
        NthTask,
    }
}

/// A reason with its number, if it has one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PairReason {
    /// The reason.
    pub word: ReasonWord,
    /// n of 担当はn人目になる.
    pub number: Option<u32>,
}

crate::codes! {
    /// Why a place stays empty (`shortage.` in the texts).
    ShortageReason {
        /// Everybody near is at the limit.
        NearbyFull,
        /// Nobody lives near.
        NobodyNear,
        /// Everybody near was excluded or refused.
        AllExcluded,
        /// The wish about gender leaves nobody.
        NoSameGender,
        /// There is no supporter at all.
        NoSupporters,
    }
}

/// Where somebody lives on the schematic map: metres from the middle of the town.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct MapSpot {
    /// Metres to the east.
    pub east: i32,
    /// Metres to the north.
    pub north: i32,
}

/// One place (rank) of a registrant in the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ProposedPlace {
    /// Rank, from 1.
    pub rank: u32,
    /// The supporter; none where nobody was found.
    pub supporter: Option<SupporterId>,
    /// Name of the supporter.
    pub name: String,
    /// Address of the supporter on one line.
    pub address: String,
    /// Name of the block of the supporter, or of the 丁目 where there is none.
    pub block: String,
    /// Where the supporter lives, if the position is known.
    pub spot: Option<MapSpot>,
    /// The pairing that exists already, if it is kept.
    pub kept: Option<PairingId>,
    /// Whether the kept pairing is 固定.
    pub fixed: bool,
    /// Reasons, most telling first.
    pub reasons: Vec<PairReason>,
    /// How far apart they live.
    pub distance: DistanceClass,
    /// What to store as the basis.
    pub basis: Vec<PairingBasis>,
    /// Why nobody was found.
    pub shortage: Option<ShortageReason>,
}

/// One registrant of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ProposalRow {
    /// Who.
    pub registrant: RegistrantId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Age in years.
    pub age: Option<u32>,
    /// 動き.
    pub mobility: Mobility,
    /// Address on one line.
    pub address: String,
    /// Building and room.
    pub building: String,
    /// Name of the block, or of the 丁目 where there is none.
    pub block: String,
    /// Where the person lives, if the position is known.
    pub spot: Option<MapSpot>,
    /// Names of the present supporters.
    pub now: Vec<String>,
    /// How many of them count: one household is no second pair of hands.
    pub have: u32,
    /// Of those that count: pairs that wait for a yes of the supporter.
    pub waiting: u32,
    /// Names of present supporters whom the plan replaces.
    pub ended: Vec<String>,
    /// Places in the order of rank; kept ones first.
    pub places: Vec<ProposedPlace>,
    /// Whether the plan changes anything for this person.
    pub changes: bool,
}

/// People who lean on too few supporters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Shortage {
    /// Where, in words.
    pub place: String,
    /// Block, if it is one.
    pub block: Option<BlockId>,
    /// People who lean on them.
    pub people: Vec<String>,
    /// The supporters.
    pub supporters: Vec<String>,
    /// Places these supporters can fill.
    pub capacity: u32,
    /// Places wanted by these people.
    pub wanted: u32,
    /// Places that stay empty.
    pub missing: u32,
    /// Why.
    pub reason: ShortageReason,
}

crate::codes! {
    /// Something entered that a plan cannot hold to (`plan_problem.` in the texts). It is left out, and the rest is planned.
    PlanProblemKind {
        /// Agreed or fixed, and excluded at once: the exclusion holds.
        FixedAndExcluded,
        /// Agreed or fixed although a rule forbids it: one household, a minor, the same person.
        FixedAgainstRules,
        /// More supporters are wanted for one person than there are.
        NeedBeyondAll,
        /// Looks after more people than the limit says.
        BeyondLimit,
        /// The position of a registrant is far from everybody else and is not used.
        RegistrantOffTheMap,
        /// The same of a supporter.
        SupporterOffTheMap,
    }
}

/// Somebody named so that two of one name are told apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanPerson {
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
}

/// Something a person should put right, with the people it is about.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanProblem {
    /// What is wrong.
    pub kind: PlanProblemKind,
    /// The registrant it is about.
    pub registrant: Option<RegistrantId>,
    /// The supporter it is about.
    pub supporter: Option<SupporterId>,
    /// Who they are: the registrant first.
    pub people: Vec<PlanPerson>,
    /// How many: supporters wanted, or people looked after.
    pub number: Option<u32>,
}

/// What the page asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct ProposalRequest {
    /// The part of the week the plan must hold for.
    pub period: Period,
    /// Only people of this block (supporters from everywhere).
    pub block: Option<BlockId>,
}

/// The plan.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Proposal {
    /// Coverage now.
    pub now: Coverage,
    /// Coverage with the plan.
    pub with_plan: Coverage,
    /// Everybody, worst first: zero, then one, then full.
    pub rows: Vec<ProposalRow>,
    /// New pairs in the plan.
    pub new_pairs: u32,
    /// Kept pairs.
    pub kept_pairs: u32,
    /// Kept pairs that are 固定.
    pub fixed_pairs: u32,
    /// Where supporters are missing, largest first.
    pub shortages: Vec<Shortage>,
    /// Supporters in 待機.
    pub standby: u32,
    /// What was entered that the plan could not hold to.
    pub problems: Vec<PlanProblem>,
}

/// A supporter who could take one more place of a registrant.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct Candidate {
    /// Who.
    pub supporter: SupporterId,
    /// Name.
    pub name: String,
    /// よみ.
    pub kana: String,
    /// Address on one line.
    pub address: String,
    /// Registrants looked after now.
    pub load: u32,
    /// Limit.
    pub max_load: u32,
    /// What speaks for the pair.
    pub reasons: Vec<PairReason>,
    /// How far apart they live.
    pub distance: DistanceClass,
    /// What to store as the basis.
    pub basis: Vec<PairingBasis>,
    /// What speaks against it, empty if it is possible.
    pub against: Vec<ShortageReason>,
}
