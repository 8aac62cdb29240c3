//! The full names of buildings: one house has one building, and somebody on the list writes its name in full.

use std::collections::HashMap;

use domain::address::{address_key, building_key};
use domain::name::fold;
use domain::person::Person;

/// The spellings of every house, the fullest first.
#[derive(Debug, Default)]
pub(crate) struct BuildingNames {
    of_house: HashMap<String, Vec<String>>,
}

impl BuildingNames {
    /// Gathers how the people of a list write the building they live in.
    pub(crate) fn of<'a>(people: impl Iterator<Item = &'a Person>) -> Self {
        let mut of_house: HashMap<String, Vec<String>> = HashMap::new();
        let known = people.filter(|it| !it.building.is_empty() && it.address.ban.is_some());
        for person in known {
            let names = of_house.entry(address_key(&person.address)).or_default();
            if !names.contains(&person.building) {
                names.push(person.building.clone());
            }
        }
        for names in of_house.values_mut() {
            names.sort_by_key(|name| (usize::MAX - name.chars().count(), name.clone()));
        }
        Self { of_house }
    }

    /// Returns the building of a person, in full where another row of the same house writes it in full.
    pub(crate) fn full<'a>(&'a self, person: &'a Person) -> &'a str {
        let own = person.building.as_str();
        let names = self.of_house.get(&address_key(&person.address));
        let fuller = names
            .into_iter()
            .flatten()
            .find(|name| name.chars().count() > own.chars().count() && abbreviates(own, name));
        fuller.map_or(own, String::as_str)
    }
}

/// Ｃせせらぎ and コーポせせらぎ, 市営住宅３号棟 and 市営せせらぎ住宅3号棟, みどりハイツ１ and みどりハイツ第一: what is left without the
/// letters stands in the full name in the same order.
fn abbreviates(short: &str, full: &str) -> bool {
    const SHORTEST: usize = 3;
    if short.is_empty() || building_key(short) == building_key(full) {
        return !short.is_empty();
    }
    let folded = fold(short);
    let core = folded.trim_matches(|c: char| c.is_ascii_alphabetic());
    let full = fold(full);
    let mut left = full.chars();
    let in_order = core.chars().all(|c| left.any(|other| other == c));
    core.chars().count() >= SHORTEST && in_order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_abbreviation_is_told_from_another_block() {
        let check = |short: &str, full: &str, expected: bool| {
            assert_eq!(abbreviates(short, full), expected, "{short} {full}");
        };
        check("Ｃせせらぎ", "コーポせせらぎ", true);
        check("ＧＭ若草台", "グランドメゾン若草台", true);
        check("風見スカイＭ", "風見スカイマンション", true);
        check("市営住宅３号棟", "市営せせらぎ住宅3号棟", true);
        check("みどりハイツ１", "みどりハイツ第一", true);
        check("みどりハイツ２", "みどりハイツ第一", false);
        check("ハイムA棟", "ハイム緑ヶ丘B棟", false);
        check("", "みどりハイツ第一", false);
    }
}
