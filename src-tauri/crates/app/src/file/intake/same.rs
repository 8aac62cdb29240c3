//! Possibly the same person twice: never merged by guess, always shown to a person.

use std::collections::BTreeMap;

use domain::person::Person;
use store::Reader;

use crate::failure::Failure;

/// Everybody in the book, by name and by kana.
pub(crate) struct SamePeople {
    all: Vec<Person>,
    by_name: BTreeMap<String, Vec<usize>>,
    by_kana: BTreeMap<String, Vec<usize>>,
}

impl SamePeople {
    /// Returns the people who are in the book now.
    pub(crate) fn of(reader: &Reader<'_>) -> Result<Self, Failure> {
        let mut same = Self {
            all: Vec::new(),
            by_name: BTreeMap::new(),
            by_kana: BTreeMap::new(),
        };
        for person in reader.all::<Person>()? {
            same.add(person);
        }
        Ok(same)
    }

    /// Adds a new person and returns another who may be the same: name and address of that one.
    pub(crate) fn seen(&mut self, person: Person) -> Option<String> {
        let other = self
            .doubtful(&person)
            .map(|other| format!("{}（{}）", other.name(), other.address.line()));
        self.add(person);
        other
    }

    fn add(&mut self, person: Person) {
        let place = self.all.len();
        self.by_name
            .entry(person.name_key.clone())
            .or_default()
            .push(place);
        if !person.kana_key.is_empty() {
            self.by_kana
                .entry(person.kana_key.clone())
                .or_default()
                .push(place);
        }
        self.all.push(person);
    }

    fn doubtful(&self, person: &Person) -> Option<&Person> {
        let named = self.by_name.get(&person.name_key).into_iter().flatten();
        let read = self.by_kana.get(&person.kana_key).into_iter().flatten();
        named
            .chain(read)
            .map(|&place| &self.all[place])
            .find(|other| alike(person, other))
    }
}

/// Besides the name, something else must agree: birth, telephone or house. A name alone is borne by many.
pub(crate) fn alike(one: &Person, other: &Person) -> bool {
    let same_birth = one.birth_date.is_some() && one.birth_date == other.birth_date;
    let same_phone = one.phones.iter().any(|phone| {
        !phone.digits.is_empty() && other.phones.iter().any(|it| it.digits == phone.digits)
    });
    let same_house = one.address.ban.is_some()
        && one.address == other.address
        && one.building == other.building
        && one.room == other.room;
    let apart = matches!((one.birth_date, other.birth_date), (Some(a), Some(b)) if a != b);
    same_birth || ((same_phone || same_house) && !apart)
}
