//! 世帯: one address and room makes a question, never a household; a person decides, and it can be taken back.

use domain::household::{Households, SettleHousehold};
use domain::id::{PersonId, RegistrantId};
use domain::kind::Kind;
use domain::registrant::{RegistrantDetail, RegistrantDraft};
use domain::vault::Done;
use tests::app::TestApp;
use tests::people::registrant;

fn person(app: &TestApp, id: &RegistrantId) -> PersonId {
    app.call::<RegistrantDetail>("registrant", id).person.id
}

/// Three people at one door, of whom two have one surname, and somebody of that surname elsewhere.
fn one_door(app: &TestApp) -> Vec<PersonId> {
    [
        ("森", "一郎", "1-2-3"),
        ("森", "花子", "1-2-3"),
        ("林", "ウメ", "1-2-3"),
        ("森", "清", "1-2-4"),
    ]
    .iter()
    .map(|(family, given, at)| {
        let id = registrant()
            .named(family, given)
            .living_at(&format!("せせらぎ町{at}"))
            .saved_in(app);
        person(app, &id)
    })
    .collect()
}

fn counted(app: &TestApp) -> (u32, u32, usize, usize) {
    let all: Households = app.call("households", &());
    (
        all.people,
        all.households,
        all.open.len(),
        all.confirmed.len(),
    )
}

#[test]
fn one_door_is_asked_about_and_two_of_three_can_be_a_household() {
    let app = TestApp::with_book();
    let people = one_door(&app);
    assert_eq!(counted(&app), (4, 2, 1, 0));
    let said = SettleHousehold {
        together: vec![people[0].clone(), people[2].clone()],
        apart: vec![people[1].clone()],
    };
    app.act::<()>("settle_household", &said);
    assert_eq!(counted(&app), (4, 3, 0, 1));
    let all: Households = app.call("households", &());
    let names: Vec<&str> = all.confirmed[0]
        .members
        .iter()
        .map(|it| it.name.as_str())
        .collect();
    assert_eq!(names.len(), 2, "{names:?}");
    app.act::<()>(
        "settle_household",
        &SettleHousehold {
            apart: people[..3].to_vec(),
            ..SettleHousehold::default()
        },
    );
    assert_eq!(
        counted(&app),
        (4, 4, 0, 0),
        "who lives apart is not asked about again"
    );
    let all: Households = app.call("households", &());
    let apart: Vec<usize> = all.apart.iter().map(|it| it.members.len()).collect();
    assert_eq!(apart, [3], "but can be changed");
    app.call::<Done<()>>("undo", &());
    app.call::<Done<()>>("undo", &());
    assert_eq!(counted(&app), (4, 2, 1, 0));
}

#[test]
fn who_moves_leaves_the_household() {
    let app = TestApp::with_book();
    let people = one_door(&app);
    app.act::<()>(
        "settle_household",
        &SettleHousehold {
            together: people[..3].to_vec(),
            ..SettleHousehold::default()
        },
    );
    let page: domain::registrant::RegistrantPage = app.call(
        "registrants",
        &domain::registrant::RegistrantFilter {
            limit: 10,
            ..Default::default()
        },
    );
    let moves = page
        .rows
        .iter()
        .find(|row| row.name.contains("ウメ"))
        .unwrap();
    let detail: RegistrantDetail = app.call("registrant", &moves.id);
    let mut draft = RegistrantDraft {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
    };
    draft.person.address_raw = "若草台2-2-2".into();
    app.call::<Done<String>>("save_registrant", &draft);
    let all: Households = app.call("households", &());
    assert_eq!(all.confirmed[0].members.len(), 2);
}

#[test]
fn a_household_everybody_has_left_is_gone() {
    let app = TestApp::with_book();
    let people = one_door(&app);
    let apart = SettleHousehold {
        apart: people[..1].to_vec(),
        ..SettleHousehold::default()
    };
    app.act::<()>("settle_household", &apart);
    let page: domain::registrant::RegistrantPage = app.call(
        "registrants",
        &domain::registrant::RegistrantFilter {
            text: "一郎".into(),
            limit: 10,
            ..Default::default()
        },
    );
    let detail: RegistrantDetail = app.call("registrant", &page.rows[0].id);
    let mut draft = RegistrantDraft {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
    };
    draft.person.room = "101".into();
    let written: Done<String> = app.call("save_registrant", &draft);
    assert!(
        !written.touched.contains(&Kind::Household),
        "a room that was missing"
    );
    draft.person.room = "102".into();
    let moved: Done<String> = app.call("save_registrant", &draft);
    assert!(moved.touched.contains(&Kind::Household));
}
