//! 確認の一巡: what was looked at counts by itself, the list runs in walking order, and paper stands in the ledger.

use domain::confirmation::{ConfirmFilter, ConfirmPaper, Fact, ToConfirm};
use domain::consent::ConsentStatus;
use domain::copy::CopyRow;
use domain::council::{Council, CouncilSetup};
use domain::home::{Home, TodoKind};
use domain::phone::Phone;
use domain::registrant::{RegistrantDetail, RegistrantDraft};
use domain::sheet::{PictureRequest, PrintedCopies, SheetKind, SheetPicture, SheetRequest};
use domain::supporter::SupporterDetail;
use domain::vault::Done;
use serde_json::Value;
use tests::app::TestApp;
use tests::people::{registrant, supporter};

const DAYS: i64 = 24 * 60 * 60;

fn to_confirm(app: &TestApp, supporters: bool) -> ToConfirm {
    let filter = ConfirmFilter {
        supporters,
        ..ConfirmFilter::default()
    };
    app.call("to_confirm", &filter)
}

fn names(list: &ToConfirm) -> Vec<&str> {
    list.people.iter().map(|it| it.name.as_str()).collect()
}

#[test]
fn one_press_confirms_a_record_for_the_months_the_council_wants_and_can_be_taken_back() {
    let app = TestApp::with_book();
    let id = registrant().saved_in(&app);
    app.pass_seconds(1);
    let before = to_confirm(&app, false);
    assert_eq!((before.total, before.months), (1, 12));
    app.act::<()>("confirm_registrant", &id);
    assert_eq!(to_confirm(&app, false).total, 0);
    app.call::<Done<()>>("undo", &());
    assert_eq!(to_confirm(&app, false), before);
    app.call::<Done<()>>("redo", &());
    app.pass_seconds(200 * DAYS);
    assert_eq!(to_confirm(&app, false).total, 0);
    let setup: CouncilSetup = app.call("council_setup", &());
    let council = Council {
        confirm_months: 6,
        ..setup.council
    };
    app.act::<String>("save_council", &council);
    assert_eq!(to_confirm(&app, false).total, 1);
    let home: Home = app.call("home", &());
    let row = home
        .todos
        .iter()
        .find(|it| it.kind == TodoKind::ConfirmRecords);
    assert_eq!(row.and_then(|it| it.number), Some(1), "as many as the list");
}

#[test]
fn a_field_that_is_written_anew_is_looked_at_and_the_others_are_still_asked() {
    let app = TestApp::with_book();
    let id = registrant().saved_in(&app);
    app.act::<()>("confirm_registrant", &id);
    app.pass_seconds(400 * DAYS);
    let detail: RegistrantDetail = app.call("registrant", &id);
    let mut draft = RegistrantDraft {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
    };
    draft.person.phones.push(Phone {
        raw: "0422-00-0123".into(),
        ..Phone::default()
    });
    draft.consent.status = ConsentStatus::Yes;
    // What a page sends of the days counts for nothing: they follow from what was written.
    draft.registrant.fact_days.clear();
    app.act::<String>("save_registrant", &draft);
    let list = to_confirm(&app, false);
    assert_eq!(
        list.people[0].facts,
        [Fact::Address, Fact::Contacts, Fact::Mobility]
    );
}

#[test]
fn supporters_are_confirmed_too() {
    let app = TestApp::with_book();
    let id = supporter().phoned_at("0422-00-0123").saved_in(&app);
    assert_eq!(to_confirm(&app, true).total, 0, "written down today");
    app.pass_seconds(400 * DAYS);
    let list = to_confirm(&app, true);
    assert_eq!(list.people[0].facts, [Fact::Address, Fact::Phone]);
    app.act::<()>("confirm_supporter", &id);
    assert_eq!(to_confirm(&app, true).total, 0);
    let detail: SupporterDetail = app.call("supporter", &id);
    assert!(detail.supporter.confirmed_on.is_some());
}

