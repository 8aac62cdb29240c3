//! A row made small: every value a number, equal where the folded texts are equal, so that rows can be compared by the
//! million.

use std::collections::HashMap;

use chrono::NaiveDate;
use domain::address::{building_key, town_key};
use domain::name::{fold, fold_kana, is_kana_only};
use domain::person::{Gender, Person};
use domain::phone::PhoneKind;
use domain::registrant::RegistrantDraft;

/// The place of a text in its store; 0 where there is none.
pub(crate) type Id = u32;

/// Texts of one sort, each kept once.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    places: HashMap<String, Id>,
    texts: Vec<String>,
}

impl Texts {
    /// Returns the place of a text; 0 for an empty one.
    pub(crate) fn id(&mut self, text: &str) -> Id {
        if text.is_empty() {
            return 0;
        }
        if let Some(&id) = self.places.get(text) {
            return id;
        }
        self.texts.push(text.to_owned());
        let id = Id::try_from(self.texts.len()).unwrap_or(0);
        self.places.insert(text.to_owned(), id);
        id
    }

    /// Returns the text at a place.
    pub(crate) fn text(&self, id: Id) -> &str {
        let at = (id as usize).wrapping_sub(1);
        self.texts.get(at).map_or("", String::as_str)
    }

    /// Returns how many texts there are, the empty one counted.
    pub(crate) fn len(&self) -> usize {
        self.texts.len() + 1
    }

    /// Returns every text with its place.
    pub(crate) fn all(&self) -> impl Iterator<Item = (Id, &str)> {
        (1..).zip(self.texts.iter().map(String::as_str))
    }
}

/// The stores both lists share.
#[derive(Debug, Default)]
pub(crate) struct Stores {
    pub numbers: Texts,
    /// 姓, 名 and whole names, in characters.
    pub names: Texts,
    /// The same as readings.
    pub kana: Texts,
    pub towns: Texts,
    pub buildings: Texts,
    pub rooms: Texts,
    pub phones: Texts,
    pub householders: Texts,
    /// 番地 and the like that could not be read, and the numbers, as one text.
    pub places: Texts,
}

/// A name in one way of writing: characters or reading.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct NameIds {
    pub family: Id,
    pub given: Id,
    pub whole: Id,
}

/// One row.
#[derive(Clone, Debug, Default)]
pub(crate) struct Line {
    pub number: Id,
    pub name: NameIds,
    pub kana: NameIds,
    pub birth: Option<NaiveDate>,
    pub gender: Gender,
    pub town: Id,
    /// 丁目・番・号 in this order, the known ones only, so that 1-2-3 without 丁目 and 1丁目2番3号 fall together.
    pub numbers: [u32; 3],
    /// What of the address was not understood.
    pub rest: Id,
    pub building: Id,
    pub room: Id,
    pub phones: Vec<Id>,
    pub contacts: Vec<Id>,
    pub householder: Id,
    /// Town and numbers up to 丁目, 番, 号; 0 where they are not known. Made when the towns are settled.
    pub chome_id: Id,
    pub block_id: Id,
    pub house_id: Id,
}

/// A 整理番号 for comparing: leading zeros are lost in workbooks and say nothing.
fn number_key(number: &str) -> String {
    let folded = fold(number);
    let digits = folded.trim_start_matches('0');
    match folded.bytes().all(|b| b.is_ascii_digit()) {
        true => digits.to_owned(),
        false => folded,
    }
}

impl Line {
    /// Makes a row small.
    pub(crate) fn of(draft: &RegistrantDraft, stores: &mut Stores) -> Self {
        let person = &draft.person;
        let (name, kana) = names_of(person, stores);
        let address = &person.address;
        let parts = [address.chome, address.ban, address.go];
        let mut numbers = [0; 3];
        for (place, value) in numbers.iter_mut().zip(parts.into_iter().flatten()) {
            *place = value;
        }
        let own = person.phones.iter().filter(|it| it.kind != PhoneKind::Fax);
        let phones = own.map(|it| it.digits.as_str());
        let contacts = draft.registrant.emergency_contacts.iter();
        let contacts = contacts.flat_map(|it| it.phones.iter().map(|phone| phone.digits.as_str()));
        Self {
            number: stores.numbers.id(&number_key(&draft.registrant.city_no)),
            name,
            kana,
            birth: person.birth_date,
            gender: person.gender,
            town: stores.towns.id(&town_key(&address.town)),
            numbers,
            rest: stores.places.id(&fold(&address.rest)),
            building: stores.buildings.id(&building_key(&person.building)),
            room: stores.rooms.id(&fold(&person.room)),
            phones: phone_ids(phones, &mut stores.phones),
            contacts: phone_ids(contacts, &mut stores.phones),
            householder: stores.householders.id(&householder(person)),
            ..Self::default()
        }
    }
}

