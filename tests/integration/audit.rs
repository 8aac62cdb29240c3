//! 履歴 as a witness: who came in, who tried, what was searched for, and a clock that cannot be right.

use app::failure::Code;
use domain::history::{HistoryFilter, HistoryLine, HistoryPage};
use domain::home::Home;
use domain::registrant::{RegistrantFilter, RegistrantPage};
use tests::app::{TestApp, with};
use tests::people::registrant;

fn lines(app: &TestApp) -> Vec<HistoryLine> {
    let all = HistoryFilter {
        limit: 1000,
        ..HistoryFilter::default()
    };
    app.call::<HistoryPage>("history", &all).lines
}

fn count(app: &TestApp, call: &str) -> usize {
    lines(app).iter().filter(|line| line.call == call).count()
}

fn search(app: &TestApp, text: &str) {
    let filter = RegistrantFilter {
        text: text.into(),
        limit: 10,
        ..RegistrantFilter::default()
    };
    app.call::<RegistrantPage>("registrants", &filter);
}

#[test]
fn who_came_in_and_how_often_somebody_tried_in_vain_is_written_down() {
    let app = TestApp::with_book();
    app.lock();
    for _ in 0..3 {
        assert_eq!(
            app.refusal("open_book", &with("ちがう言葉ですよ")),
            Code::WrongKey
        );
        app.pass_seconds(60);
    }
    app.open();
    let told: Vec<String> = lines(&app).into_iter().map(|line| line.call).collect();
    assert_eq!(told, ["open_book", "wrong_tries", "lock", "create_book"]);
    app.lock();
    app.open();
    assert_eq!(count(&app, "wrong_tries"), 1, "told once");
    assert!(!app.folder().join("book/tries.json").exists());
}

#[test]
fn a_search_is_noted_once_it_is_no_longer_being_typed_and_not_in_its_words() {
    let app = TestApp::with_book();
    registrant().named("鬼怒川", "雪乃").saved_in(&app);
    for typed in ["き", "きぬ", "きぬが", "きぬがわ"] {
        search(&app, typed);
        app.pass_seconds(1);
    }
    app.pass_seconds(30);
    search(&app, "きぬがわ");
    search(&app, "");
    app.lock();
    app.open();
    assert_eq!(count(&app, "search"), 1);
    let line = lines(&app).into_iter().find(|line| line.call == "search");
    assert_eq!(line.unwrap().subject, "", "no word of it");
}

#[test]
fn a_clock_that_goes_wrong_is_said_until_somebody_finds_it_right() {
    const YEAR: i64 = 365 * 86_400;
    let app = TestApp::with_book();
    let doubtful = |app: &TestApp| app.call::<Home>("home", &()).clock_doubtful;
    app.pass_seconds(5 * 86_400);
    registrant().saved_in(&app);
    assert!(!doubtful(&app), "days pass");
    for jump in [-3 * YEAR, 2 * 86_400, 50 * YEAR, -56 * YEAR] {
        app.set_clock(jump);
        registrant().named("森", "一").saved_in(&app);
        assert!(doubtful(&app), "{jump}");
        let order: Vec<_> = lines(&app).into_iter().map(|line| line.entry).collect();
        assert!(order.is_sorted_by(|a, b| a > b), "the order is kept");
        app.call::<()>("confirm_clock", &());
        assert!(!doubtful(&app));
        let people: RegistrantPage = app.call("registrants", &RegistrantFilter::default());
        assert!(people.everybody > 1);
    }
    assert_eq!(count(&app, "clock_jump"), 4);
}
