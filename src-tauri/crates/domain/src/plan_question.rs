//! Questions asked of the plan in 担当づけ: what if it happens now, where to look for supporters, what each rule costs,
//! and how to go on when a supporter drops out.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::id::{BlockId, PairingId, RegistrantId, SupporterId};
use crate::matching_view::{Coverage, Period};
use crate::pairing::PairChoice;

crate::codes! {
    /// Which pairs are looked at (`question.side.` in the texts).
    PlanSide {
        /// 今の担当.
        Now,
        /// 案のとおりなら.
        Proposed,
    }
}

crate::codes! {
    /// When it happens (`question.when.` in the texts).
    WhatIfWhen {
        /// 平日の昼.
        WeekdayDay,
        /// 平日の夜.
        WeekdayNight,
        /// 土日の昼.
        WeekendDay,
        /// 土日の夜.
        WeekendNight,
        /// いつか分からない.
        AnyTime,
    }
}

crate::codes! {
    /// How many supporters come (`question.coming.` in the texts).
    WhatIfComing {
        /// By age band, as in the matching study.
        ByAge,
        /// All who are there.
        Everybody,
        /// Eight of ten.
        MostOfThem,
        /// Half of them.
        Half,
    }
}

crate::codes! {
    /// Why somebody may not be reached (`question.unreached.` in the texts).
    UnreachedReason {
        /// Nobody looks after the person.
        NoSupporter,
        /// All who do are gone.
        AllGone,
        /// They come too late.
        TooLate,
        /// They may not come.
        ByChance,
    }
}

/// A trial: it happens at this time, without these supporters.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct WhatIfRequest {
    /// Which pairs.
    pub side: PlanSide,
    /// When.
    pub when: WhatIfWhen,
    /// Who comes.
    pub coming: WhatIfComing,
    /// How many of the oldest supporters cannot act.
    pub oldest_gone: u32,
    /// Supporters who cannot act.
    pub gone: Vec<SupporterId>,
    /// Name of a building nobody gets in or out of; empty for none.
    pub cut_off: String,
}

/// How things stand after so many minutes. Shares are in tenths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIfStep {
    /// Minutes since the beginning.
    pub minutes: u32,
    /// Expected share of the people who have been reached; exact.
    pub reached: u32,
    /// In one of twenty disasters it is less than this; drawn.
    pub low: u32,
    /// In one of twenty disasters it is more than this; drawn.
    pub high: u32,
    /// Standard error of the drawn shares.
    pub error: u32,
}

/// Somebody who is hard to reach.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIfPerson {
    /// Who.
    pub registrant: RegistrantId,
    /// Name.
    pub name: String,
    /// Address on one line.
    pub address: String,
    /// Chance of being reached within the last of the minutes, in tenths of a percent; exact.
    pub chance: u32,
    /// Why.
    pub reason: UnreachedReason,
}

/// The answer to a trial.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WhatIf {
    /// People looked at.
    pub people: u32,
    /// Supporters who cannot act although they look after somebody.
    pub gone: u32,
    /// Disasters drawn for the spread.
    pub runs: u32,
    /// How things stand, by minutes.
    pub steps: Vec<WhatIfStep>,
    /// Those who are hardest to reach, hardest first.
    pub hardest: Vec<WhatIfPerson>,
    /// Minutes until a supporter leaves home, assumed.
    pub prepare_minutes: u32,
    /// Minutes at each door, assumed.
    pub visit_minutes: u32,
    /// Metres walked in a minute, assumed.
    pub metres_a_minute: u32,
    /// Buildings that can be tried as cut off.
    pub buildings: Vec<String>,
}

/// A place to look for a supporter in, after those before it in the list.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Opening {
    /// Where, in words.
    pub place: String,
    /// The block, if it is one.
    pub block: Option<BlockId>,
    /// People who would get their first supporter.
    pub first: u32,
    /// Further places that would be filled.
    pub further: u32,
    /// Names of people within reach who would profit.
    pub people: Vec<String>,
    /// Other places from which the same people are reached.
    pub alike: Vec<String>,
}

/// Where to look for supporters, one after the other.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Recruiting {
    /// People for whom the best plan has nobody nearby.
    pub nobody: u32,
    /// Further places that stay empty.
    pub places: u32,
    /// People a new supporter is counted to look after.
    pub tasks: u32,
    /// Where to look, best first; the gains add up.
    pub openings: Vec<Opening>,
}

crate::codes! {
    /// A rule of the plan (`question.rule.` in the texts).
    PlanRule {
        /// Same gender only.
        SameGenderOnly,
        /// Pairs that must never be together: refusals, orders of protection.
        Exclusions,
        /// One household.
        Household,
        /// People on the roster look after nobody.
        ListedSupporters,
        /// How far a neighbour walks; twice of it is tried. Means nothing without coordinates.
        Reach,
        /// Parts of the town.
        Zones,
        /// The limit of each supporter; one more is tried.
        Limits,
        /// 固定.
        FixedPairs,
    }
}

impl PlanRule {
    /// Returns whether the rule protects somebody, so that it is never suggested to give it up: who was kept apart stays
    /// apart, and family is not a second pair of hands.
    pub fn protects(self) -> bool {
        matches!(self, Self::Exclusions | Self::Household)
    }
}

/// What a rule costs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RuleCost {
    /// The rule.
    pub rule: PlanRule,
    /// People who have nobody nearby because of it.
    pub first: u32,
    /// People who have one and would have two.
    pub second: u32,
    /// Names of people who would have somebody in a plan without it.
    pub people: Vec<String>,
    /// Whether it protects somebody, so that giving it up is never suggested.
    pub protects: bool,
}

/// Answers about a plan for this part of the week.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanQuestion {
    /// The part of the week the plan must hold for.
    pub period: Period,
}

/// A pair in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NamedPair {
    /// Name of the registrant.
    pub registrant: String,
    /// Address of the registrant on one line.
    pub registrant_address: String,
    /// Name of the supporter.
    pub supporter: String,
    /// Address of the supporter on one line.
    pub supporter_address: String,
}

/// One way to go on after a drop-out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DropOutStep {
    /// How everybody stands then.
    pub coverage: Coverage,
    /// Pairs that end although they could stay.
    pub ended: Vec<NamedPair>,
    /// Pairs that are new.
    pub added: Vec<NamedPair>,
    /// What to send to have it so.
    pub change: PlanChange,
}

/// What happens when a supporter drops out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DropOut {
    /// Name of the supporter.
    pub supporter: String,
    /// How everybody stands now.
    pub now: Coverage,
    /// Names of the people who lose the supporter.
    pub lost: Vec<String>,
    /// Nothing else changes.
    pub leave: DropOutStep,
    /// A few pairs change.
    pub swap: DropOutStep,
    /// The best plan, whatever changes.
    pub best: DropOutStep,
}

/// Pairs that end and pairs that begin, in one act.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(default)]
pub struct PlanChange {
    /// Pairings that end.
    pub ended: Vec<PairingId>,
    /// Pairs that begin, as 案.
    pub added: Vec<PairChoice>,
    /// The supporter who drops out and is 休止 from now on.
    pub leaving: Option<SupporterId>,
}