#[test]
fn a_visit_list_runs_as_one_walks_names_nobody_who_said_no_and_has_a_number() {
    let app = TestApp::with_book();
    for (given, address) in [
        ("三", "せせらぎ町2丁目1番1号"),
        ("二", "せせらぎ町1丁目9番1号"),
        ("一", "せせらぎ町1丁目2番1号"),
    ] {
        registrant()
            .named("秋田", given)
            .living_at(address)
            .saved_in(&app);
    }
    let mut no = registrant().named("岩手", "花");
    no.0.consent.status = ConsentStatus::No;
    no.saved_in(&app);
    app.act::<u32>("propose_blocks", &());
    let list = to_confirm(&app, false);
    assert_eq!(
        list.total, 4,
        "on the screen of the council everybody stands"
    );
    let of_akita: Vec<&str> = names(&list)
        .into_iter()
        .filter(|it| it.starts_with("秋田"))
        .collect();
    assert_eq!(of_akita, ["秋田 一", "秋田 二", "秋田 三"]);
    let printed: PrintedCopies = app.act("print_visit_list", &ConfirmPaper::default());
    assert_eq!(
        (printed.people, printed.copies.len()),
        (3, 2),
        "a paper for each block"
    );
    let copies: Vec<CopyRow> = app.call("copies", &());
    assert!(
        copies
            .iter()
            .all(|row| row.copy.document == SheetKind::VisitList && row.copy.due_back_on.is_some())
    );
    let text = first_page(&app, SheetKind::VisitList, &printed);
    assert!(text.contains("第001号") && !text.contains("岩手"), "{text}");
    app.call::<Done<()>>("undo", &());
    let again: PrintedCopies = app.act("print_visit_list", &ConfirmPaper::default());
    assert_eq!(
        again.first_no,
        printed.last_no + 1,
        "a number never comes again"
    );
}

#[test]
fn a_postcard_goes_to_whoever_has_an_address_and_something_a_card_may_ask() {
    let app = TestApp::with_book();
    let refused = app.try_call::<Value>("print_confirm_cards", &ConfirmPaper::default());
    assert_eq!(refused.unwrap_err().hint, "no_telephone_to_answer");
    let setup: CouncilSetup = app.call("council_setup", &());
    let council = Council {
        contact: "0422-00-0100".into(),
        ..setup.council
    };
    app.act::<String>("save_council", &council);
    let mut asked = registrant().named("秋田", "一");
    asked.0.registrant.reason_detail = "下肢の障害".into();
    asked.0.person.postal_code = "1800001".into();
    asked.0.person.phones.push(Phone {
        raw: "0422-00-0123".into(),
        ..Phone::default()
    });
    asked.saved_in(&app);
    let mut no = registrant().named("岩手", "花");
    no.0.consent.status = ConsentStatus::No;
    no.saved_in(&app);
    registrant()
        .named("宮城", "二")
        .living_at("")
        .saved_in(&app);
    let printed: PrintedCopies = app.act("print_confirm_cards", &ConfirmPaper::default());
    assert_eq!((printed.people, printed.pages), (1, 1));
    let copies: Vec<CopyRow> = app.call("copies", &());
    let copy = &copies[0].copy;
    assert_eq!(
        (copy.document, copy.due_back_on, copies[0].overdue),
        (SheetKind::ConfirmCard, None, false)
    );
    assert!(!copy.purpose.is_empty() && !copy.holder.is_empty());
    let text = first_page(&app, SheetKind::ConfirmCard, &printed);
    let plain: String = text.split_whitespace().collect();
    for said in ["秋田一様", "1800001", "第001号-1", "0123", "0422-00-0100"] {
        assert!(plain.contains(said), "{said}: {text}");
    }
    for secret in ["下肢", "障害", "0422-00-0123", "要支援"] {
        assert!(!plain.contains(secret), "{secret}: {text}");
    }
    app.call::<Done<()>>("undo", &());
    let again: PrintedCopies = app.act("print_confirm_cards", &ConfirmPaper::default());
    assert_eq!(again.first_no, printed.last_no + 1);
}

/// Returns the text of the first page of a visit list or of cards.
fn first_page(app: &TestApp, sheet: SheetKind, printed: &PrintedCopies) -> String {
    let sheet = SheetRequest {
        sheet,
        copies: printed.copies.clone(),
        ..SheetRequest::default()
    };
    let request = PictureRequest {
        sheet,
        page: 1,
        width: 400,
    };
    let picture: SheetPicture = app.call("sheet_picture", &request);
    picture.text
}
