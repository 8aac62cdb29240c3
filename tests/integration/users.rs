//! 使う人: who may do what, who sees whom, and what stays closed until somebody looks.

use std::path::Path;

use app::failure::Code;
use domain::board::CheckBoard;
use domain::care::{CareDetails, RegistrantEdit};
use domain::draft::KeptForm;
use domain::history::{HistoryEntry, HistoryFilter, HistoryLine, HistoryPage};
use domain::home::Home;
use domain::id::{BlockId, RegistrantId, SafetyCheckId, SupporterId, UserId};
use domain::pairing::PairChoice;
use domain::problem::Rule;
use domain::registrant::{RegistrantDetail, RegistrantFilter, RegistrantPage};
use domain::safety_check::{CheckMode, SafetyCheckDraft, StartCheck};
use domain::sheet::{PrintCheckSheets, PrintedCopies};
use domain::supporter::{SupporterDetail, SupporterFilter, SupporterPage};
use domain::user::{Right, Role, User};
use domain::vault::{BookState, Done};
use serde_json::{Value, json};
use tests::app::TestApp;
use tests::people::{registrant, supporter};

pub(crate) fn state(app: &TestApp) -> BookState {
    app.call("state", &())
}

pub(crate) fn me(app: &TestApp) -> User {
    state(app).user.expect("somebody is at work")
}

/// The entries of one call, newest first. Only somebody who sees everything may ask.
pub(crate) fn noted(app: &TestApp, call: &str) -> Vec<HistoryLine> {
    let filter = HistoryFilter {
        call: call.into(),
        limit: 100,
        ..HistoryFilter::default()
    };
    app.call::<HistoryPage>("history", &filter).lines
}

/// Two blocks with a registrant and a supporter each, a pair in the first, and a coordinator of the first.
struct TwoBlocks {
    app: TestApp,
    lead: UserId,
    limited: UserId,
    registrants: [RegistrantId; 2],
    supporters: [SupporterId; 2],
}

fn two_blocks() -> TwoBlocks {
    let app = TestApp::with_book();
    let block = |name: &str, chome: u32| -> BlockId {
        let area = json!([{ "town": "せせらぎ町", "chome": chome }]);
        app.act("save_block", &json!({ "name": name, "areas": area }))
    };
    let blocks = [block("一班", 1), block("二班", 2)];
    let registrants = [
        registrant().saved_in(&app),
        registrant()
            .named("石井", "進")
            .read_as("イシイ ススム")
            .living_at("せせらぎ町2丁目1番1号")
            .saved_in(&app),
    ];
    let supporters = [
        supporter().saved_in(&app),
        supporter()
            .named("大野", "茂")
            .read_as("オオノ シゲル")
            .living_at("せせらぎ町2丁目1番9号")
            .saved_in(&app),
    ];
    let lead = me(&app).id;
    let limited = app.user("一班の係", Role::Coordinator, &blocks[..1]);
    TwoBlocks {
        app,
        lead,
        limited,
        registrants,
        supporters,
    }
}

fn pair(app: &TestApp, registrant: &RegistrantId, supporter: &SupporterId) {
    let choice = PairChoice {
        registrant: registrant.clone(),
        supporter: supporter.clone(),
        rank: 1,
        ..PairChoice::default()
    };
    app.act::<u32>("accept_pairs", &[choice]);
}

#[test]
fn whoever_makes_the_book_is_the_lead_and_stands_in_its_history() {
    let app = TestApp::with_book();
    registrant().saved_in(&app);
    assert_eq!(me(&app).role, Role::Lead);
    assert!(state(&app).rights.contains(&Right::Manage));
    assert!(
        noted(&app, "save_registrant")
            .iter()
            .all(|line| line.by == "田中 花子")
    );
    app.lock();
    assert_eq!(state(&app).user, None);
    assert_eq!(state(&app).rights, [Right::Anyone, Right::Door]);
}

