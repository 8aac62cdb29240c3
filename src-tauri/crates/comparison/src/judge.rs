//! The rules: what may be joined without a person, what must be asked, and why.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::comparison::{Agreement, Doubt, EvidenceField as F};

use crate::evidence::{Agreements, of};
use crate::line::{Id, Line};
use crate::weights::{POSSIBLE, SURE};

/// A row of the new list beside a row of the old one.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Pair {
    pub old: u32,
    pub new: u32,
    pub agreements: Agreements,
    /// All evidence, in tenths of a bit.
    pub weight: i32,
}

/// What must be known of the lists as a whole to judge one pair.
#[derive(Debug, Default)]
pub(crate) struct Crowd {
    /// Whether both lists have birth dates.
    pub with_birth: bool,
    namesakes: [HashMap<(bool, Id, NaiveDate), u32>; 2],
    numbers: [HashMap<Id, u32>; 2],
}

impl Crowd {
    /// Counts names with birth dates, and numbers where they count.
    pub(crate) fn of(lists: [&[Line]; 2], with_birth: bool, numbers_count: bool) -> Self {
        let mut crowd = Self {
            with_birth,
            ..Self::default()
        };
        for (side, lines) in lists.into_iter().enumerate() {
            for line in lines {
                for key in name_and_birth(line) {
                    *crowd.namesakes[side].entry(key).or_default() += 1;
                }
                if numbers_count && line.number != 0 {
                    *crowd.numbers[side].entry(line.number).or_default() += 1;
                }
            }
        }
        crowd
    }

    /// Whether anybody but the two has the name (in characters or as read) and the birth date of one of them.
    fn has_namesake(&self, old: &Line, new: &Line) -> bool {
        let lines = [old, new];
        lines.into_iter().flat_map(name_and_birth).any(|key| {
            let others = |side: usize| {
                let all = self.namesakes[side].get(&key).copied().unwrap_or(0);
                let own = name_and_birth(lines[side]).any(|it| it == key);
                all > u32::from(own)
            };
            others(0) || others(1)
        })
    }

    /// Whether the number of one of them stands on somebody else on the other list.
    fn number_is_elsewhere(&self, old: &Line, new: &Line) -> bool {
        let on = |side: usize, number: Id, own: Id| {
            let all = self.numbers[side].get(&number).copied().unwrap_or(0);
            number != 0 && all > u32::from(number == own)
        };
        on(0, new.number, old.number) || on(1, old.number, new.number)
    }
}

fn name_and_birth(line: &Line) -> impl Iterator<Item = (bool, Id, NaiveDate)> {
    let keys = [(false, line.name.whole), (true, line.kana.whole)];
    let birth = line.birth;
    keys.into_iter()
        .filter(|&(_, id)| id != 0)
        .filter_map(move |(reading, id)| Some((reading, id, birth?)))
}

fn sounds(agreement: Agreement) -> bool {
    matches!(agreement, Agreement::Same | Agreement::SameSound)
}

fn fits(agreement: Agreement) -> bool {
    sounds(agreement) || agreement == Agreement::Near
}

/// Whether something beside name and birth date ties the two together: house, telephone, or whom to call.
fn is_linked(found: &Agreements) -> bool {
    matches!(
        of(found, F::Address),
        Agreement::Same | Agreement::SameHouse
    ) || of(found, F::Phone) == Agreement::Same
        || of(found, F::Contact) == Agreement::Same
}

/// Returns why two rows may not be joined without a person; nothing if they may.
pub(crate) fn doubts(pair: &Pair, old: &Line, new: &Line, crowd: &Crowd) -> Vec<Doubt> {
    let found = &pair.agreements;
    let mut doubts = match of(found, F::Number) == Agreement::Same {
        true => with_number(found),
        false => without_number(found, old, new, crowd),
    };
    let all_the_same = [F::Number, F::FamilyName, F::GivenName, F::Birth]
        .iter()
        .all(|&field| of(found, field) == Agreement::Same);
    if of(found, F::Gender) == Agreement::Different && !all_the_same {
        doubts.push(Doubt::GenderDiffers);
    }
    if doubts.is_empty() && pair.weight < SURE {
        doubts.push(Doubt::TooLittle);
    }
    doubts
}

