//! J15: somebody withdraws and is erased: gone everywhere but in the count of 配布台帳, and the journal stays whole.

use app::failure::Code;
use domain::consent::ConsentStatus;
use domain::copy::CopyRow;
use domain::draft::KeptForm;
use domain::duplicate::Merge;
use domain::erase::{ErasePerson, Erasing};
use domain::export::{ExportRequest, Exported, SaveExport};
use domain::history::{HistoryFilter, HistoryPage};
use domain::home::{Home, TodoKind};
use domain::household::SettleHousehold;
use domain::id::RegistrantId;
use domain::pairing::PairChoice;
use domain::registrant::{
    RegistrantDetail, RegistrantFilter, RegistrantPage, RegistrantStatus, StatusChange,
};
use domain::saved_filter::Condition;
use domain::supporter::{SupporterDetail, SupporterStatus, SupporterStatusChange};
use domain::vault::{BackUpDone, Done};
use tests::app::TestApp;
use tests::people::{registrant, supporter};

/// A name nobody else has.
const FAMILY: &str = "鬼怒川";
const GIVEN: &str = "雪乃";
const KANA: &str = "キヌガワ ユキノ";

/// A book with somebody who is written about in many places and has left.
fn with_a_leaver() -> (TestApp, RegistrantId) {
    let app = TestApp::with_book();
    let mut draft = registrant().named(FAMILY, GIVEN).read_as(KANA);
    draft.0.registrant.note = "庭に桜の木".into();
    draft.0.consent.status = ConsentStatus::Yes;
    draft.0.consent.form_kept_at = "金庫の青いファイル".into();
    let id = draft.saved_in(&app);
    let mut helper = supporter();
    helper.0.supporter.supports_raw = format!("{FAMILY} {GIVEN}さん");
    helper.saved_in(&app);
    registrant()
        .named("別の", "人")
        .read_as("ベツノ ヒト")
        .saved_in(&app);
    let export = ExportRequest {
        holder: "田中 花子".into(),
        purpose: "訓練".into(),
        ..ExportRequest::default()
    };
    let file = app.token("名簿.xlsx");
    app.act::<Exported>(
        "export_list",
        &SaveExport {
            export,
            file,
            ..SaveExport::default()
        },
    );
    app.call::<BackUpDone>("back_up", &app.token("backup.sasae"));
    app.call::<bool>("keep_backups", &());
    let left = StatusChange {
        registrant: id.clone(),
        status: RegistrantStatus::Declined,
        ..StatusChange::default()
    };
    app.act::<()>("set_registrant_status", &left);
    (app, id)
}

/// Asks to erase the person of a record of 名簿.
fn erase(app: &TestApp, id: &RegistrantId) -> ErasePerson {
    let detail: RegistrantDetail = app.call("registrant", id);
    ErasePerson {
        person: detail.person.id,
        typed_word: "消す".into(),
    }
}

