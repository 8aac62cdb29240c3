//! What holds for every call of the list.

use std::path::Path;

use app::calls::{ACTS, NEEDS};
use app::failure::Code;
use domain::history::{HistoryFilter, HistoryPage};
use domain::id::BlockId;
use domain::user::{Right, Role};
use domain::vault::BookState;
use serde_json::{Value, json};
use tests::app::TestApp;

/// For every act a request it must refuse, because the record does not exist or something needed is missing.
fn bad_requests() -> Vec<(&'static str, Value)> {
    [of_people(), of_pairs_and_events()].concat()
}

fn of_people() -> Vec<(&'static str, Value)> {
    vec![
        (
            "save_council",
            json!({ "id": "", "name": " ", "supporters_wanted": 2 }),
        ),
        ("save_block", json!({ "name": "" })),
        ("remove_block", json!("nobody")),
        ("propose_blocks", json!(7)),
        ("save_place", json!({ "name": " " })),
        ("remove_place", json!("nowhere")),
        (
            "save_registrant",
            json!({ "person": { "family_name": "", "birth_raw": "昭和99年9月9日" } }),
        ),
        (
            "set_registrant_status",
            json!({ "registrant": "nobody", "status": "died" }),
        ),
        ("confirm_registrant", json!("nobody")),
        ("confirm_supporter", json!("nobody")),
        (
            "merge_people",
            json!({ "one": "nobody", "other": "no one" }),
        ),
        ("tell_apart", json!({ "one": "nobody", "other": "no one" })),
        ("print_visit_list", json!({ "block": "nowhere" })),
        ("print_confirm_cards", json!({ "block": "nowhere" })),
        ("save_supporter", json!({ "person": { "family_name": "" } })),
        (
            "set_supporter_status",
            json!({ "supporter": "nobody", "status": "ended" }),
        ),
    ]
}

fn of_pairs_and_events() -> Vec<(&'static str, Value)> {
    vec![
        (
            "accept_pairs",
            json!([{ "registrant": "nobody", "supporter": "nobody", "rank": 1 }]),
        ),
        ("change_plan", json!({ "ended": ["none"] })),
        (
            "refuse_pair",
            json!({ "registrant": "nobody", "supporter": "nobody" }),
        ),
        (
            "step_pairing",
            json!({ "pairing": "none", "status": "met" }),
        ),
        ("fix_pairing", json!({ "pairing": "none", "fixed": true })),
        (
            "save_safety_check",
            json!({ "name": "", "planned_on": "13月45日" }),
        ),
        ("start_safety_check", json!({ "safety_check": "none" })),
        ("print_check_sheets", json!({ "safety_check": "none" })),
        (
            "enter_result",
            json!({ "safety_check": "none", "target": "none", "code": "safe" }),
        ),
        ("issue_check_report", json!("none")),
        ("close_safety_check", json!({ "safety_check": "none" })),
        ("save_check_review", json!({ "safety_check": "none" })),
        ("return_copy", json!("none")),
        ("finish_task", json!("none")),
        ("settle_household", json!({ "together": ["nobody"] })),
        ("save_filter", json!({ "list": "registrants" })),
        ("drop_filter", json!("none")),
    ]
}

/// The same for the acts of a comparison.
fn bad_decisions() -> Vec<(&'static str, Value)> {
    vec![
        (
            "decide_case",
            json!({ "case": "none", "decision": "take_in" }),
        ),
        (
            "decide_pile",
            json!({ "comparison": "none", "pile": "new" }),
        ),
        ("type_case", json!({ "case": "none" })),
        ("drop_comparison", json!("none")),
    ]
}

#[test]
fn every_act_refuses_a_bad_request_and_leaves_nothing_behind() {
    let app = TestApp::with_book();
    let requests = [bad_requests(), bad_decisions()].concat();
    let named: Vec<&str> = requests.iter().map(|(name, _)| *name).collect();
    for act in ACTS {
        assert!(named.contains(act), "{act} has no bad request here");
    }
    let before: HistoryPage = app.call("history", &HistoryFilter::default());
    for (name, request) in &requests {
        let code = app.refusal(name, request);
        assert_ne!(code, Code::Locked, "{name} was never reached");
        let after: HistoryPage = app.call("history", &HistoryFilter::default());
        assert_eq!(after.total, before.total, "{name} left something behind");
    }
}

/// Returns why a call is refused whose request nobody could understand; none where it is let in and asks nothing.
fn refused(app: &TestApp, call: &str) -> Option<Code> {
    let answer = app.try_call::<Value>(call, &0.5);
    answer.err().map(|failure| failure.code)
}

#[test]
fn every_call_is_let_in_for_the_roles_that_have_its_right_and_for_no_other() {
    let app = TestApp::with_book();
    let block: BlockId = app.act("save_block", &json!({ "name": "一班" }));
    let all = [
        app.user("見る人", Role::Viewer, &[]),
        app.user("訓練の人", Role::Drill, &[]),
        app.user("一班の人", Role::Coordinator, std::slice::from_ref(&block)),
        app.user("係の人", Role::Coordinator, &[]),
        app.user("もうひとりの代表", Role::Lead, &[]),
    ];
    let mut noted = 0;
    for id in &all {
        app.open_as(id);
        let state: BookState = app.call("state", &());
        let me = state.user.expect("somebody is at work");
        assert_eq!(me.id, *id);
        for (call, right) in NEEDS {
            let may = state.rights.contains(right);
            assert_eq!(may, me.may(*right, false));
            let code = refused(&app, call);
            assert_ne!(code, Some(Code::Locked), "{call} as {}", me.name);
            assert_eq!(
                code == Some(Code::NotAllowed),
                !may,
                "{call} as {}",
                me.name
            );
            noted += u32::from(!may);
        }
    }
    let of_refusals = HistoryFilter {
        call: "refused".into(),
        ..HistoryFilter::default()
    };
    let page: HistoryPage = app.call("history", &of_refusals);
    assert!(noted > 100 && page.total == noted, "every refusal is noted");
}

#[test]
fn before_anybody_is_at_work_only_the_door_answers() {
    let app = TestApp::without_book();
    let only_the_door = |when: &str| {
        for (call, right) in NEEDS {
            let is_of_door = matches!(right, Right::Anyone | Right::Door);
            let is_locked = refused(&app, call) == Some(Code::Locked);
            assert_eq!(is_locked, !is_of_door, "{call} {when}");
        }
    };
    only_the_door("before");
    app.create_book();
    app.lock();
    only_the_door("after");
}

#[test]
fn a_call_that_does_not_exist_is_a_fault() {
    assert_eq!(
        TestApp::with_book().refusal("save_everything", &()),
        Code::Fault
    );
}

#[test]
fn every_act_is_tested() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("integration");
    let mut all = String::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_file() && !path.ends_with("every_call.rs") {
            all.push_str(&std::fs::read_to_string(path).unwrap());
        }
    }
    for support in ["people.rs", "app.rs"] {
        let path = Path::new(env!("CARGO_MANIFEST_DIR"))
            .join("support")
            .join(support);
        all.push_str(&std::fs::read_to_string(path).unwrap());
    }
    for act in ACTS {
        assert!(all.contains(&format!("\"{act}\"")), "no test does {act}");
    }
}
