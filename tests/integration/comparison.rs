//! 照合: the list of a year later beside the book. Nobody is joined by guess, what was corrected here stays, and everything
//! can be taken back.

use std::collections::BTreeMap;
use std::path::Path;

use app::failure::Code;
use domain::comparison::RowField;
use domain::copy::CopyRow;
use domain::home::{Home, TodoKind};
use domain::id::{FileToken, RegistrantId, RosterComparisonId};
use domain::intake::IntakeRequest;
use domain::person::Person;
use domain::phone::{Phone, PhoneKind};
use domain::registrant::{RegistrantDetail, RegistrantDraft, RegistrantStatus};
use domain::roster_comparison::{
    BeginComparison, CaseDecided, CaseDecision, CasePile, CaseRow, ComparisonCounts,
    ComparisonFilter, ComparisonPage, FieldSide, PileDecided, PileDecision, SaveChangeList, Side,
    TypedCase,
};
use domain::roster_import::ListContent;
use domain::sheet::{SavedFile, SheetKind};
use domain::task::{TaskKind, TaskRow};
use domain::vault::Done;
use serde_json::Value;
use tests::app::{TestApp, sample};

use crate::import::{district, people};

fn fixture(name: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures/import")
        .join(name)
}

fn expected(name: &str) -> Value {
    serde_json::from_str(&std::fs::read_to_string(fixture(name)).expect("a fixture"))
        .expect("a fixture is JSON")
}

fn list_of(path: &Path) -> BeginComparison {
    BeginComparison {
        list: IntakeRequest {
            file: FileToken(path.display().to_string()),
            ..sample("", ListContent::Registrants)
        },
    }
}

fn begin(app: &TestApp, path: &Path) -> RosterComparisonId {
    app.act("begin_comparison", &list_of(path))
}

fn pile(app: &TestApp, pile: CasePile) -> Vec<CaseRow> {
    let page: ComparisonPage = app.call(
        "comparison",
        &ComparisonFilter {
            pile: Some(pile),
            offset: Some(0),
            limit: 500,
        },
    );
    page.cases
}

fn all_cases(app: &TestApp) -> Vec<CaseRow> {
    CasePile::ALL.iter().flat_map(|&it| pile(app, it)).collect()
}

fn decide(app: &TestApp, decided: &CaseDecided) {
    app.act::<()>("decide_case", decided);
}

fn decide_all(app: &TestApp, comparison: &RosterComparisonId, pile: CasePile) -> u32 {
    app.act(
        "decide_pile",
        &PileDecided {
            comparison: comparison.clone(),
            pile,
            decision: PileDecision::AsProposed,
        },
    )
}

fn details(app: &TestApp) -> Vec<RegistrantDetail> {
    let rows = people(app).rows;
    rows.iter()
        .map(|it| app.call("registrant", &it.id))
        .collect()
}

/// The records of everybody, without their history.
fn records(app: &TestApp) -> Vec<RegistrantDraft> {
    let drafts = details(app).into_iter().map(|it| RegistrantDraft {
        person: it.person,
        registrant: it.registrant,
        consent: it.consent,
    });
    drafts.collect()
}

fn named(app: &TestApp, name: &str) -> RegistrantDraft {
    let plain = |it: &Person| it.name().replace('　', " ");
    let found = records(app)
        .into_iter()
        .find(|it| plain(&it.person) == name);
    found.unwrap_or_else(|| panic!("nobody is named {name}"))
}

/// A book with the list of 2026, in which two records were corrected since.
fn a_year_later() -> TestApp {
    let app = district();
    app.take_in("city-list-2026.csv", ListContent::Registrants);
    app.pass_seconds(86_400);
    // The city will write another new address of this man a year later.
    let mut moved = named(&app, "前田 武");
    moved.person.address_raw = "若草台1-5-5".into();
    app.act::<RegistrantId>("save_registrant", &moved);
    // Of this one the city will say what it said before.
    let mut called = named(&app, "飯田 佳代");
    called.person.phones = vec![Phone {
        kind: PhoneKind::Home,
        raw: "0422-00-7777".into(),
        digits: String::new(),
    }];
    app.act::<RegistrantId>("save_registrant", &called);
    app
}

fn case_of<'a>(cases: &'a [CaseRow], row: &str) -> &'a CaseRow {
    cases
        .iter()
        .find(|it| it.row == row)
        .unwrap_or_else(|| panic!("row {row} has no case"))
}

