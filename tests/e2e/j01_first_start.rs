//! J1: a volunteer opens the program for the first time, makes a book, keeps the spare key, and comes home.

use tests::steps::{begin, make_a_book};
use tests::window::Window;

#[tokio::test]
async fn a_first_book_is_made_and_its_spare_key_printed() {
    let window = Window::open("j01", &[]).await;
    window.reads("ようこそ").await;
    window.picture("welcome").await;
    let (words, groups) = make_a_book(&window).await;
    assert_eq!(
        words.split_whitespace().count(),
        5,
        "five words are proposed: {words}"
    );
    window.picture("spare-key").await;
    window.press("復旧用紙を保存する").await;
    window.reads("復旧用紙を保存しました").await;
    let sheet = std::fs::read(window.saved().join("復旧用紙.pdf")).unwrap();
    assert!(sheet.starts_with(b"%PDF"), "the recovery sheet is a PDF");
    // A wrong group is not accepted: the person must have looked.
    window
        .write(
            &format!(
                "書きとめたかを確かめます。{}組目の文字",
                groups.len() / 2 + 1
            ),
            "0000",
        )
        .await;
    window.press("帳面を使い始める").await;
    window.reads("とちがいます").await;
    begin(&window, &groups).await;
    window.reads("みどり野福祉の会").await;
    window.picture("home").await;
    window.close().await;
}

#[tokio::test]
async fn the_practice_book_opens_from_the_first_screen() {
    let window = Window::open("j01-practice", &[]).await;
    window.press("~練習帳をひらく").await;
    window.find("heading", "今日やること").await;
    window.reads("練習").await;
    window.click("tab", "名簿").await;
    window.reads("名簿に載っている人").await;
    window.picture("registrants").await;
    window.close().await;
}