/// Every text of every answer that shows records or the journal.
fn everything(app: &TestApp) -> String {
    let all = HistoryFilter {
        limit: 10_000,
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &all);
    let mut text = serde_json::to_string(&page).expect("a page is JSON");
    for line in &page.lines {
        let entry: serde_json::Value = app.call("history_entry", &line.entry);
        text.push_str(&entry.to_string());
    }
    for (name, request) in [
        ("registrants", r#"{"conditions":["left"],"limit":100}"#),
        ("supporters", r#"{"limit":100}"#),
        ("tasks", "null"),
        ("copies", "null"),
    ] {
        let request: serde_json::Value = serde_json::from_str(request).expect("a request is JSON");
        let answer: serde_json::Value = app.call(name, &request);
        text.push_str(&answer.to_string());
    }
    text
}

#[test]
fn an_erased_person_is_gone_everywhere_but_in_the_count_of_the_ledger() {
    let (app, id) = with_a_leaver();
    let before = everything(&app);
    for word in [FAMILY, GIVEN, "桜の木", "青いファイル"] {
        assert!(before.contains(word), "{word} was never there");
    }
    app.call::<Done<()>>("erase_person", &erase(&app, &id));
    let after = everything(&app);
    for word in [FAMILY, GIVEN, KANA, "キヌガワ", "桜の木", "青いファイル"] {
        assert!(!after.contains(word), "{word} is still there");
    }
    let copies: Vec<CopyRow> = app.call("copies", &());
    assert_eq!(copies[0].people, 2, "the ledger keeps its count");
    let everybody = RegistrantFilter {
        conditions: vec![Condition::Left],
        limit: 10,
        ..RegistrantFilter::default()
    };
    assert_eq!(
        app.call::<RegistrantPage>("registrants", &everybody).total,
        1
    );
}

#[test]
fn erasing_cannot_be_taken_back() {
    let (app, id) = with_a_leaver();
    let request = erase(&app, &id);
    app.call::<Done<()>>("erase_person", &request);
    assert_eq!(app.refusal("undo", &()), Code::NothingToUndo);
    assert_eq!(app.refusal("erase_person", &request), Code::NotFound);
    assert_eq!(app.refusal("registrant", &id), Code::NotFound);
    let back = StatusChange {
        registrant: id,
        status: RegistrantStatus::Registered,
        ..StatusChange::default()
    };
    assert_eq!(app.refusal("set_registrant_status", &back), Code::NotFound);
}

#[test]
fn only_somebody_who_left_is_erased_and_only_with_the_word() {
    let app = TestApp::with_book();
    let id = registrant().saved_in(&app);
    assert_eq!(app.refusal("erase_person", &erase(&app, &id)), Code::NotNow);
    let (app, id) = with_a_leaver();
    let wrong = ErasePerson {
        typed_word: "けす".into(),
        ..erase(&app, &id)
    };
    assert_eq!(app.refusal("erase_person", &wrong), Code::Problems);
    assert!(everything(&app).contains(FAMILY));
}

#[test]
fn papers_and_backups_that_still_hold_the_name_are_told_before() {
    let (app, id) = with_a_leaver();
    let told: Erasing = app.call("erasing", &erase(&app, &id).person);
    assert_eq!((told.papers.len(), told.backups), (1, 1));
    assert_eq!((told.shelf, told.kept_books), (1, 0));
    let in_a_year = told
        .left_on
        .and_then(|day| day.checked_add_months(chrono::Months::new(12)));
    assert_eq!(told.shelf_gone_on, in_a_year);
    assert_eq!(told.papers[0].copy.holder, "田中 花子");
    assert!(told.due_on > told.left_on);
}

#[test]
fn after_ninety_days_the_home_page_says_whose_record_is_due() {
    let (app, id) = with_a_leaver();
    let says = |app: &TestApp| {
        let home: Home = app.call("home", &());
        home.todos
            .iter()
            .any(|todo| todo.kind == TodoKind::EraseDue)
    };
    assert!(!says(&app));
    app.pass_seconds(90 * 24 * 3600);
    assert!(says(&app));
    app.call::<Done<()>>("erase_person", &erase(&app, &id));
    assert!(!says(&app));
}

#[test]
fn a_supporter_who_ended_is_erased_too_and_the_people_keep_their_other_records() {
    let app = TestApp::with_book();
    let cared_for = registrant().saved_in(&app);
    let helper = supporter()
        .named(FAMILY, GIVEN)
        .read_as(KANA)
        .saved_in(&app);
    let pair = PairChoice {
        registrant: cared_for.clone(),
        supporter: helper.clone(),
        rank: 1,
        ..PairChoice::default()
    };
    app.act::<u32>("accept_pairs", &vec![pair]);
    let detail: SupporterDetail = app.call("supporter", &helper);
    let request = ErasePerson {
        person: detail.person.id,
        typed_word: "消す".into(),
    };
    assert_eq!(app.refusal("erase_person", &request), Code::NotNow);
    let ended = SupporterStatusChange {
        supporter: helper.clone(),
        status: SupporterStatus::Ended,
    };
    app.act::<()>("set_supporter_status", &ended);
    let draft = KeptForm {
        form: format!("supporter:{helper}"),
        fields: [("note".to_owned(), "桜の木".to_owned())].into(),
    };
    app.call::<()>("keep_draft", &draft);
    app.call::<Done<()>>("erase_person", &request);
    let after = everything(&app);
    assert!(!after.contains(FAMILY) && !after.contains("キヌガワ"));
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), []);
    assert_eq!(app.refusal("supporter", &helper), Code::NotFound);
    let detail: RegistrantDetail = app.call("registrant", &cared_for);
    assert!(detail.pairings.is_empty() && !detail.person.family_name.is_empty());
}

