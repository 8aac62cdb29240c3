//! People: written down, found, changed, taken back. Nobody is ever deleted.

use app::failure::Code;
use domain::consent::ConsentStatus;
use domain::pairing::{PairChoice, PairingStatus, RefusalReason};
use domain::problem::Rule;
use domain::registrant::{
    RegistrantDetail, RegistrantDraft, RegistrantFilter, RegistrantPage, RegistrantStatus,
    StatusChange, StatusSource,
};
use domain::supporter::{SupporterDetail, SupporterStatus, SupporterStatusChange};
use domain::vault::Done;
use tests::app::TestApp;
use tests::people::{registrant, supporter};

fn listed(app: &TestApp) -> RegistrantPage {
    let filter = RegistrantFilter {
        limit: 100,
        ..RegistrantFilter::default()
    };
    app.call("registrants", &filter)
}

#[test]
fn what_was_typed_is_kept_and_what_follows_from_it_is_made() {
    let app = TestApp::with_book();
    let id = registrant()
        .named("髙﨑", "和子")
        .read_as("たかさき　かずこ")
        .born("S12.3.4")
        .living_at("せせらぎ町１－２－３")
        .phoned_at("０４２２（００）０１２３")
        .saved_in(&app);
    let detail: RegistrantDetail = app.call("registrant", &id);
    let person = &detail.person;
    assert_eq!(person.family_name, "髙﨑", "a name is never fixed");
    assert_eq!(person.name_kana, "タカサキ カズコ");
    assert_eq!(person.birth_raw, "S12.3.4");
    assert_eq!(
        person.birth_date.map(|day| day.to_string()).as_deref(),
        Some("1937-03-04")
    );
    assert_eq!(detail.birth_shown, "昭和12年3月4日（1937年・89歳）");
    assert_eq!(person.address.town, "せせらぎ町");
    assert_eq!(person.phones[0].digits, "0422000123");
    assert_eq!(person.phones[0].raw, "０４２２（００）０１２３");
    assert_eq!(detail.history.len(), 1, "the record has its history");
    assert_eq!(detail.history[0].subject, "髙﨑 和子");
}

#[test]
fn a_form_without_a_name_is_refused_with_every_problem_at_its_field() {
    let app = TestApp::with_book();
    let mut bad = registrant()
        .named("", "")
        .read_as("")
        .born("昭和99年3月4日");
    (bad.0.person.lat, bad.0.person.lon) = (Some(139.5), Some(35.7));
    let failure = app
        .try_call::<Done<String>>("save_registrant", &bad.0)
        .unwrap_err();
    assert_eq!(failure.code, Code::Problems);
    let fields: Vec<&str> = failure
        .problems
        .iter()
        .map(|it| it.field.as_str())
        .collect();
    assert!(fields.contains(&"family_name"), "{fields:?}");
    assert!(fields.contains(&"name_kana"), "{fields:?}");
    assert!(fields.contains(&"birth_raw"), "{fields:?}");
    assert!(fields.contains(&"position"), "{fields:?}");
    assert_eq!(listed(&app).everybody, 0);
}

#[test]
fn who_moves_is_no_longer_where_the_map_showed_them() {
    let app = TestApp::with_book();
    let mut form = registrant().living_at("せせらぎ町1-2-3");
    (form.0.person.lat, form.0.person.lon) = (Some(35.7), Some(139.5));
    let id = form.saved_in(&app);
    let save = |address: &str| {
        let detail: RegistrantDetail = app.call("registrant", &id);
        let mut draft = RegistrantDraft {
            person: detail.person,
            registrant: detail.registrant,
            consent: detail.consent,
        };
        draft.person.address_raw = address.into();
        let _done: Done<String> = app.call("save_registrant", &draft);
        let detail: RegistrantDetail = app.call("registrant", &id);
        detail.person.lat.zip(detail.person.lon)
    };
    assert_eq!(save("せせらぎ町１－２－３"), Some((35.7, 139.5)));
    assert_eq!(save("若草台1-1-1"), None);
}

#[test]
fn a_new_answer_about_consent_is_a_new_record_and_the_newest_counts() {
    let app = TestApp::with_book();
    let id = registrant().saved_in(&app);
    let change = |status| {
        let detail: RegistrantDetail = app.call("registrant", &id);
        let mut draft = RegistrantDraft {
            person: detail.person,
            registrant: detail.registrant,
            consent: detail.consent,
        };
        draft.consent.status = status;
        app.act::<String>("save_registrant", &draft);
        app.call::<RegistrantDetail>("registrant", &id).consent
    };
    let yes = change(ConsentStatus::Yes);
    let again = change(ConsentStatus::Yes);
    assert_eq!(yes.id, again.id, "the same answer is no new record");
    let withdrawn = change(ConsentStatus::Withdrawn);
    assert_ne!(yes.id, withdrawn.id);
    assert_eq!(withdrawn.status, ConsentStatus::Withdrawn);
    assert!(
        withdrawn.withdrawn_on.is_some(),
        "the day of a withdrawal is written down"
    );
}

#[test]
fn two_people_with_one_number_of_the_city_are_refused() {
    let app = TestApp::with_book();
    let mut first = registrant();
    first.0.registrant.city_no = "00101".into();
    first.saved_in(&app);
    let mut second = registrant().named("田中", "実").read_as("タナカ ミノル");
    second.0.registrant.city_no = "00101".into();
    let failure = app
        .try_call::<Done<String>>("save_registrant", &second.0)
        .unwrap_err();
    assert_eq!(failure.problems[0].rule, Rule::DuplicateNumber);
}

