//! Records of every shape, as forms and lists may have made them.

use domain::consent::{Consent, ConsentStatus, YesNo};
use domain::intake::Draft;
use domain::person::{Gender, HouseholdType, Person};
use domain::phone::{Phone, PhoneKind};
use domain::registrant::{
    EmergencyContact, ListKind, Mobility, Reason, ReasonCode, Registrant, RegistrantDraft,
    RegistrantStatus,
};
use domain::roster_import::ListContent;
use domain::supporter::{
    AgeBand, Availability, CanDo, Presence, Supporter, SupporterDraft, SupporterKind,
    SupporterStatus,
};
use proptest::prelude::*;

use super::{differing, json, whole, written};
use crate::tests::{book, read_all, today};
use crate::{Charset, Written, csv_file, list_table};

fn text() -> impl Strategy<Value = String> {
    "[ぁ-んァ-ヶ山川花子=＋'\",;0-9a-z]{1,8}( [山川\"']{1,3})?".prop_filter(
        "no word for nothing, nor for the cell above",
        |text| {
            let cell = crate::table::Cell::text(text.clone());
            text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
                && cell.text.trim() == text
                && !text.contains("なし")
                && text != "ナシ"
        },
    )
}

fn name() -> impl Strategy<Value = (String, String)> {
    ("[山田川口髙﨑𠮷]{1,3}( [会])?", "[花子太郎ヨハン]{0,3}")
}

fn phones() -> impl Strategy<Value = Vec<Phone>> {
    let phone = prop_oneof![
        "0422-[0-9]{2}-[0-9]{4}".prop_map(|raw| (PhoneKind::Home, raw)),
        "0[789]0-[0-9]{4}-[0-9]{4}".prop_map(|raw| (PhoneKind::Mobile, raw)),
    ];
    prop::collection::vec(phone, 0..4).prop_map(|all| {
        let phone = |(kind, raw): (PhoneKind, String)| Phone {
            kind,
            digits: raw.replace('-', ""),
            raw,
        };
        all.into_iter().map(phone).collect()
    })
}

prop_compose! {
    fn person()(
        (family, given) in name(), kana in "[ア-ン]{1,4} [ア-ン]{1,3}", gender in prop::sample::select(Gender::ALL),
        days in prop::option::of(0..40_000_i32), ban in 1..30_u32, room in prop::option::of(101..1300_u32),
        phones in phones(), association in prop::option::of("[山川]{1,2}自治会"),
    ) -> Person {
        let born = days.map(|days| today() - chrono::TimeDelta::days(i64::from(days)));
        let mut person = Person {
            name_kana: kana,
            birth_raw: born.map(domain::date::show_plain).unwrap_or_default(),
            birth_date: born,
            gender,
            postal_code: "1800001".into(),
            address_raw: format!("せせらぎ町1丁目{ban}番4号"),
            building: room.map(|_| "メゾン青葉".to_owned()).unwrap_or_default(),
            room: room.map(|room| room.to_string()).unwrap_or_default(),
            phones,
            association: association.unwrap_or_default(),
            ..Person::default()
        };
        person.family_name = family;
        person.given_name = given;
        person.name_raw = person.name();
        person.derive("みどり野市");
        person
    }
}

fn reason() -> impl Strategy<Value = Reason> {
    let leveled = |code: ReasonCode, most: u32| {
        (1..=most).prop_map(move |level| Reason {
            code,
            level: Some(level),
            kind: String::new(),
        })
    };
    prop_oneof![
        leveled(ReasonCode::Care, 5),
        leveled(ReasonCode::Support, 2),
        (
            1..=6_u32,
            prop::sample::select(vec!["", "肢体", "視覚・聴覚"])
        )
            .prop_map(|(level, kind)| Reason {
                code: ReasonCode::Body,
                level: Some(level),
                kind: kind.into(),
            }),
        leveled(ReasonCode::Intellectual, 4),
        leveled(ReasonCode::Mental, 3),
        prop::sample::select(vec![
            ReasonCode::Disease,
            ReasonCode::Alone,
            ReasonCode::ElderlyHousehold,
            ReasonCode::OwnWish
        ])
        .prop_map(|code| Reason {
            code,
            ..Reason::default()
        }),
    ]
}