/// The number is the same: name and birth date must not speak against it.
fn with_number(found: &Agreements) -> Vec<Doubt> {
    let (family, given) = (of(found, F::FamilyName), of(found, F::GivenName));
    let birth = of(found, F::Birth);
    if family == Agreement::Unknown && given == Agreement::Unknown {
        // Characters on one list, readings on the other: everything else must be the same.
        let whole = birth == Agreement::Same && of(found, F::Address) == Agreement::Same;
        return if whole {
            vec![]
        } else {
            vec![Doubt::TooLittle]
        };
    }
    if !(fits(family) && fits(given)) {
        let is_changed = birth == Agreement::Same && (fits(family) || fits(given));
        return vec![if is_changed {
            Doubt::NameChanged
        } else {
            Doubt::NumberAgainstName
        }];
    }
    let whole_name = family == Agreement::Same && given == Agreement::Same;
    let fits_birth = birth == Agreement::Same
        || (whole_name && birth == Agreement::Unknown)
        || (whole_name && birth == Agreement::Near && is_linked(found));
    match (fits_birth, birth == Agreement::Unknown) {
        (true, _) => vec![],
        (false, true) => vec![Doubt::NameChanged, Doubt::BirthMissing],
        (false, false) => vec![Doubt::BirthDiffers],
    }
}

/// The number is another, or there is none: name, birth date and one thing more must be the same, and nobody else like it.
fn without_number(found: &Agreements, old: &Line, new: &Line, crowd: &Crowd) -> Vec<Doubt> {
    let (family, given) = (of(found, F::FamilyName), of(found, F::GivenName));
    let mut doubts = Vec::new();
    if family != Agreement::Same || given != Agreement::Same {
        let is_changed = fits(family) || fits(given);
        doubts.push(if is_changed {
            Doubt::NameChanged
        } else {
            Doubt::TooLittle
        });
    }
    let birth = of(found, F::Birth);
    let is_silent = birth == Agreement::Unknown;
    let is_settled = is_silent && !crowd.with_birth && is_at_home(found);
    if birth != Agreement::Same && !is_settled {
        doubts.push(match is_silent {
            true => Doubt::BirthMissing,
            false => Doubt::BirthDiffers,
        });
    }
    if !is_linked(found) {
        doubts.push(Doubt::NothingElse);
    }
    if crowd.has_namesake(old, new) {
        doubts.push(Doubt::Namesake);
    }
    if crowd.number_is_elsewhere(old, new) {
        doubts.push(Doubt::NumberElsewhere);
    }
    doubts
}

/// Lists without birth dates and without numbers that count: name and door must be the same, and so must one thing more,
/// as far as the rows have more.
fn is_at_home(found: &Agreements) -> bool {
    let others = [F::Phone, F::Contact, F::Householder];
    let same = |field: &F| of(found, *field) == Agreement::Same;
    let differs = |field: &F| of(found, *field) == Agreement::Different;
    of(found, F::Number) == Agreement::Unknown
        && of(found, F::Address) == Agreement::Same
        && (others.iter().any(same) || !others.iter().any(differs))
}

/// Whether a pair is kept at all while the lists are gone through.
pub(crate) fn is_worth_keeping(found: &Agreements, weight: i32) -> bool {
    weight >= POSSIBLE || is_always_asked(found) || is_asked_if_free(found)
}

/// What is asked even if the row of the old list has its person already: the same number, or the same name and birth date.
pub(crate) fn is_always_asked(found: &Agreements) -> bool {
    let same_name = sounds(of(found, F::FamilyName)) && sounds(of(found, F::GivenName));
    of(found, F::Number) == Agreement::Same || (same_name && of(found, F::Birth) == Agreement::Same)
}

/// What is asked while the row of the old list is nobody's yet, however little it weighs: after a marriage and a move only
/// given name and birth date are left; where there is no birth date, only the name.
pub(crate) fn is_asked_if_free(found: &Agreements) -> bool {
    if of(found, F::Gender) == Agreement::Different {
        return false;
    }
    let (family, given) = (of(found, F::FamilyName), of(found, F::GivenName));
    let birth = of(found, F::Birth);
    let same_birth =
        birth == Agreement::Same && (fits(given) || (fits(family) && given == Agreement::Unknown));
    let no_birth =
        birth == Agreement::Unknown && sounds(given) && (fits(family) || is_linked(found));
    same_birth || no_birth
}
