//! 二重の記録: found, shown field by field, made one or told apart, taken back.

use domain::duplicate::{MaybeOne, Merge, MergeSheet, TwoPeople};
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::vault::Done;
use tests::app::TestApp;
use tests::people::registrant;

fn listed(app: &TestApp) -> u32 {
    let page: RegistrantPage = app.call("registrants", &RegistrantFilter::default());
    page.everybody
}

fn twice() -> (TestApp, TwoPeople) {
    let app = TestApp::with_book();
    registrant()
        .born("S12.3.4")
        .phoned_at("0422-00-0123")
        .saved_in(&app);
    registrant()
        .born("昭和12年3月4日")
        .living_at("せせらぎ町2丁目9番9号")
        .saved_in(&app);
    let found: Vec<MaybeOne> = app.call("duplicates", &());
    assert_eq!(found.len(), 1, "{found:?}");
    let two = TwoPeople {
        one: found[0].one.person.clone(),
        other: found[0].other.person.clone(),
    };
    (app, two)
}

#[test]
fn two_records_of_one_person_become_one_and_two_again() {
    let (app, two) = twice();
    let sheet: MergeSheet = app.call("merge_sheet", &two);
    let address = sheet
        .choices
        .iter()
        .find(|it| it.choice == "person.address_raw");
    let address = address.expect("the addresses differ");
    assert_eq!(address.fields[0].before, "せせらぎ町1丁目2番3号");
    assert_eq!(address.fields[0].after, "せせらぎ町2丁目9番9号");
    let merge = Merge {
        one: two.one.clone(),
        other: two.other.clone(),
        from_other: vec!["person.address_raw".into()],
    };
    app.act::<()>("merge_people", &merge);
    assert_eq!(listed(&app), 1);
    let found: Vec<MaybeOne> = app.call("duplicates", &());
    assert!(found.is_empty());
    app.call::<Done<()>>("undo", &());
    assert_eq!(listed(&app), 2);
}

#[test]
fn two_people_are_told_apart_for_good() {
    let (app, two) = twice();
    app.act::<()>("tell_apart", &two);
    let found: Vec<MaybeOne> = app.call("duplicates", &());
    assert!(found.is_empty());
    assert_eq!(listed(&app), 2);
}