#[test]
fn there_is_always_a_lead_and_names_in_the_history_are_one_persons() {
    let app = TestApp::with_book();
    let lead = me(&app);
    let stepping_down = User {
        role: Role::Viewer,
        ..lead.clone()
    };
    let failure = app
        .try_call::<Value>("save_user", &stepping_down)
        .unwrap_err();
    assert_eq!(failure.problems[0].rule, Rule::LastLead);
    let same_name = User {
        id: UserId::default(),
        ..lead.clone()
    };
    let failure = app.try_call::<Value>("save_user", &same_name).unwrap_err();
    assert_eq!(failure.problems[0].rule, Rule::NameTaken);
    app.user("次の代表", Role::Lead, &[]);
    app.call::<Done<UserId>>("save_user", &stepping_down);
    assert_eq!(
        app.refusal("users", &()),
        Code::NotAllowed,
        "a role that was changed holds at once"
    );
    assert_eq!(state(&app).undo, None, "and no undo brings it back");
    assert_eq!(me(&app).since, lead.since);
}

#[test]
fn somebody_of_one_block_does_not_find_the_people_of_another() {
    let two = two_blocks();
    let app = &two.app;
    let (hidden, hidden_supporter) = (&two.registrants[1], &two.supporters[1]);
    let other: RegistrantDetail = app.call("registrant", hidden);
    app.open_as(&two.limited);
    let edit = RegistrantEdit {
        person: other.person.clone(),
        registrant: other.registrant.clone(),
        ..RegistrantEdit::default()
    };
    let smuggled = RegistrantEdit {
        person: other.person,
        ..RegistrantEdit::default()
    };
    let pair = json!({ "registrant": hidden, "supporter": two.supporters[0], "rank": 1 });
    let looks = [
        ("registrant", json!(hidden)),
        ("supporter", json!(hidden_supporter)),
        ("pair_candidates", json!(hidden)),
        ("look_at_details", json!(hidden)),
        ("confirm_registrant", json!(hidden)),
        ("confirm_supporter", json!(hidden_supporter)),
        (
            "set_registrant_status",
            json!({ "registrant": hidden, "status": "died" }),
        ),
        (
            "set_supporter_status",
            json!({ "supporter": hidden_supporter, "status": "ended" }),
        ),
        ("save_registrant", json!(edit)),
        ("save_registrant", json!(smuggled)),
        ("refuse_pair", pair.clone()),
        ("drop_out", json!(hidden_supporter)),
        (
            "merge_sheet",
            json!({ "one": smuggled.person.id, "other": smuggled.person.id }),
        ),
    ];
    for (call, request) in &looks {
        assert_eq!(app.refusal(call, request), Code::NotFound, "{call}");
    }
    assert_ne!(app.refusal("accept_pairs", &[pair]), Code::NotAllowed);
    app.open_as(&two.lead);
    let seen = noted(app, "refused_look");
    assert!(seen.len() >= looks.len(), "{} looks are noted", seen.len());
    assert!(seen.iter().all(|line| line.by == "一班の係"));
    assert_eq!(
        seen.last().map(|line| line.subject.as_str()),
        Some("石井 進")
    );
}

#[test]
fn lists_searches_counts_and_papers_hold_the_own_blocks_only() {
    let two = two_blocks();
    let app = &two.app;
    app.open_as(&two.limited);
    let all = RegistrantFilter {
        limit: 100,
        ..RegistrantFilter::default()
    };
    let page: RegistrantPage = app.call("registrants", &all);
    assert_eq!((page.total, page.everybody, page.zero), (1, 1, 1));
    let searched = RegistrantFilter {
        text: "石井".into(),
        ..all.clone()
    };
    assert_eq!(
        app.call::<RegistrantPage>("registrants", &searched).total,
        0
    );
    let helpers = SupporterFilter {
        limit: 100,
        ..SupporterFilter::default()
    };
    let page: SupporterPage = app.call("supporters", &helpers);
    assert_eq!((page.total, page.everybody), (1, 1));
    let home: Home = app.call("home", &());
    assert_eq!((home.registrants, home.coverage.zero), (1, 1));
    assert_eq!(
        app.refusal("history", &HistoryFilter::default()),
        Code::NotAllowed
    );
    let check: SafetyCheckId = app.act(
        "save_safety_check",
        &SafetyCheckDraft {
            name: "秋の訓練".into(),
            ..SafetyCheckDraft::default()
        },
    );
    let print = PrintCheckSheets {
        safety_check: check.clone(),
        ..PrintCheckSheets::default()
    };
    let printed: PrintedCopies = app.act("print_check_sheets", &print);
    assert_eq!((printed.people, printed.copies.len()), (1, 1));
    let start = StartCheck {
        safety_check: check.clone(),
        ..StartCheck::default()
    };
    app.act::<()>("start_safety_check", &start);
    let board: CheckBoard = app.call("check_board", &check);
    assert_eq!(board.people.len(), 1, "the board shows the own block");
    app.open_as(&two.lead);
    let board: CheckBoard = app.call("check_board", &check);
    assert_eq!(board.people.len(), 2, "but everybody is checked");
}