prop_compose! {
    fn registrant()(
        person in person(), city_no in "[0-9]{4}", mut reasons in prop::collection::vec(reason(), 0..4),
        status in prop::sample::select(RegistrantStatus::ALL).prop_filter("who is erased stands in no list", |it| *it != RegistrantStatus::Erased), list_kind in prop::sample::select(ListKind::ALL),
        mobility in prop::sample::select(Mobility::ALL), household in prop::sample::select(HouseholdType::ALL),
        consent in prop::sample::select(ConsentStatus::ALL), texts in prop::collection::vec(text(), 4),
        services in prop::collection::vec(text(), 0..3), contact in prop::option::of(("[山田]{1,2} [花子]{1,2}", phones())),
        signed in any::<bool>(),
    ) -> Draft {
        let mut seen: Vec<Reason> = Vec::new();
        reasons.retain(|it| !seen.contains(it) && { seen.push(it.clone()); true });
        let registrant = Registrant {
            city_no, reasons, status, list_kind, mobility, services,
            equipment: texts[0].clone(), note_to_supporters: texts[1].clone(), note: texts[2].clone(),
            emergency_contacts: contact.into_iter().map(|(name, phones)| EmergencyContact {
                name, relation: "長男".into(), phones, ..EmergencyContact::default()
            }).collect(),
            ..Registrant::default()
        };
        let consent = Consent { status: consent, signed_on: signed.then(today), ..Consent::default() };
        let person = Person { household_type: household, ..person };
        Draft::Registrant(Box::new(RegistrantDraft { person, registrant, consent }))
    }
}

prop_compose! {
    fn supporter()(
        person in person(), kind in prop::sample::select(SupporterKind::ALL), status in prop::sample::select(SupporterStatus::ALL),
        max_load in 1..9_u32, can_do in prop::sample::subsequence(CanDo::ALL, 0..=CanDo::ALL.len()),
        age_band in prop::sample::select(&AgeBand::ALL[1..]), presence in prop::collection::vec(prop::sample::select(Presence::ALL), 5),
        name_consent in prop::sample::select(YesNo::ALL), texts in prop::collection::vec(text(), 3), pledged in any::<bool>(),
    ) -> Draft {
        let supporter = Supporter {
            list_no: "S-01".into(), status, kind, max_load, can_do, age_band, name_consent,
            availability: Availability {
                weekday_morning: presence[0], weekday_day: presence[1], weekday_night: presence[2],
                weekend_day: presence[3], weekend_night: presence[4], ..Availability::default()
            },
            avoid_raw: texts[0].clone(), note: texts[1].clone(), pledge_on: pledged.then(today),
            ..Supporter::default()
        };
        let mut person = person;
        if !matches!(kind, SupporterKind::Individual | SupporterKind::WelfareCommissioner) {
            // A group has one name.
            person.family_name = person.name();
            person.given_name.clear();
            person.derive("みどり野市");
        }
        Draft::Supporter(Box::new(SupporterDraft { person, supporter }))
    }
}

/// The records as far as words of the list and words of the form may differ for the same answer.
fn meant(draft: &Draft) -> serde_json::Value {
    let mut draft = draft.clone();
    match &mut draft {
        Draft::Registrant(draft) => {
            draft.registrant.reason_detail.clear();
            draft.consent.raw.clear();
        }
        Draft::Supporter(draft) => {
            draft.supporter.max_load_raw.clear();
        }
        Draft::Pairing(_) | Draft::Place(_) => {}
    }
    json(&draft)
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn records_of_every_shape_come_back_the_same(
        people in prop_oneof![prop::collection::vec(registrant(), 1..6), prop::collection::vec(supporter(), 1..6)],
    ) {
        let content = match people[0] {
            Draft::Supporter(_) => ListContent::Supporters,
            Draft::Registrant(_) | Draft::Pairing(_) | Draft::Place(_) => {
                ListContent::Registrants
            },
        };
        let mut before: Vec<Written> = people.into_iter().map(|draft| Written { draft, block: "4班".into() }).collect();
        // A row that stands there twice is one person.
        before.dedup_by(|one, other| meant(&one.draft) == meant(&other.draft));
        let table = list_table(content, &before, &whole());
        let mut known = book();
        known.areas.clear();
        let list = read_all(&csv_file(&table, Charset::Utf8), &known);
        let after = written(&list);
        prop_assert_eq!(before.len(), after.len());
        for (one, other) in before.iter().zip(&after) {
            prop_assert_eq!(differing(&meant(&one.draft), &meant(&other.draft)), Vec::<String>::new());
        }
    }
}
