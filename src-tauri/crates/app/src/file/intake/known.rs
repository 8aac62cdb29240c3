//! Who of a list is in the book already: told by number and name together, never by one of them alone.

use std::collections::BTreeMap;

use domain::id::PersonId;
use domain::name::fold;
use domain::person::Person;
use domain::registrant::Registrant;
use domain::supporter::{Supporter, SupporterStatus};
use store::Reader;

use crate::failure::Failure;

/// Whether somebody still stands on our list.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Standing {
    OnTheList,
    /// The same, and a row of the list that comes in has been told to be this one.
    Met,
    Left,
}

/// A record as far as it is compared.
struct Entry {
    name_key: String,
    standing: Standing,
    shown: String,
}

/// Everybody who was in the book before the list came, by the number of the list.
pub(super) struct ByNumber(BTreeMap<String, Vec<Entry>>);

impl ByNumber {
    /// Returns the registrants by the 整理番号 of the city.
    pub(super) fn of_registrants(reader: &Reader<'_>) -> Result<Self, Failure> {
        let registrants: Vec<Registrant> = reader.all()?;
        let numbered = registrants.into_iter().map(|it| {
            let standing = if it.status.is_active() {
                Standing::OnTheList
            } else {
                Standing::Left
            };
            (it.city_no, it.person, standing)
        });
        Self::of(reader, numbered)
    }

    /// Returns the supporters by the number on their list.
    pub(super) fn of_supporters(reader: &Reader<'_>) -> Result<Self, Failure> {
        let supporters: Vec<Supporter> = reader.all()?;
        let numbered = supporters.into_iter().map(|it| {
            let standing = if it.status == SupporterStatus::Ended {
                Standing::Left
            } else {
                Standing::OnTheList
            };
            (it.list_no, it.person, standing)
        });
        Self::of(reader, numbered)
    }

    fn of(
        reader: &Reader<'_>,
        numbered: impl Iterator<Item = (String, PersonId, Standing)>,
    ) -> Result<Self, Failure> {
        let people: Vec<Person> = reader.all()?;
        let people: BTreeMap<&PersonId, &Person> = people.iter().map(|p| (&p.id, p)).collect();
        let mut by_number: BTreeMap<String, Vec<Entry>> = BTreeMap::new();
        // A number that was not given is shared by everybody and tells nobody.
        for (number, person, standing) in numbered.filter(|(number, ..)| !number.is_empty()) {
            if let Some(person) = people.get(&person) {
                by_number.entry(number).or_default().push(Entry {
                    name_key: fold(&person.name()),
                    standing,
                    shown: format!("{}（{}）", person.name(), person.address.line()),
                });
            }
        }
        Ok(Self(by_number))
    }

    /// Returns whether this row is somebody who is on our list. A record answers for one row only, so that a second
    /// person of the same number and name comes in.
    pub(super) fn take(&mut self, number: &str, name: &str) -> bool {
        let Some(entries) = self.0.get_mut(number) else {
            return false;
        };
        let name_key = fold(name);
        let met = entries
            .iter_mut()
            .find(|it| it.standing == Standing::OnTheList && it.name_key == name_key);
        met.map(|entry| entry.standing = Standing::Met).is_some()
    }

    /// Returns who else bore this number before: another name, or somebody who had left.
    pub(super) fn other(&self, number: &str) -> Option<String> {
        Some(self.0.get(number)?.first()?.shown.clone())
    }
}