#[test]
fn a_supporter_from_elsewhere_is_known_while_looking_after_somebody_of_the_block() {
    let two = two_blocks();
    let app = &two.app;
    let [mine, theirs] = &two.registrants;
    let [here, elsewhere] = &two.supporters;
    pair(app, mine, elsewhere);
    pair(app, theirs, here);
    app.open_as(&two.limited);
    let detail: SupporterDetail = app.call("supporter", elsewhere);
    assert_eq!(detail.person.family_name, "大野");
    let detail: SupporterDetail = app.call("supporter", here);
    assert_eq!(
        detail.pairings.len(),
        1,
        "who looks after somebody elsewhere has less time here"
    );
    assert_eq!(
        detail.pairings[0].registrant_name, "",
        "but whom is not told"
    );
    assert_eq!(app.refusal("registrant", theirs), Code::NotFound);
}

/// A registrant with everything that is closed.
fn closed_one(app: &TestApp) -> RegistrantId {
    let mut one = registrant();
    one.0.registrant.reason_detail = "要介護3".into();
    one.0.registrant.key_holder = "隣の家".into();
    one.0.registrant.equipment = "酸素".into();
    one.saved_in(app)
}

fn edit_of(detail: RegistrantDetail) -> RegistrantEdit {
    RegistrantEdit {
        person: detail.person,
        registrant: detail.registrant,
        consent: detail.consent,
        looked: false,
    }
}

#[test]
fn care_details_are_closed_until_somebody_looks_and_each_look_is_noted() {
    let app = TestApp::with_book();
    let id = closed_one(&app);
    let detail: RegistrantDetail = app.call("registrant", &id);
    assert_eq!(detail.registrant.reason_detail, "");
    assert_eq!(detail.registrant.key_holder, "");
    let details: CareDetails = app.call("look_at_details", &id);
    assert_eq!(details.reason_detail, "要介護3");
    assert_eq!(details.key_holder, "隣の家");
    let looks = noted(&app, "look_at_details");
    assert_eq!(looks.len(), 1);
    assert_eq!(
        (looks[0].by.as_str(), looks[0].subject.as_str()),
        ("田中 花子", "斎藤 和子")
    );
    let entry: HistoryEntry = app.call("history_entry", &noted(&app, "save_registrant")[0].entry);
    let closed = entry.fields.iter().filter(|field| field.closed);
    assert_eq!(closed.clone().count(), 3);
    assert!(closed.clone().all(|field| field.after.is_empty()));
}

#[test]
fn an_edit_without_a_look_leaves_what_is_closed_and_one_with_a_look_writes_it() {
    let app = TestApp::with_book();
    let id = closed_one(&app);
    let mut edit = edit_of(app.call("registrant", &id));
    edit.registrant.note = "犬がいます".into();
    app.act::<RegistrantId>("save_registrant", &edit);
    let details: CareDetails = app.call("look_at_details", &id);
    assert_eq!(
        (details.key_holder.as_str(), details.equipment.as_str()),
        ("隣の家", "酸素")
    );
    edit.registrant.put_details(CareDetails {
        key_holder: String::new(),
        ..details
    });
    edit.looked = true;
    app.act::<RegistrantId>("save_registrant", &edit);
    let details: CareDetails = app.call("look_at_details", &id);
    assert_eq!(
        (details.key_holder.as_str(), details.equipment.as_str()),
        ("", "酸素")
    );
}