#[test]
fn every_row_of_the_next_year_is_told_or_asked_and_nobody_is_joined_wrongly() {
    let app = a_year_later();
    let numbers: BTreeMap<String, RegistrantId> = details(&app)
        .into_iter()
        .map(|it| (it.registrant.city_no, it.registrant.id))
        .collect();
    let old = expected("expected-2026.json");
    let of_row: BTreeMap<&str, &RegistrantId> = old["rows"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|row| {
            Some((
                row["row"].as_str()?,
                numbers.get(row["fields"]["no"].as_str()?)?,
            ))
        })
        .collect();
    begin(&app, &fixture("city-list-2027.csv"));
    let cases = all_cases(&app);
    let truth = expected("expected-2027.json");
    let (mut told, mut same) = (0, 0);
    for row in truth["rows"].as_array().unwrap() {
        let case = case_of(&cases, row["row"].as_str().unwrap());
        let of = row["of"].as_str().map(|it| of_row[it]);
        let may_ask = row["ask_ok"].as_bool().unwrap();
        let name = row["name"].as_str().unwrap();
        let joined = matches!(case.pile, CasePile::Changed | CasePile::Unchanged);
        match row["decision"].as_str().unwrap() {
            "same" => {
                same += 1;
                told += usize::from(joined);
                assert!(joined || may_ask, "{name} is asked");
                assert!(!joined || case.registrant.as_ref() == of, "{name}");
            }
            "new" => assert!(case.pile == CasePile::New || may_ask && !joined, "{name}"),
            _ => assert_eq!(case.pile, CasePile::SamePerson, "{name}"),
        }
    }
    assert!(told * 100 >= same * 90, "{told} of {same} told");
    let gone: Vec<String> = pile(&app, CasePile::Gone)
        .into_iter()
        .map(|it| it.name)
        .collect();
    // Two more are asked about: their numbers stand on somebody else now.
    assert_eq!(gone, ["小島 文男"]);
    let home: Home = app.call("home", &());
    let todo = home
        .todos
        .iter()
        .find(|it| it.kind == TodoKind::ComparisonOpen)
        .unwrap();
    let open = cases
        .iter()
        .filter(|it| it.decision == CaseDecision::Open)
        .count();
    assert_eq!(todo.number, u32::try_from(open).ok());
}

#[test]
fn what_was_changed_here_is_proposed_to_stay_and_the_rest_to_be_the_citys() {
    let app = a_year_later();
    let before = records(&app);
    begin(&app, &fixture("city-list-2027.csv"));
    assert_eq!(records(&app), before, "nothing of the roster changes");
    let address = |case: &CaseRow| {
        let fields = &case.candidates[0].fields;
        fields
            .iter()
            .find(|it| it.field == RowField::Address)
            .unwrap()
            .clone()
    };
    let changed = pile(&app, CasePile::Changed);
    let moved = changed.iter().find(|it| it.name.contains("前田")).unwrap();
    assert_eq!(address(moved).proposed, Side::Ours);
    assert_eq!(address(moved).local.as_ref().unwrap().by, "田中 花子");
    let elsewhere = changed.iter().find(|it| it.name.contains("伊東")).unwrap();
    assert_eq!(address(elsewhere).proposed, Side::City);
    let unchanged = pile(&app, CasePile::Unchanged);
    let same = unchanged.iter().any(|it| it.name.contains("佳代"));
    assert!(same, "what the city says as before is not asked again");
}

/// Decides what a person could: all that is proposed, and three of those who must be looked at.
fn decide_most(app: &TestApp, id: &RosterComparisonId) {
    assert!(decide_all(app, id, CasePile::Changed) > 5);
    assert_eq!(decide_all(app, id, CasePile::New), 2);
    assert_eq!(decide_all(app, id, CasePile::Gone), 1);
    // Somebody else goes on the next day.
    app.lock();
    app.pass_seconds(86_400);
    app.open();
    let asked = pile(app, CasePile::SamePerson);
    let asked_of = |name: &str| {
        let found = asked.iter().find(|it| it.name.contains(name));
        found.unwrap_or_else(|| panic!("{name} is not asked about"))
    };
    // Their numbers were somebody else's last year; who that was is named by no row then.
    for name in ["和枝", "大野 ミツ"] {
        let decided = CaseDecided {
            case: asked_of(name).id.clone(),
            decision: CaseDecision::TakeIn,
            ..CaseDecided::default()
        };
        decide(app, &decided);
    }
    let twice = asked_of("トメ");
    let decided = CaseDecided {
        case: twice.id.clone(),
        decision: CaseDecision::Same,
        registrant: Some(twice.candidates[0].registrant.clone()),
        ..CaseDecided::default()
    };
    decide(app, &decided);
}