/// 世帯主 if it is somebody's name; 本人 says the name of the person.
fn householder(person: &Person) -> String {
    let key = fold(&person.householder_name);
    match key.as_str() {
        "本人" | "世帯主" | "同上" => person.name_key.clone(),
        _ => key,
    }
}

/// Numbers with enough digits to mean somebody, each once.
fn phone_ids<'a>(numbers: impl Iterator<Item = &'a str>, store: &mut Texts) -> Vec<Id> {
    const SHORTEST: usize = 9;
    let mut ids: Vec<Id> = numbers
        .filter(|digits| digits.len() >= SHORTEST)
        .map(|digits| store.id(digits))
        .collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn names_of(person: &Person, stores: &mut Stores) -> (NameIds, NameIds) {
    let whole = person.name();
    let in_kana = is_kana_only(&whole);
    let reading = person.name_kana.as_str();
    let kana = match (reading.is_empty(), in_kana) {
        (true, true) => kana_ids(&whole, &mut stores.kana),
        _ => kana_ids(reading, &mut stores.kana),
    };
    // A list in kana alone has no characters to compare: かずこ is a reading, not a spelling of 和子.
    if in_kana && fold_kana(reading) == fold_kana(&whole) && reading.contains(' ') {
        let family_kana = is_kana_only(&person.family_name) && !person.given_name.is_empty();
        if family_kana {
            return (NameIds::default(), kana);
        }
    }
    let (family, given) = (fold(&person.family_name), fold(&person.given_name));
    let whole = format!("{family}{given}");
    let is_split = !family.is_empty() && !given.is_empty();
    let names = &mut stores.names;
    let name = NameIds {
        family: if is_split { names.id(&family) } else { 0 },
        given: if is_split { names.id(&given) } else { 0 },
        whole: names.id(&whole),
    };
    (name, kana)
}

fn kana_ids(reading: &str, store: &mut Texts) -> NameIds {
    let mut parts = reading.split_whitespace();
    let (family, given) = (parts.next().unwrap_or_default(), parts.collect::<String>());
    let (family, given) = (fold_kana(family), fold_kana(&given));
    let whole = format!("{family}{given}");
    let is_split = !family.is_empty() && !given.is_empty();
    NameIds {
        family: if is_split { store.id(&family) } else { 0 },
        given: if is_split { store.id(&given) } else { 0 },
        whole: store.id(&whole),
    }
}

/// Splits whole names where the lists show elsewhere where a surname ends: 佐藤和子 beside 佐藤 次郎.
pub(crate) fn split_whole_names(lines: &mut [Line], stores: &mut Stores) {
    split_by(lines, &mut stores.names, |line| &mut line.name);
    split_by(lines, &mut stores.kana, |line| &mut line.kana);
}

fn split_by(lines: &mut [Line], store: &mut Texts, part: fn(&mut Line) -> &mut NameIds) {
    let mut is_family = vec![false; store.len()];
    for line in lines.iter_mut() {
        is_family[part(line).family as usize] = true;
    }
    is_family[0] = false;
    for line in lines.iter_mut() {
        let ids = part(line);
        if ids.family != 0 || ids.whole == 0 {
            continue;
        }
        let whole = store.text(ids.whole).to_owned();
        let ends: Vec<usize> = whole.char_indices().map(|(at, _)| at).skip(1).collect();
        // The longest surname that leaves a given name: 小林 before 小.
        let found = ends.iter().rev().find_map(|&end| {
            let id = store.places.get(&whole[..end]).copied()?;
            let known = is_family.get(id as usize).copied().unwrap_or(false);
            known.then_some((id, end))
        });
        if let Some((family, end)) = found {
            ids.family = family;
            ids.given = store.id(&whole[end..]);
        }
    }
}
