//! What is to be solved, in plain indices: registrants, supporters, what is known of pairs, parameters.

use domain::pairing::SupporterPreference;
use domain::person::Gender;

/// Parts of the week as a bit mask (kit: `alone`, `available`).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Periods(u8);

impl Periods {
    /// No part of the week.
    pub const NONE: Self = Self(0);
    /// 平日の昼.
    pub const WEEKDAY_DAY: Self = Self(1);
    /// 平日の夜.
    pub const WEEKDAY_NIGHT: Self = Self(2);
    /// 土日の昼.
    pub const WEEKEND_DAY: Self = Self(4);
    /// 土日の夜.
    pub const WEEKEND_NIGHT: Self = Self(8);
    /// 夜と休日.
    pub const NIGHT_AND_HOLIDAY: Self = Self(2 | 4 | 8);
    /// The whole week.
    pub const ALL: Self = Self(15);

    /// Returns the mask of the four lowest bits.
    pub fn from_bits(bits: u8) -> Self {
        Self(bits & Self::ALL.0)
    }

    /// Returns the mask of the four lowest bits.
    pub(crate) fn bits(self) -> u8 {
        self.0
    }

    /// Returns the parts in either.
    #[must_use]
    pub fn with(self, other: Self) -> Self {
        Self(self.0 | other.0)
    }

    /// Returns the parts in both.
    #[must_use]
    pub fn common(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Returns the parts that `other` leaves open.
    #[must_use]
    pub fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    /// Returns whether no part is left.
    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Returns the number of parts.
    pub fn count(self) -> i64 {
        i64::from(self.0.count_ones())
    }
}

/// Where somebody lives: by coordinates where they are known, by keys of the address where not.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Abode {
    /// Position in decimetres, east and north of any common point.
    pub position: Option<(i64, i64)>,
    /// Part of the town; between two parts nobody walks in a disaster.
    pub zone: u32,
    /// Key of the building shared with others; none for a house.
    pub building: Option<u32>,
    /// Floor, 1 = ground.
    pub floor: i64,
    /// Key of 町 + 丁目 + 番.
    pub ban: Option<u32>,
    /// Key of the 班・ブロック.
    pub block: Option<u32>,
    /// Key of the 町.
    pub town: Option<u32>,
    /// Number of the 丁目; 0 where the 町 has none.
    pub chome: u32,
    /// Key of the household; people of one household are never paired.
    pub household: Option<u32>,
}

/// A registrant as the solver sees one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RegistrantSeat {
    /// Where.
    pub abode: Abode,
    /// Supporters wanted (k).
    pub need: u32,
    /// Urgency 1 … 5, 5 = most urgent (p).
    pub priority: u32,
    /// 性別.
    pub gender: Gender,
    /// Wish about the supporters.
    pub wish: SupporterPreference,
    /// Parts of the week without family.
    pub alone: Periods,
}

impl Default for RegistrantSeat {
    fn default() -> Self {
        Self {
            abode: Abode::default(),
            need: 2,
            priority: 1,
            gender: Gender::Unknown,
            wish: SupporterPreference::Any,
            alone: Periods::ALL,
        }
    }
}

/// A supporter as the solver sees one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SupporterSeat {
    /// Where.
    pub abode: Abode,
    /// Registrants the supporter can look after (c), pinned ones included.
    pub capacity: u32,
    /// 性別.
    pub gender: Gender,
    /// Age in years, if known.
    pub age: Option<u32>,
    /// Parts of the week at home, or not known to be away.
    pub available: Periods,
    /// Parts of the week surely at home; only for the words of the reasons.
    pub surely_home: Periods,
    /// The registrant who is this same person.
    pub registrant: Option<usize>,
    /// May be proposed for new pairs (not paused, not ended).
    pub open: bool,
}

impl Default for SupporterSeat {
    fn default() -> Self {
        Self {
            abode: Abode::default(),
            capacity: 2,
            gender: Gender::Unknown,
            age: None,
            available: Periods::ALL,
            surely_home: Periods::NONE,
            registrant: None,
            open: true,
        }
    }
}

/// What is known of a pair beforehand.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum PairKind {
    /// Never together.
    Excluded,
    /// 固定: in every solution, unless a rule forbids it.
    Fixed,
    /// Both were asked and said yes: in every solution like `Fixed`, but not said to be fixed.
    Agreed,
    /// Together now: kept where nothing speaks against it.
    Present,
    /// They know each other.
    Acquainted,
}

/// A pair and what is known of it; a pair may stand several times with different kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct KnownPair {
    /// Index of the registrant.
    pub registrant: usize,
    /// Index of the supporter.
    pub supporter: usize,
    /// What is known.
    pub kind: PairKind,
}

/// How the load of supporters weighs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LoadMode {
    /// Load points are added to the pair costs: people walk less at equal coverage (the better default).
    #[default]
    Blend,
    /// Load is a level of its own above the pair costs.
    Strict,
}

/// In which order places are filled beyond the first of everybody.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PlaceOrder {
    /// Second places of everybody before third places.
    #[default]
    Priority,
    /// People who need few are filled up first: most people served in full.
    Complete,
}

/// What can be set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parameters {
    /// Longest straight line of an ordinary pair with coordinates, decimetres.
    pub radius: i64,
    /// Nearest supporters kept per registrant; none keeps all.
    pub max_candidates: Option<usize>,
    /// Whether somebody who stands on the list may look after somebody else.
    pub registrant_supporters: bool,
    /// Points for each further supporter of one registrant from one building.
    pub same_building_penalty: i64,
    /// How load weighs.
    pub load: LoadMode,
    /// In which order places are filled.
    pub order: PlaceOrder,
    /// Parts of the week the plan must hold for.
    pub focus: Periods,
    /// Whether somebody who would have nobody may get a supporter from elsewhere who has room.
    pub elsewhere: bool,
}

impl Default for Parameters {
    fn default() -> Self {
        Self {
            radius: crate::cost::RADIUS,
            max_candidates: None,
            registrant_supporters: true,
            same_building_penalty: crate::cost::SAME_BUILDING_PENALTY,
            load: LoadMode::Blend,
            order: PlaceOrder::Priority,
            focus: Periods::NONE,
            elsewhere: true,
        }
    }
}

/// Everything the solver is told.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Instance {
    /// Registrants, in an order that is the same every time.
    pub registrants: Vec<RegistrantSeat>,
    /// Supporters, in an order that is the same every time.
    pub supporters: Vec<SupporterSeat>,
    /// What is known of pairs.
    pub known: Vec<KnownPair>,
    /// What can be set.
    pub parameters: Parameters,
}

impl Instance {
    /// Returns how many supporters a registrant can have at the most; a need beyond everybody there is cut.
    pub(crate) fn need(&self, i: usize) -> u32 {
        let all = u32::try_from(self.supporters.len()).unwrap_or(u32::MAX);
        self.registrants[i].need.min(all.max(LEAST_CUT))
    }

    /// Returns how many registrants a supporter can have at the most.
    pub(crate) fn capacity(&self, j: usize) -> u32 {
        let all = u32::try_from(self.registrants.len()).unwrap_or(u32::MAX);
        self.supporters[j].capacity.min(all)
    }
}

/// Needs up to this count in full, however few supporters there are, so that level A tells what is missing.
const LEAST_CUT: u32 = 8;