#[test]
fn a_comparison_is_taken_in_as_one_act_and_everything_goes_back() {
    let app = a_year_later();
    let before = records(&app);
    let id = begin(&app, &fixture("city-list-2027.csv"));
    decide_most(&app, &id);
    assert_eq!(records(&app), before, "nothing of the roster changes");
    let counts: ComparisonCounts = app.act("finish_comparison", &id);
    assert_eq!(counts.rows, 65);
    assert_eq!(counts.taken + counts.rejected + counts.held, counts.rows);
    assert_eq!((counts.new, counts.stayed, counts.left), (4, 3, 0));
    assert_eq!(named(&app, "前田 武").person.address_raw, "若草台1-5-5");
    let phone = &named(&app, "飯田 佳代").person.phones[0];
    assert_eq!(phone.digits, "0422007777");
    let city = named(&app, "伊東 陽子").person.address.ban;
    assert_ne!(city, Some(14), "the city's address came in");
    let people_before = u32::try_from(before.len()).unwrap();
    assert_eq!(people(&app).everybody, people_before + 4);
    let tasks: Vec<TaskRow> = app.call("tasks", &());
    let missing = tasks
        .iter()
        .filter(|it| it.task.kind == TaskKind::NotOnCityList);
    assert_eq!(missing.count(), 3);
    app.call::<Done<()>>("undo", &());
    assert_eq!(records(&app), before, "one step takes everything back");
    app.call::<Done<()>>("redo", &());
    // The same list once more: what was decided is not asked again.
    begin(&app, &fixture("city-list-2027.csv"));
    let changed = pile(&app, CasePile::Changed);
    let asked: Vec<&str> = changed.iter().map(|it| it.name.as_str()).collect();
    assert!(asked.is_empty(), "{asked:?}");
    assert!(pile(&app, CasePile::New).is_empty());
}

const HEADS: &str = "整理番号,氏名,フリガナ,生年月日,住所,電話番号";
const ICHIRO: &str =
    "00101,秋田 一郎,アキタ イチロウ,昭和5年11月1日,せせらぎ町1丁目2番3号,0422-00-1001";
const HANAKO: &str = "00102,岩手 花子,イワテ ハナコ,昭和8年1月1日,風見町2丁目5番6号,0422-00-1002";

/// Writes a list and returns where it lies.
fn write_list(app: &TestApp, lines: &[&str]) -> std::path::PathBuf {
    let path = app.folder().join("list.csv");
    store::write_whole(&path, lines.join("\r\n").as_bytes()).expect("a list is laid ready");
    path
}

/// A book with two people of a list.
fn two_people() -> TestApp {
    let app = district();
    let path = write_list(&app, &[HEADS, ICHIRO, HANAKO]);
    app.act::<Value>("import_list", &list_of(&path).list);
    app
}

#[test]
fn a_row_that_cannot_be_read_is_typed_right_and_who_it_is_stays_a_question() {
    let app = two_people();
    let nameless = "00103,,アキタ イチロウ,昭和5年11月1日,せせらぎ町1丁目2番3号,0422-00-1001";
    let path = write_list(&app, &[HEADS, HANAKO, nameless]);
    let id = begin(&app, &path);
    let case = pile(&app, CasePile::Unreadable).remove(0);
    assert_eq!(case.problems.len(), 1);
    let mut typed = TypedCase {
        case: case.id.clone(),
        person: case.person,
    };
    let refused = app.try_call::<Value>("type_case", &typed).unwrap_err();
    assert_eq!(refused.problems[0].field, "family_name");
    typed.person.family_name = "秋田".into();
    typed.person.given_name = "一郎".into();
    app.act::<()>("type_case", &typed);
    let asked = pile(&app, CasePile::SamePerson).remove(0);
    assert_eq!(asked.candidates[0].name, "秋田 一郎");
    assert_eq!(asked.decision, CaseDecision::Open);
    app.act::<()>("drop_comparison", &id);
    assert!(
        app.call::<ComparisonPage>("comparison", &ComparisonFilter::default())
            .open
            .is_none()
    );
    app.call::<Done<()>>("undo", &());
    assert!(
        app.call::<ComparisonPage>("comparison", &ComparisonFilter::default())
            .open
            .is_some()
    );
}

