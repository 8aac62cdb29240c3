//! J15: somebody withdraws and is erased: gone everywhere but in the count of 配布台帳, and the journal stays whole.

use app::failure::Code;
use domain::consent::ConsentStatus;
use domain::copy::CopyRow;
use domain::draft::KeptForm;
use domain::erase::{ErasePerson, Erasing};
use domain::export::{ExportRequest, Exported, SaveExport};
use domain::history::{HistoryFilter, HistoryPage};
use domain::home::{Home, TodoKind};
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
    app.act::<Exported>("export_list", &SaveExport { export, file });
    app.call::<BackUpDone>("back_up", &app.token("backup.sasae"));
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
fn a_namesake_keeps_every_record() {
    let (app, id) = with_a_leaver();
    let other = registrant()
        .named(FAMILY, GIVEN)
        .read_as(KANA)
        .saved_in(&app);
    app.call::<Done<()>>("erase_person", &erase(&app, &id));
    let detail: domain::registrant::RegistrantDetail = app.call("registrant", &other);
    assert_eq!(detail.person.family_name, FAMILY);
}
