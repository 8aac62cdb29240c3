//! 次にすること asked for: every pair whose introduction is not finished, the most overdue first.

use std::collections::BTreeMap;

use domain::follow_up::{NextStep, OpenPair};
use domain::pairing::Pairing;
use domain::person::Person;
use domain::phone::Phone;
use domain::registrant::Registrant;
use domain::supporter::Supporter;
use store::Reader;

use crate::ask::pairing::address_of;
use crate::failure::Failure;
use crate::host::Scene;

/// Answers what comes next for each pair, by step, the longest waiting first; those without a date come last.
pub(crate) fn follow_up(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
    (): (),
) -> Result<Vec<OpenPair>, Failure> {
    let mut open = Vec::new();
    for pairing in reader.all::<Pairing>()? {
        if let Some(next) = NextStep::of(&pairing) {
            open.push((pairing, next));
        }
    }
    let sides = Sides::read(reader)?;
    let mut shown: Vec<OpenPair> = open
        .iter()
        .map(|(pairing, next)| sides.shown(pairing, *next, scene))
        .collect();
    shown.sort_by(|a, b| {
        let key = |it: &OpenPair| (it.next, it.days_left.is_none(), it.days_left);
        let names = |it: &OpenPair| (it.registrant_kana.clone(), it.rank, it.pairing.clone());
        key(a).cmp(&key(b)).then_with(|| names(a).cmp(&names(b)))
    });
    Ok(shown)
}

/// Both sides of the book, by key.
struct Sides {
    people: BTreeMap<String, Person>,
    registrants: BTreeMap<String, String>,
    supporters: BTreeMap<String, String>,
}

impl Sides {
    fn read(reader: &Reader<'_>) -> Result<Self, Failure> {
        let people: Vec<Person> = reader.all()?;
        let registrants: Vec<Registrant> = reader.all()?;
        let supporters: Vec<Supporter> = reader.all()?;
        Ok(Self {
            people: people.into_iter().map(|it| (it.id.0.clone(), it)).collect(),
            registrants: registrants
                .into_iter()
                .map(|it| (it.id.0, it.person.0))
                .collect(),
            supporters: supporters
                .into_iter()
                .map(|it| (it.id.0, it.person.0))
                .collect(),
        })
    }

    fn shown(&self, pairing: &Pairing, next: NextStep, scene: &Scene<'_>) -> OpenPair {
        let one = self.registrants.get(pairing.registrant.as_str());
        let other = self.supporters.get(pairing.supporter.as_str());
        let person = |key: Option<&String>| key.and_then(|key| self.people.get(key)).cloned();
        let (one, other) = (
            person(one).unwrap_or_default(),
            person(other).unwrap_or_default(),
        );
        let phone = |person: &Person| person.phones.first().map(Phone::shown).unwrap_or_default();
        let days = |days: i64| i32::try_from(days).ok();
        OpenPair {
            pairing: pairing.id.clone(),
            registrant: pairing.registrant.clone(),
            supporter: pairing.supporter.clone(),
            rank: pairing.rank,
            next: next.status,
            since: next.since,
            waited: next
                .since
                .and_then(|since| days((scene.today - since).num_days())),
            days_left: next.days_left(scene.today).and_then(days),
            registrant_name: one.name(),
            registrant_address: address_of(&one),
            registrant_phone: phone(&one),
            registrant_kana: one.name_kana,
            supporter_name: other.name(),
            supporter_address: address_of(&other),
            supporter_phone: phone(&other),
            supporter_kana: other.name_kana,
        }
    }
}
