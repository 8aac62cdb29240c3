//! The roster as it is frozen: who is checked, in which order, and what a visitor must know of each.

use std::collections::BTreeMap;

use domain::address::building_line;
use domain::council::Block;
use domain::id::{BlockId, PersonId, RegistrantId, SupporterId};
use domain::pairing::Pairing;
use domain::person::Person;
use domain::registrant::{ListKind, Mobility, Registrant};
use domain::safety_check::{CheckMode, CheckTarget, SafetyCheck, place_in_walk};
use domain::supporter::Supporter;
use serde_json::Value;
use store::Reader;

use crate::ask::pairing::address_of;
use crate::ask::pairing::town::refused;
use crate::failure::Failure;
use crate::host::Scene;

/// The words of the frozen roster.
const WORDS: &str = include_str!("../../../../../../assets/text/ja/check_words.json");

/// Between two things a visitor must know.
const APART: &str = "・";

/// Returns a word of the roster by its path in the texts.
pub(crate) fn word(path: &str) -> String {
    let words: Value = serde_json::from_str(WORDS).unwrap_or_default();
    let found = path
        .split('.')
        .try_fold(&words, |place, part| place.get(part));
    found.and_then(Value::as_str).unwrap_or_default().to_owned()
}

/// Returns whether a person is checked in this event. In peacetime nobody is named on paper who said no, and nobody whom
/// the city gave us for a disaster only.
pub(crate) fn is_checked(registrant: &Registrant, mode: CheckMode, is_refused: bool) -> bool {
    let may_be_shared =
        mode == CheckMode::Real || (!is_refused && registrant.list_kind != ListKind::DisasterOnly);
    registrant.status.is_active() && may_be_shared
}

/// Returns the lines of the roster as of now, in walking order.
pub(super) fn targets(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    check: &SafetyCheck,
) -> Result<Vec<CheckTarget>, Failure> {
    let people: Vec<Person> = reader.all()?;
    let people: BTreeMap<&PersonId, &Person> = people.iter().map(|p| (&p.id, p)).collect();
    let blocks: Vec<Block> = reader.all()?;
    let blocks: BTreeMap<&BlockId, &Block> =
        blocks.iter().map(|block| (&block.id, block)).collect();
    let refused = refused(reader.all()?);
    let supporters = supporters(reader, &people, check.mode)?;
    let mut walk = Vec::new();
    for registrant in reader.all::<Registrant>()? {
        let is_refused = refused.contains(&registrant.id);
        let Some(person) = people.get(&registrant.person) else {
            continue;
        };
        if is_checked(&registrant, check.mode, is_refused) {
            let block = person.block.as_ref().and_then(|id| blocks.get(id).copied());
            walk.push((
                place_in_walk(block.map(|b| b.position), person),
                registrant,
                *person,
                block,
            ));
        }
    }
    walk.sort_by(|a, b| a.0.cmp(&b.0));
    let target = |(position, (_, registrant, person, block)): (
        u32,
        (_, Registrant, &Person, Option<&Block>),
    )| {
        let (ids, names) = supporters.get(&registrant.id).cloned().unwrap_or_default();
        CheckTarget {
            id: scene.new_id(),
            safety_check: check.id.clone(),
            position,
            name: person.name(),
            kana: person.name_kana.clone(),
            address: address_of(person),
            building: building_line(&person.building, &person.room),
            block: block.map(|block| block.id.clone()),
            block_name: block.map(|block| block.name.clone()).unwrap_or_default(),
            care: care(&registrant),
            phone: person
                .phones
                .first()
                .map(domain::phone::Phone::shown)
                .unwrap_or_default(),
            supporters: ids,
            supporter_names: names,
            excused: check.excused.contains(&registrant.id),
            registrant: registrant.id,
        }
    };
    Ok((1..).zip(walk).map(target).collect())
}

/// Supporters of everybody by rank: keys and names. Before a supporter has agreed, a paper of a drill tells nobody of the pair;
/// in a disaster every name may help.
type Supporters = BTreeMap<RegistrantId, (Vec<SupporterId>, Vec<String>)>;

fn supporters(
    reader: &Reader<'_>,
    people: &BTreeMap<&PersonId, &Person>,
    mode: CheckMode,
) -> Result<Supporters, Failure> {
    let all: Vec<Supporter> = reader.all()?;
    let all: BTreeMap<&SupporterId, &Supporter> = all.iter().map(|s| (&s.id, s)).collect();
    let mut pairings: Vec<Pairing> = reader.all()?;
    pairings.retain(|pairing| match mode {
        CheckMode::Drill => pairing.status.is_agreed(),
        CheckMode::Real => pairing.status.is_present(),
    });
    pairings.sort_by(|a, b| (a.rank, &a.id).cmp(&(b.rank, &b.id)));
    let mut found = Supporters::new();
    for pairing in pairings {
        let supporter = all.get(&pairing.supporter);
        let person = supporter.and_then(|supporter| people.get(&supporter.person));
        let (ids, names) = found.entry(pairing.registrant).or_default();
        ids.push(pairing.supporter);
        names.push(person.map(|person| person.name()).unwrap_or_default());
    }
    Ok(found)
}

/// Returns what a visitor must know: ears, eyes, legs, where to look, the key. Never the reason for being listed.
fn care(registrant: &Registrant) -> String {
    let mut words: Vec<String> = registrant
        .communication
        .iter()
        .map(|what| word(&format!("care.{}", what.code())))
        .collect();
    if matches!(
        registrant.mobility,
        Mobility::CannotMove | Mobility::NeedsHelp
    ) {
        words.push(word(&format!("care.{}", registrant.mobility.code())));
    }
    words.push(registrant.equipment.clone());
    words.push(registrant.power_need.clone());
    let room = match registrant.usual_room.is_empty() {
        true => &registrant.bedroom,
        false => &registrant.usual_room,
    };
    for (key, value) in [("room", room), ("key", &registrant.key_holder)] {
        if !value.is_empty() {
            words.push(word(&format!("care.{key}")).replace("{value}", value));
        }
    }
    words.retain(|word| !word.is_empty());
    words.join(APART)
}

#[cfg(test)]
mod tests {
    use domain::registrant::{Communication, Reason};

    use super::*;

    #[test]
    fn a_visitor_learns_of_ears_and_key_but_never_of_the_reason() {
        let registrant = Registrant {
            reasons: vec![Reason {
                kind: "肢体".into(),
                ..Reason::default()
            }],
            reason_detail: "要介護3".into(),
            communication: vec![Communication::HardToHear],
            mobility: Mobility::CannotMove,
            key_holder: "隣の家".into(),
            ..Registrant::default()
        };
        assert_eq!(care(&registrant), "耳が聞こえにくい・動けない・鍵は隣の家");
        assert!(
            Communication::ALL
                .iter()
                .all(|w| !word(&format!("care.{}", w.code())).is_empty())
        );
        assert_eq!(word("start_word"), "実災害");
    }

    #[test]
    fn who_said_no_is_checked_in_a_disaster_only() {
        let registrant = Registrant::default();
        assert!(!is_checked(&registrant, CheckMode::Drill, true));
        assert!(is_checked(&registrant, CheckMode::Real, true));
        assert!(is_checked(&registrant, CheckMode::Drill, false));
        let sealed = Registrant {
            list_kind: ListKind::DisasterOnly,
            ..Registrant::default()
        };
        assert!(!is_checked(&sealed, CheckMode::Drill, false));
    }
}
