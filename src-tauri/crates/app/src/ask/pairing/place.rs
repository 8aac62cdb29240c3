//! Where people live, as keys and positions the matching can compare.

use std::collections::BTreeMap;

use domain::address::{address_key, building_key, town_key};
use domain::name;
use domain::person::Person;
use matching::Abode;

/// Decimetres in one degree of latitude (the mean meridian of 40,008 km).
const DECIMETRES_PER_DEGREE: f64 = 1_111_333.0;

/// Decimetres from the middle of a town beyond which a position is a mistake: 50 km, more than any city measures.
const TOWN: f64 = 500_000.0;

/// The keys of all homes of a plan.
pub(crate) struct Places {
    numbers: BTreeMap<String, u32>,
    /// Homes of people whose household somebody has confirmed.
    households: BTreeMap<String, String>,
    /// Latitude and longitude of the middle of the town: half of the people live on either side of it.
    middle: (f64, f64),
}

impl Places {
    /// Numbers the keys of everybody's home.
    pub(crate) fn of<'a>(people: impl Iterator<Item = &'a Person>) -> Self {
        let mut places = Self {
            numbers: BTreeMap::new(),
            households: BTreeMap::new(),
            middle: (0.0, 0.0),
        };
        let (mut lats, mut lons) = (Vec::new(), Vec::new());
        for person in people {
            if let (Some(household), Some(home)) = (&person.household, home(person)) {
                places.households.insert(home, household.0.clone());
            }
            if let (Some(lat), Some(lon)) = (person.lat, person.lon) {
                lats.push(lat);
                lons.push(lon);
            }
            for key in keys(person).into_iter().flatten().chain(home(person)) {
                places.number(key);
            }
            if let Some(key) = &person.household {
                places.number(household_key(&key.0));
            }
        }
        // The middle one of all, so that a single wrong position moves nobody else.
        places.middle = (median(lats), median(lons));
        places
    }

    fn number(&mut self, key: String) {
        let next = u32::try_from(self.numbers.len()).unwrap_or(u32::MAX);
        self.numbers.entry(key).or_insert(next);
    }

    fn find(&self, key: Option<String>) -> Option<u32> {
        self.numbers.get(&key?).copied()
    }

    /// Returns where a person lives.
    pub(crate) fn abode(&self, person: &Person) -> Abode {
        let [building, ban, block, town] = keys(person);
        let home = home(person);
        let household = person
            .household
            .as_ref()
            .map(|id| id.0.clone())
            .or_else(|| self.households.get(home.as_ref()?).cloned())
            .map(|id| household_key(&id))
            .or(home);
        Abode {
            position: self.position(person),
            zone: 0,
            building: self.find(building),
            floor: floor(&person.room),
            ban: self.find(ban),
            block: self.find(block),
            town: self.find(town),
            chome: person.address.chome.unwrap_or(0),
            household: self.find(household),
        }
    }

    /// Decimetres from the middle of the town. A district is small enough to be flat, so one scale for the longitudes of
    /// all serves. A position far away is a mistake and is not used.
    fn position(&self, person: &Person) -> Option<(i64, i64)> {
        let (lat, lon) = (person.lat?, person.lon?);
        let scale = DECIMETRES_PER_DEGREE * self.middle.0.to_radians().cos();
        let east = (lon - self.middle.1) * scale;
        let north = (lat - self.middle.0) * DECIMETRES_PER_DEGREE;
        let is_near = east.abs() <= TOWN && north.abs() <= TOWN;
        is_near.then(|| (east.round() as i64, north.round() as i64))
    }
}

/// Returns the middle one of some numbers, or nought of none.
fn median(mut numbers: Vec<f64>) -> f64 {
    numbers.sort_by(f64::total_cmp);
    numbers.get(numbers.len() / 2).copied().unwrap_or_default()
}

fn household_key(id: &str) -> String {
    format!("household|{id}")
}

/// Returns the keys of building, 番, block and 町.
fn keys(person: &Person) -> [Option<String>; 4] {
    let address = &person.address;
    let town = town_key(&address.town);
    let known = !town.is_empty();
    let chome = address.chome.unwrap_or(0);
    let building = building_key(&person.building);
    [
        (known && !building.is_empty()).then(|| format!("building|{town}|{chome}|{building}")),
        address
            .ban
            .filter(|_| known)
            .map(|ban| format!("ban|{town}|{chome}|{ban}")),
        person.block.as_ref().map(|block| format!("block|{block}")),
        known.then(|| format!("town|{town}")),
    ]
}