#[test]
fn what_was_changed_here_while_the_comparison_was_open_is_not_overwritten() {
    let app = two_people();
    let moved = "00101,秋田 一郎,アキタ イチロウ,昭和5年11月1日,風見町3丁目1番1号,0422-00-2002";
    let path = write_list(&app, &[HEADS, moved, HANAKO]);
    let id = begin(&app, &path);
    let case = pile(&app, CasePile::Changed).remove(0);
    let phone = FieldSide {
        field: RowField::Phone,
        side: Side::Later,
    };
    decide(
        &app,
        &CaseDecided {
            case: case.id,
            decision: CaseDecision::Same,
            sides: vec![phone],
            ..CaseDecided::default()
        },
    );
    let mut ours = named(&app, "秋田 一郎");
    ours.person.address_raw = "若草台2-2-2".into();
    app.act::<RegistrantId>("save_registrant", &ours);
    app.act::<ComparisonCounts>("finish_comparison", &id);
    let after = named(&app, "秋田 一郎");
    assert_eq!(after.person.address_raw, "若草台2-2-2");
    assert_eq!(
        after.person.phones[0].digits, "0422001001",
        "put off is not taken"
    );
    let tasks: Vec<TaskRow> = app.call("tasks", &());
    assert_eq!(tasks.len(), 1);
    assert_eq!(tasks[0].task.kind, TaskKind::LeftUndecided);
}

#[test]
fn who_left_and_stands_on_the_list_again_is_asked_about_and_comes_back_only_so() {
    let app = two_people();
    let mut left = named(&app, "秋田 一郎");
    left.registrant.status = RegistrantStatus::MovedAway;
    let registrant = app.act::<RegistrantId>("save_registrant", &left);
    let path = write_list(&app, &[HEADS, ICHIRO, HANAKO]);
    let id = begin(&app, &path);
    assert_eq!(
        app.refusal("begin_comparison", &list_of(&path)),
        Code::NotNow
    );
    let case = pile(&app, CasePile::SamePerson).remove(0);
    let without_reason = CaseDecided {
        case: case.id.clone(),
        decision: CaseDecision::LeaveOut,
        ..CaseDecided::default()
    };
    assert_eq!(app.refusal("decide_case", &without_reason), Code::Problems);
    decide(
        &app,
        &CaseDecided {
            decision: CaseDecision::Same,
            registrant: Some(registrant.clone()),
            ..without_reason
        },
    );
    app.act::<ComparisonCounts>("finish_comparison", &id);
    assert_eq!(
        named(&app, "秋田 一郎").registrant.status,
        RegistrantStatus::Registered
    );
    assert_eq!(app.refusal("finish_comparison", &id), Code::NotNow);
}

#[test]
fn somebody_known_to_have_left_leaves_the_roster_with_the_reason() {
    let app = two_people();
    let path = write_list(&app, &[HEADS, HANAKO]);
    let id = begin(&app, &path);
    let case = pile(&app, CasePile::Gone).remove(0);
    let leaves = CaseDecided {
        case: case.id,
        decision: CaseDecision::Leaves,
        status: RegistrantStatus::Died,
        ..CaseDecided::default()
    };
    decide(&app, &leaves);
    let counts: ComparisonCounts = app.act("finish_comparison", &id);
    assert_eq!((counts.left, counts.stayed, counts.tasks), (1, 0, 0));
    assert_eq!(people(&app).everybody, 1);
}

#[test]
fn the_city_is_told_of_what_stays_ours_on_a_numbered_copy() {
    let app = two_people();
    let moved = "00101,秋田 一郎,アキタ イチロウ,昭和5年11月1日,風見町3丁目1番1号,0422-00-1001";
    let path = write_list(&app, &[HEADS, moved]);
    let id = begin(&app, &path);
    let request = SaveChangeList {
        comparison: id.clone(),
        file: app.token("list.pdf"),
    };
    assert_eq!(app.refusal("save_change_list", &request), Code::NotNow);
    let keep = PileDecided {
        comparison: id.clone(),
        pile: CasePile::Changed,
        decision: PileDecision::KeepOurs,
    };
    assert_eq!(app.act::<u32>("decide_pile", &keep), 1);
    app.act::<ComparisonCounts>("finish_comparison", &id);
    let saved: SavedFile = app.act("save_change_list", &request);
    assert_eq!((saved.name.as_str(), saved.pages), ("list.pdf", 1));
    assert!(app.folder().join("list.pdf").exists());
    let copies: Vec<CopyRow> = app.call("copies", &());
    assert_eq!(copies[0].copy.document, SheetKind::ChangeList);
    assert_eq!((copies[0].copy.no, copies[0].people), (1, 2));
    app.call::<Done<()>>("undo", &());
    app.act::<SavedFile>("save_change_list", &request);
    let copies: Vec<CopyRow> = app.call("copies", &());
    assert_eq!(copies[0].copy.no, 2, "a number never comes again");
}