#[test]
fn who_leaves_the_roster_changes_state_and_frees_the_supporters() {
    let app = TestApp::with_book();
    let (who, helper) = (registrant().saved_in(&app), supporter().saved_in(&app));
    let choice = PairChoice {
        registrant: who.clone(),
        supporter: helper.clone(),
        rank: 1,
        ..PairChoice::default()
    };
    app.act::<u32>("accept_pairs", &vec![choice]);
    app.act::<()>(
        "set_registrant_status",
        &StatusChange {
            registrant: who.clone(),
            status: RegistrantStatus::MovedAway,
            source: StatusSource::Visit,
            on: None,
        },
    );
    let detail: RegistrantDetail = app.call("registrant", &who);
    assert_eq!(detail.registrant.status, RegistrantStatus::MovedAway);
    assert_eq!(detail.pairings[0].pairing.status, PairingStatus::Ended);
    assert_eq!(
        detail.pairings[0].pairing.end_reason,
        Some(RefusalReason::NoLonger)
    );
    let standing = || {
        let detail: SupporterDetail = app.call("supporter", &helper);
        detail.supporter.status
    };
    assert_eq!(standing(), SupporterStatus::Standby);
    assert_eq!(
        listed(&app).everybody,
        0,
        "the list shows who is looked after"
    );
    app.call::<Done<()>>("undo", &());
    assert_eq!(standing(), SupporterStatus::Active);
    let detail: RegistrantDetail = app.call("registrant", &who);
    assert_eq!(detail.registrant.status, RegistrantStatus::Registered);
    assert_eq!(detail.pairings[0].pairing.status, PairingStatus::Proposed);
}

#[test]
fn a_supporter_who_has_somebody_left_does_not_stand_by() {
    let app = TestApp::with_book();
    let helper = supporter().saved_in(&app);
    let two = [
        registrant().saved_in(&app),
        registrant()
            .named("田中", "実")
            .read_as("タナカ ミノル")
            .saved_in(&app),
    ];
    let choices = two.clone().map(|who| PairChoice {
        registrant: who,
        supporter: helper.clone(),
        rank: 1,
        ..PairChoice::default()
    });
    app.act::<u32>("accept_pairs", &choices);
    let mut left = two.into_iter().map(|who| {
        let detail: RegistrantDetail = app.call("registrant", &who);
        let mut draft = RegistrantDraft {
            person: detail.person,
            registrant: detail.registrant,
            consent: detail.consent,
        };
        draft.registrant.status = RegistrantStatus::InFacility;
        app.act::<String>("save_registrant", &draft);
        let detail: SupporterDetail = app.call("supporter", &helper);
        detail.supporter.status
    });
    assert_eq!(left.next(), Some(SupporterStatus::Active));
    assert_eq!(left.next(), Some(SupporterStatus::Standby));
}

#[test]
fn a_supporter_who_stops_is_free_of_every_pair() {
    let app = TestApp::with_book();
    let (who, helper) = (registrant().saved_in(&app), supporter().saved_in(&app));
    let choice = PairChoice {
        registrant: who,
        supporter: helper.clone(),
        rank: 1,
        ..PairChoice::default()
    };
    app.act::<u32>("accept_pairs", &vec![choice]);
    let change = SupporterStatusChange {
        supporter: helper.clone(),
        status: SupporterStatus::Ended,
    };
    app.act::<()>("set_supporter_status", &change);
    let detail: SupporterDetail = app.call("supporter", &helper);
    assert_eq!(detail.pairings[0].pairing.status, PairingStatus::Ended);
}

#[test]
fn a_record_that_was_looked_at_is_confirmed_today() {
    let app = TestApp::with_book();
    let id = registrant().saved_in(&app);
    assert_eq!(listed(&app).unconfirmed, 1);
    app.act::<()>("confirm_registrant", &id);
    let detail: RegistrantDetail = app.call("registrant", &id);
    let day = detail.registrant.confirmed_on.map(|day| day.to_string());
    assert_eq!(day.as_deref(), Some("2026-11-25"));
    assert_eq!(listed(&app).unconfirmed, 0);
}

#[test]
fn somebody_of_the_same_reading_is_named_to_tell_them_apart() {
    let app = TestApp::with_book();
    let one = registrant().saved_in(&app);
    registrant()
        .named("斉藤", "和子")
        .living_at("若草台2丁目1番1号")
        .saved_in(&app);
    let detail: RegistrantDetail = app.call("registrant", &one);
    assert_eq!(
        detail.same_name,
        vec!["斉藤 和子（若草台2丁目1-1）".to_owned()]
    );
    assert!(listed(&app).rows.iter().all(|row| row.same_name));
}

#[test]
fn a_record_that_is_not_there_is_not_found() {
    let app = TestApp::with_book();
    assert_eq!(app.refusal("registrant", &"nobody"), Code::NotFound);
    let mut ghost = registrant();
    ghost.0.registrant.id = "nobody".to_owned().into();
    assert_eq!(app.refusal("save_registrant", &ghost.0), Code::NotFound);
}

#[test]
fn ten_digits_in_a_row_are_shown_as_a_telephone_number() {
    let app = TestApp::with_book();
    let who = registrant().phoned_at("0422111234").saved_in(&app);
    let detail: RegistrantDetail = app.call("registrant", &who);
    assert_eq!(detail.phones, ["0422-11-1234"]);
    let helper = supporter().phoned_at("0422111235").saved_in(&app);
    let detail: SupporterDetail = app.call("supporter", &helper);
    assert_eq!(detail.phones, ["0422-11-1235"]);
}
