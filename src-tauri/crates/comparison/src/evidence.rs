//! Two rows side by side: how far each field agrees, and what that weighs in these two lists.

use domain::comparison::{Agreement, Evidence, EvidenceField};
use domain::person::Gender;

use crate::birth;
use crate::calibrate::Scale;
use crate::line::{Id, Line, Stores};
use crate::names::{self, Spelling};

/// Agreement of every field, by the order of `EvidenceField`.
pub(crate) type Agreements = [Agreement; EvidenceField::ALL.len()];

/// Returns the agreement of one field.
pub(crate) fn of(agreements: &Agreements, field: EvidenceField) -> Agreement {
    agreements[field as usize]
}

/// Compares two rows field by field.
pub(crate) fn compare(a: &Line, b: &Line, stores: &Stores, numbers_count: bool) -> Agreements {
    let mut found = [Agreement::Unknown; EvidenceField::ALL.len()];
    let mut put = |field: EvidenceField, agreement| found[field as usize] = agreement;
    if numbers_count {
        put(EvidenceField::Number, by_id(a.number, b.number));
    }
    let (family, given) = name(a, b, stores);
    put(EvidenceField::FamilyName, family);
    put(EvidenceField::GivenName, given);
    put(EvidenceField::Birth, birth::compare(a.birth, b.birth));
    put(EvidenceField::Gender, gender(a.gender, b.gender));
    put(EvidenceField::Address, address(a, b, stores));
    put(EvidenceField::Phone, shared(&a.phones, &b.phones));
    put(EvidenceField::Contact, shared(&a.contacts, &b.contacts));
    let householder = by_id(a.householder, b.householder);
    put(EvidenceField::Householder, householder);
    found
}

/// Whether two rows can be one person at all, told by what is quickly looked at: another birth date, number, house and
/// telephone leave only the name, and names alone prove nothing.
pub(crate) fn is_possible(a: &Line, b: &Line, numbers_count: bool) -> bool {
    let same = |x: Id, y: Id| x != 0 && x == y;
    birth::compare(a.birth, b.birth) != Agreement::Different
        || (numbers_count && same(a.number, b.number))
        || same(a.house_id, b.house_id)
        || shared(&a.phones, &b.phones) == Agreement::Same
}

fn by_id(a: Id, b: Id) -> Agreement {
    match (a, b) {
        (0, _) | (_, 0) => Agreement::Unknown,
        _ if a == b => Agreement::Same,
        _ => Agreement::Different,
    }
}

fn gender(a: Gender, b: Gender) -> Agreement {
    match (a, b) {
        (Gender::Unknown, _) | (_, Gender::Unknown) => Agreement::Unknown,
        _ if a == b => Agreement::Same,
        _ => Agreement::Different,
    }
}

/// One number in common is enough: a second one comes and goes.
fn shared(a: &[Id], b: &[Id]) -> Agreement {
    if a.is_empty() || b.is_empty() {
        return Agreement::Unknown;
    }
    match a.iter().any(|id| b.contains(id)) {
        true => Agreement::Same,
        false => Agreement::Different,
    }
}

fn name(a: &Line, b: &Line, stores: &Stores) -> (Agreement, Agreement) {
    let whole_characters = a.name.whole != 0 && a.name.whole == b.name.whole;
    let whole_reading = a.kana.whole != 0 && a.kana.whole == b.kana.whole;
    let characters_count = a.name.whole != 0 && b.name.whole != 0;
    // The whole name settles both parts, wherever it is split; characters come before readings.
    if whole_characters || (whole_reading && !characters_count) {
        return (Agreement::Same, Agreement::Same);
    }
    let by_characters = a.name.family != 0 && b.name.family != 0;
    let by_reading = a.kana.family != 0 && b.kana.family != 0;
    if by_characters || by_reading {
        let family = part(a, b, stores, |ids| ids.family);
        let given = part(a, b, stores, |ids| ids.given);
        return match characters_count && !by_characters {
            true => unsplit(a, b, stores, (family, given)),
            false => (family, given),
        };
    }
    let whole = part(a, b, stores, |ids| ids.whole);
    if whole != Agreement::Different {
        return (whole, whole);
    }
    // Nobody knows where the surname ends; the end of the name may be a whole given name.
    let last = |line: &Line| stores.names.text(line.name.whole).chars().next_back();
    let same_end = last(a).is_some() && last(a) == last(b);
    match same_end {
        true => (Agreement::Different, Agreement::Near),
        false => (Agreement::Unknown, Agreement::Different),
    }
}