/// Returns whether two people are of one household: by what somebody said of both, or by home and room.
pub(crate) fn is_one_household(one: &Person, other: &Person) -> bool {
    if let (Some(one), Some(other)) = (&one.household, &other.household) {
        return one == other;
    }
    let at_home = home(one);
    at_home.is_some() && at_home == home(other)
}

/// Returns the key of a home where address and room say enough: the room of a building, or a house whose family name is
/// the same. Surnames alone never make a household.
fn home(person: &Person) -> Option<String> {
    person.address.go?;
    let dwelling = dwelling_key(person)?;
    let is_house = name::fold(&person.room).is_empty();
    match is_house {
        true => Some(format!("{dwelling}|{}", name::fold(&person.family_name))),
        false => Some(dwelling),
    }
}

/// Returns the key of an address and room, whoever lives there; a building without a room says too little.
pub(crate) fn dwelling_key(person: &Person) -> Option<String> {
    let building = building_key(&person.building);
    let room = name::fold(&person.room);
    if !building.is_empty() && room.is_empty() {
        return None;
    }
    let address = address_key(&person.address);
    Some(format!("home|{address}|{building}|{room}"))
}

/// Returns the floor a room number tells: 203 is on the second floor, 1105 on the eleventh.
fn floor(room: &str) -> i64 {
    let digits: String = room.chars().filter(char::is_ascii_digit).collect();
    match digits.parse::<i64>() {
        Ok(number) if (100..10_000).contains(&number) => (number / 100).max(1),
        _ => 1,
    }
}

#[cfg(test)]
mod tests {
    use domain::address::Address;

    use super::*;

    fn person(ban: u32, go: u32, building: &str, room: &str, family: &str) -> Person {
        Person {
            family_name: family.into(),
            building: building.into(),
            room: room.into(),
            address: Address {
                town: "若葉町".into(),
                chome: Some(1),
                ban: Some(ban),
                go: Some(go),
                ..Address::default()
            },
            ..Person::default()
        }
    }

    #[test]
    fn one_household_is_one_room_or_one_house_with_one_name() {
        let same = |a: &Person, b: &Person| {
            let places = Places::of([a, b].into_iter());
            let (a, b) = (places.abode(a).household, places.abode(b).household);
            a.is_some() && a == b
        };
        assert!(same(
            &person(3, 7, "", "", "雑賀"),
            &person(3, 7, "", "", "雑賀")
        ));
        assert!(!same(
            &person(3, 7, "", "", "雑賀"),
            &person(3, 7, "", "", "斎木")
        ));
        assert!(!same(
            &person(3, 7, "", "", "雑賀"),
            &person(3, 8, "", "", "雑賀")
        ));
        assert!(same(
            &person(3, 7, "ハイツ", "201", "雑賀"),
            &person(3, 7, "ハイツ", "201", "林")
        ));
        assert!(!same(
            &person(3, 7, "ハイツ", "", "雑賀"),
            &person(3, 7, "ハイツ", "", "雑賀")
        ));
    }

    #[test]
    fn positions_are_measured_from_the_middle_of_the_town_and_a_wrong_one_moves_nobody() {
        let at = |lat: f64, lon: f64| Person {
            lat: Some(lat),
            lon: Some(lon),
            ..Person::default()
        };
        let people = [
            at(35.7000, 139.5000),
            at(35.7009, 139.5000),
            at(35.7000, 139.5011),
            at(0.0, 0.0),
            at(139.5, 35.7),
        ];
        let places = Places::of(people.iter());
        let spots: Vec<_> = people
            .iter()
            .map(|person| places.abode(person).position)
            .collect();
        assert_eq!(spots[3..], [None, None], "nobody lives in the sea");
        let (one, two) = (spots[0].unwrap(), spots[1].unwrap());
        assert_eq!((two.0 - one.0, two.1 - one.1), (0, 1000), "100 m north");
        let three = spots[2].unwrap();
        assert!((980..=1000).contains(&(three.0 - one.0)), "some 99 m east");
    }

    #[test]
    fn a_room_tells_the_floor() {
        assert_eq!(
            ["203", "1105", "12", "", "A-304"].map(floor),
            [2, 11, 1, 1, 3]
        );
    }
}