#[test]
fn fifty_looks_in_ten_minutes_are_marked_once_and_hold_nobody_up() {
    let app = TestApp::with_book();
    let id = closed_one(&app);
    let look = || app.call::<CareDetails>("look_at_details", &id);
    for _ in 0..49 {
        look();
    }
    assert_eq!(noted(&app, "many_looks").len(), 0);
    app.pass_seconds(601);
    for _ in 0..49 {
        look();
    }
    assert_eq!(
        noted(&app, "many_looks").len(),
        0,
        "the first ones are long ago"
    );
    look();
    look();
    assert_eq!(noted(&app, "many_looks").len(), 1);
}

#[test]
fn in_a_real_event_whoever_runs_it_looks_and_that_is_said() {
    let app = TestApp::with_book();
    let id = closed_one(&app);
    let lead = me(&app).id;
    let hand = app.user("訓練の係", Role::Drill, &[]);
    app.open_as(&hand);
    assert_eq!(app.refusal("look_at_details", &id), Code::NotAllowed);
    let check: SafetyCheckId = app.act(
        "save_safety_check",
        &SafetyCheckDraft {
            name: "地震".into(),
            mode: CheckMode::Real,
            ..SafetyCheckDraft::default()
        },
    );
    let start = StartCheck {
        safety_check: check,
        typed_word: "実災害".into(),
    };
    app.act::<()>("start_safety_check", &start);
    assert!(state(&app).rights.contains(&Right::Details));
    let details: CareDetails = app.call("look_at_details", &id);
    assert_eq!(details.key_holder, "隣の家");
    app.open_as(&lead);
    assert_eq!(noted(&app, "look_in_event")[0].by, "訓練の係");
    assert_eq!(noted(&app, "look_at_details").len(), 0);
}

#[test]
fn a_viewer_sees_neither_care_on_the_board_nor_what_others_could_take_back() {
    let app = TestApp::with_book();
    closed_one(&app);
    let viewer = app.user("見る人", Role::Viewer, &[]);
    let check: SafetyCheckId = app.act("save_safety_check", &json!({ "name": "秋の訓練" }));
    app.act::<()>("start_safety_check", &json!({ "safety_check": check }));
    let board: CheckBoard = app.call("check_board", &check);
    assert!(board.people[0].care.contains("隣の家"));
    assert!(state(&app).undo.is_some());
    app.open_as(&viewer);
    let board: CheckBoard = app.call("check_board", &check);
    assert_eq!(board.people[0].care, "");
    assert_eq!(state(&app).undo, None);
}

#[test]
fn somebody_of_one_block_takes_back_the_own_acts_only() {
    let two = two_blocks();
    let app = &two.app;
    app.open_as(&two.limited);
    assert_eq!(state(app).undo, None);
    assert_eq!(app.refusal("undo", &()), Code::NotAllowed);
    app.act::<()>("confirm_registrant", &two.registrants[0]);
    assert!(state(app).undo.is_some());
    app.call::<Done<()>>("undo", &());
}

#[test]
fn what_one_person_was_writing_is_not_handed_to_another() {
    let app = TestApp::with_book();
    let lead = me(&app).id;
    let other = app.user("係の人", Role::Coordinator, &[]);
    let form = KeptForm {
        form: "registrant:r1".into(),
        fields: [("name".to_owned(), "斎藤".to_owned())].into(),
    };
    app.call::<()>("keep_draft", &form);
    app.open_as(&other);
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), []);
    app.open_as(&lead);
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), [form]);
    app.call::<()>("drop_draft", &"registrant:r1");
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), []);
}

#[test]
fn a_coordinator_takes_out_thirty_people_and_no_more() {
    let app = TestApp::with_book();
    for place in 1..=31 {
        registrant()
            .named("斎藤", &format!("{place}子"))
            .living_at(&format!("せせらぎ町1丁目{place}番1号"))
            .saved_in(&app);
    }
    let coordinator = app.user("係の人", Role::Coordinator, &[]);
    let export = |text: &str| {
        json!({ "file": app.token(&format!("list{text}.csv")), "export": {
            "content": "registrants", "format": "csv_utf8", "holder": "民生委員", "purpose": "訪問",
            "registrants": { "text": text } } })
    };
    app.open_as(&coordinator);
    assert_eq!(app.refusal("export_list", &export("")), Code::NotNow);
    assert!(!Path::new(app.token("list.csv").as_str()).exists());
    let few: Done<Value> = app.call("export_list", &export("31子"));
    assert_eq!(few.value["rows"], 1);
}