/// 井上彩 and 木下彩: parted by their readings only, so the characters are looked at from both ends. Where the whole names
/// differ, not both parts can be the same.
fn unsplit(
    a: &Line,
    b: &Line,
    stores: &Stores,
    (family, given): (Agreement, Agreement),
) -> (Agreement, Agreement) {
    let text = |line: &Line| {
        stores
            .names
            .text(line.name.whole)
            .chars()
            .collect::<Vec<_>>()
    };
    let (a, b) = (text(a), text(b));
    let heard = |agreement: Agreement, same: bool| match agreement == Agreement::Same && !same {
        true => Agreement::SameSound,
        false => agreement,
    };
    let family = heard(family, a.first() == b.first());
    let given = heard(given, a.last() == b.last());
    if family == Agreement::Same && given == Agreement::Same {
        return (Agreement::SameSound, Agreement::SameSound);
    }
    (family, given)
}

fn part(a: &Line, b: &Line, stores: &Stores, which: fn(&crate::line::NameIds) -> Id) -> Agreement {
    let (name_a, name_b) = (which(&a.name), which(&b.name));
    let (kana_a, kana_b) = (which(&a.kana), which(&b.kana));
    if name_a != 0 && name_a == name_b {
        return Agreement::Same;
    }
    let spelling = |name: Id, kana: Id| Spelling {
        characters: stores.names.text(name),
        reading: stores.kana.text(kana),
    };
    names::compare(spelling(name_a, kana_a), spelling(name_b, kana_b))
}

fn address(a: &Line, b: &Line, stores: &Stores) -> Agreement {
    if a.chome_id == 0 || b.chome_id == 0 {
        return Agreement::Unknown;
    }
    let same = |x: Id, y: Id| x != 0 && x == y;
    if same(a.house_id, b.house_id) {
        let rooms = match (a.room, b.room) {
            (0, 0) => !other_block(a, b, stores),
            (x, y) => x == y && !other_block(a, b, stores),
        };
        return if rooms {
            Agreement::Same
        } else {
            Agreement::SameHouse
        };
    }
    if same(a.block_id, b.block_id) {
        return Agreement::SameBlock;
    }
    if same(a.chome_id, b.chome_id) {
        return Agreement::SameChome;
    }
    Agreement::Different
}

/// Like-named blocks on one piece of land: ハイツ第一 and ハイツ第二, A棟 and B棟. An abbreviation is no other block.
fn other_block(a: &Line, b: &Line, stores: &Stores) -> bool {
    if a.building == b.building || a.building == 0 || b.building == 0 {
        return false;
    }
    let ordinal = |id: Id| {
        let text = stores
            .buildings
            .text(id)
            .trim_end_matches(['号', '棟', '館']);
        let digits = text.rsplit(|c: char| !c.is_ascii_alphanumeric()).next();
        digits.unwrap_or_default().to_owned()
    };
    let (a, b) = (ordinal(a.building), ordinal(b.building));
    !a.is_empty() && !b.is_empty() && a != b
}

/// Returns the weight of every field, and all of them together with the odds beforehand.
pub(crate) fn weigh(
    a: &Line,
    b: &Line,
    agreements: &Agreements,
    scale: &Scale,
) -> ([i32; EvidenceField::ALL.len()], i32) {
    let mut weights = [0; EvidenceField::ALL.len()];
    let mut sum = scale.prior;
    for &field in EvidenceField::ALL {
        let agreement = of(agreements, field);
        let weight = scale.weight(field, agreement, a, b);
        weights[field as usize] = weight;
        sum += weight;
    }
    (weights, sum)
}

/// Returns the evidence for people: the strongest first, fields nobody can compare left out.
pub(crate) fn listed(
    agreements: &Agreements,
    weights: &[i32; EvidenceField::ALL.len()],
) -> Vec<Evidence> {
    let all = EvidenceField::ALL.iter().map(|&field| Evidence {
        field,
        agreement: of(agreements, field),
        weight: weights[field as usize],
    });
    let mut evidence: Vec<Evidence> = all
        .filter(|it| it.agreement != Agreement::Unknown)
        .collect();
    evidence.sort_by_key(|it| (-it.weight.abs(), it.field));
    evidence
}
