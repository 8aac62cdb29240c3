//! Invented people for the tests.

use chrono::NaiveDate;
use domain::comparison::Identity;
use domain::name;
use domain::person::{Gender, Person};
use domain::phone::PhoneKind;
use domain::phone::read_phones;
use domain::registrant::{Registrant, RegistrantDraft};
use domain::vault::Continue;

use crate::{Comparison, Entry, compare};

/// A person of a list.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Somebody {
    draft: RegistrantDraft,
}

/// Returns somebody with a number, a name and its reading.
pub(super) fn somebody(number: &str, written: &str, reading: &str) -> Somebody {
    let (family_name, given_name) = name::split(written);
    let mut person = Person {
        family_name,
        given_name,
        name_raw: written.to_owned(),
        name_kana: name::full_kana(reading),
        ..Person::default()
    };
    person.derive("");
    let registrant = Registrant {
        city_no: number.to_owned(),
        ..Registrant::default()
    };
    Somebody {
        draft: RegistrantDraft {
            person,
            registrant,
            ..RegistrantDraft::default()
        },
    }
}

impl Somebody {
    pub(super) fn born(mut self, day: &str) -> Self {
        self.draft.person.birth_date = NaiveDate::parse_from_str(day, "%Y-%m-%d").ok();
        self.draft.person.birth_raw = day.to_owned();
        self
    }

    pub(super) fn at(mut self, address: &str) -> Self {
        self.draft.person.address_raw = address.to_owned();
        self.draft.person.derive("");
        self
    }

    pub(super) fn room(mut self, building: &str, room: &str) -> Self {
        self.draft.person.building = building.to_owned();
        self.draft.person.room = room.to_owned();
        self
    }

    pub(super) fn called(mut self, number: &str) -> Self {
        let (phones, _) = read_phones(number, "", PhoneKind::Home);
        self.draft.person.phones = phones;
        self
    }

    pub(super) fn gender(mut self, gender: Gender) -> Self {
        self.draft.person.gender = gender;
        self
    }
}

/// The people as entries.
pub(super) fn entries(people: &[Somebody]) -> Vec<Entry<'_>> {
    let entries = people.iter().map(|it| Entry {
        draft: &it.draft,
        block: "",
    });
    entries.collect()
}

/// Compares two lists.
pub(super) fn compared(old: &[Somebody], new: &[Somebody]) -> Comparison {
    compare(&entries(old), &entries(new), &mut |_| Continue::Yes)
}

/// People who are nobody of the test, so that the lists are lists: the same on both.
pub(super) fn neighbours() -> Vec<Somebody> {
    let names = [
        ("加藤 文子", "カトウ フミコ"),
        ("吉田 節子", "ヨシダ セツコ"),
        ("山田 弘", "ヤマダ ヒロシ"),
        ("松本 茂", "マツモト シゲル"),
        ("井上 光子", "イノウエ ミツコ"),
        ("木村 勇", "キムラ イサム"),
        ("林 久子", "ハヤシ ヒサコ"),
        ("清水 進", "シミズ ススム"),
        ("池田 照子", "イケダ テルコ"),
        ("阿部 忠", "アベ タダシ"),
    ];
    let people = names.iter().enumerate().map(|(at, (written, reading))| {
        somebody(&format!("9{at:03}"), written, reading)
            .born(&format!("19{}-0{}-1{}", 30 + at, 1 + at % 9, at % 9))
            .at(&format!("若草台2丁目{}番{}号", 30 + at, 1 + at))
            .called(&format!("0422-00-9{at:03}"))
    });
    people.collect()
}

/// What is said of one row beside the neighbours: the identity, and the candidates or the person by their place in `old`.
pub(super) fn said(old: &[Somebody], new: &[Somebody]) -> Vec<(Identity, Vec<u32>)> {
    let (mut all_old, mut all_new) = (old.to_vec(), new.to_vec());
    all_old.extend(neighbours());
    all_new.extend(neighbours());
    let found = compared(&all_old, &all_new);
    let rows = found.rows.into_iter().take(new.len());
    rows.map(|row| {
        (
            row.identity,
            row.candidates.iter().map(|it| it.old).collect(),
        )
    })
    .collect()
}

impl Somebody {
    pub(super) fn numbered(mut self, number: &str) -> Self {
        self.draft.registrant.city_no = number.to_owned();
        self
    }
}