#[test]
fn a_namesake_keeps_every_word_and_the_history() {
    let (app, id) = with_a_leaver();
    let mut other = registrant().named(FAMILY, GIVEN).read_as(KANA);
    other.0.person.name_raw = format!("{FAMILY}　{GIVEN}");
    other.0.person.householder_name = format!("{FAMILY} {GIVEN}");
    let other = other.saved_in(&app);
    let words = || {
        let detail: RegistrantDetail = app.call("registrant", &other);
        let entry: serde_json::Value = app.call("history_entry", &detail.history[0].entry);
        (
            detail.person.name(),
            detail.person.name_raw,
            detail.person.name_kana,
            detail.person.householder_name,
            entry,
        )
    };
    let before = words();
    app.call::<Done<()>>("erase_person", &erase(&app, &id));
    assert_eq!(words(), before);
}

/// Takes somebody off 名簿 and erases them.
fn leave_and_erase(app: &TestApp, id: &RegistrantId) {
    let left = StatusChange {
        registrant: id.clone(),
        status: RegistrantStatus::Died,
        ..StatusChange::default()
    };
    app.act::<()>("set_registrant_status", &left);
    app.call::<Done<()>>("erase_person", &erase(app, id));
}

#[test]
fn a_housemate_keeps_the_whole_history() {
    let app = TestApp::with_book();
    let gone = registrant().named("沢田", "雪乃").saved_in(&app);
    let stays = registrant()
        .named("沢田", "健太")
        .read_as("サワダ ケンタ")
        .saved_in(&app);
    let person = |id: &RegistrantId| app.call::<RegistrantDetail>("registrant", id).person;
    let home = SettleHousehold {
        together: vec![person(&gone).id, person(&stays).id],
        ..SettleHousehold::default()
    };
    app.act::<()>("settle_household", &home);
    let before: RegistrantDetail = app.call("registrant", &stays);
    let mut draft = registrant();
    (draft.0.person, draft.0.registrant, draft.0.consent) =
        (before.person, before.registrant, before.consent);
    draft.0.person.association = "中町自治会".into();
    draft.saved_in(&app);
    leave_and_erase(&app, &gone);
    let after: RegistrantDetail = app.call("registrant", &stays);
    let edit: serde_json::Value = app.call("history_entry", &after.history[0].entry);
    assert!(edit.to_string().contains("中町自治会"), "{edit}");
}

#[test]
fn a_name_that_only_seems_to_stand_in_another_word_is_left_there() {
    let app = TestApp::with_book();
    let gone = registrant()
        .named("東", "京子")
        .read_as("アズマ キョウコ")
        .saved_in(&app);
    let mut other = registrant().named("北", "花").read_as("キタ ハナ");
    other.0.registrant.note = "東京子ども医療センターに通院中。東京子さんのとなり".into();
    let other = other.saved_in(&app);
    leave_and_erase(&app, &gone);
    let detail: RegistrantDetail = app.call("registrant", &other);
    assert_eq!(
        detail.registrant.note,
        "東京子ども医療センターに通院中。（消去）さんのとなり"
    );
}

#[test]
fn records_of_the_same_human_being_that_went_before_are_erased_too() {
    let app = TestApp::with_book();
    let mut first = registrant()
        .named(FAMILY, GIVEN)
        .read_as(KANA)
        .born("S10.1.2");
    first.0.registrant.note = "庭に桜の木".into();
    first.saved_in(&app);
    app.call::<Done<()>>("undo", &());
    let merged = registrant()
        .named("絹川", "雪之")
        .read_as("キヌガワ ユキノ")
        .born("S10.1.2")
        .saved_in(&app);
    let id = registrant()
        .named(&format!("{FAMILY}{GIVEN}"), "")
        .read_as("キヌガワユキノ")
        .born("S10.1.2")
        .saved_in(&app);
    let person = |id: &RegistrantId| app.call::<RegistrantDetail>("registrant", id).person.id;
    let merge = Merge {
        one: person(&id),
        other: person(&merged),
        ..Merge::default()
    };
    app.act::<()>("merge_people", &merge);
    leave_and_erase(&app, &id);
    let after = everything(&app);
    for word in [FAMILY, GIVEN, "絹川", "雪之", "桜の木"] {
        assert!(!after.contains(word), "{word} is still there");
    }
}
