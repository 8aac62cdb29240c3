//! 書きかけ: what nobody saved survives the lock and the crash, and stands in no history.

use domain::draft::KeptForm;
use domain::history::{HistoryFilter, HistoryPage};
use tests::app::TestApp;

fn form(room: &str) -> KeptForm {
    KeptForm {
        form: "registrant:r1".into(),
        fields: [("usual_room".to_owned(), room.to_owned())].into(),
    }
}

#[test]
fn a_draft_comes_back_after_the_lock_and_after_a_program_that_was_killed() {
    let app = TestApp::with_book();
    let before: HistoryPage = app.call("history", &HistoryFilter::default());
    app.call::<()>("keep_draft", &form("奥"));
    app.call::<()>("keep_draft", &form("奥の和室"));
    app.lock();
    app.open();
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), [form("奥の和室")]);
    // Nothing is closed here: the program ends as a killed one does.
    let app = app.restarted(1);
    app.open();
    assert_eq!(app.call::<Vec<KeptForm>>("drafts", &()), [form("奥の和室")]);
    let after: HistoryPage = app.call("history", &HistoryFilter::default());
    let acts = |page: &HistoryPage| page.lines.iter().filter(|it| it.changes > 0).count();
    assert_eq!(
        acts(&after),
        acts(&before),
        "a draft is no part of the history"
    );
    app.call::<()>("drop_draft", &"registrant:r1");
    assert!(app.call::<Vec<KeptForm>>("drafts", &()).is_empty());
}

#[test]
fn a_draft_lies_in_no_file_that_can_be_read() {
    let app = TestApp::with_book();
    app.call::<()>("keep_draft", &form("つきあたりの和室"));
    for entry in std::fs::read_dir(app.folder().join("book")).unwrap() {
        let bytes = std::fs::read(entry.unwrap().path()).unwrap_or_default();
        let needle = "つきあたりの和室".as_bytes();
        assert!(!bytes.windows(needle.len()).any(|part| part == needle));
    }
}
