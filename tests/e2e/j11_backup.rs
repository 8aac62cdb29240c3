//! J11: a backup, and the way back to it.

use tests::app::{PASSPHRASE, TEN_O_CLOCK, TestApp};
use tests::people::registrant;
use tests::steps::{begin, make_a_book};
use tests::window::Window;

#[tokio::test]
async fn a_backup_takes_the_place_of_the_book_after_a_typed_word() {
    let window = Window::open("j11", &[]).await;
    let (words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("控えを作る").await;
    window.reads("読み返して 0人").await;
    window.picture("made").await;
    let backup = std::fs::read_dir(window.saved()).unwrap().next();
    let backup = backup.unwrap().unwrap().path();

    window.press("鍵をかける").await;
    window.press("~前の控えに戻すとき").await;
    window.press("控えから戻す").await;
    window.reads("中を全部読んで").await;
    window.will_choose(&backup);
    window.press("控えのファイルを選ぶ").await;
    window.reads("入れかえてよければ").await;
    window.write("鍵の言葉", &words).await;
    window.press("控えから戻す").await;
    window.reads("5文字で打ってください").await;
    window.picture("word").await;
    window
        .write(
            "入れかえてよければ「入れかえる」と打ってください",
            "入れかえる",
        )
        .await;
    window.size(1024, 700).await;
    window.picture("word-1024").await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new());
    window.press("控えから戻す").await;
    window.find("heading", "今日やること").await;
    window.reads("控えから戻しました").await;
    window.picture("restored").await;
    window.close().await;
}

#[tokio::test]
async fn the_program_makes_backups_by_itself_and_carries_them_to_a_chosen_folder() {
    let window = Window::open("j11-shelf", &[]).await;
    let (_words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("控え").await;
    window.reads("いちばん新しい控え").await;
    window.reads("まだ決めていません").await;
    window.picture("by-itself").await;
    let stick = window.saved().join("USBメモリー");
    std::fs::create_dir_all(&stick).unwrap();
    window.will_choose(&stick);
    window.press("写すところを選ぶ").await;
    window.reads("に、控えを作るたびに写しています").await;
    window.picture("carried").await;
    assert_eq!(std::fs::read_dir(&stick).unwrap().count(), 1);
    std::fs::remove_dir_all(&stick).unwrap();
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("控え").await;
    window.reads("いまつながっていません").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("absent-1024-xlarge").await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new());
    window.close().await;
}

#[tokio::test]
async fn a_damaged_book_is_told_and_the_backups_of_this_pc_are_offered() {
    let window = Window::open("j11-damaged", &[]).await;
    let (words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("控え").await;
    window.reads("いちばん新しい控え").await;
    window.press("鍵をかける").await;
    window.find("button", "帳面を開く").await;
    let file = window.saved().join("../home/book/data.db");
    let mut bytes = std::fs::read(&file).unwrap();
    let middle = bytes.len() / 2;
    bytes[middle] ^= 1;
    store::write_whole(&file, &bytes).unwrap();
    window.write("鍵の言葉", &words).await;
    window.press("帳面を開く").await;
    window.reads("帳面が傷んでいます").await;
    window.picture("told").await;
    window.press("閉じる").await;
    window.click("radio", "~0人").await;
    window.write("鍵の言葉", &words).await;
    window.picture("offered").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("offered-1024-xlarge").await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new());
    window
        .write(
            "入れかえてよければ「入れかえる」と打ってください",
            "入れかえる",
        )
        .await;
    window.press("控えから戻す").await;
    window.find("heading", "今日やること").await;
    window.reads("控えから戻しました").await;
    window.close().await;
}

#[tokio::test]
async fn a_book_of_before_is_told_and_opened_only_where_somebody_says_so() {
    let window = Window::open("j11-older", &[]).await;
    let (words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.press("鍵をかける").await;
    window.find("button", "帳面を開く").await;
    let file = window.saved().join("../home/book/data.db");
    let before = std::fs::read(&file).unwrap();
    window.write("鍵の言葉", &words).await;
    window.press("帳面を開く").await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window
        .write("用紙に印刷する連絡先(電話)", "0422-00-0000")
        .await;
    window.press("保存する").await;
    window.press("鍵をかける").await;
    window.find("button", "帳面を開く").await;
    store::write_whole(&file, &before).unwrap();
    window.write("鍵の言葉", &words).await;
    window.press("帳面を開く").await;
    window.reads("前の帳面にもどっています").await;
    window.picture("told").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("told-1024-xlarge").await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new());
    window.press("このまま使う").await;
    window.find("button", "鍵をかける").await;
    window.close().await;
}

/// A book whose newest work was done so many hours ago and lies in no backup elsewhere.
#[expect(
    clippy::disallowed_methods,
    reason = "the program in the window goes by the clock of this PC"
)]
fn left_hours_ago(hours: i64) -> tempfile::TempDir {
    let folder = tempfile::tempdir().unwrap();
    let app = TestApp::in_folder(&folder.path().join("home"));
    app.pass_seconds(chrono::Utc::now().timestamp() - TEN_O_CLOCK - (hours + 24) * 3600);
    app.create_book();
    registrant().saved_in(&app);
    app.call::<serde_json::Value>("back_up", &app.token("a.sasae"));
    app.pass_seconds(24 * 3600);
    registrant().named("田中", "実").saved_in(&app);
    app.lock();
    folder
}

#[tokio::test]
async fn work_that_is_in_no_backup_is_told_at_home_after_a_day_and_in_red_after_three() {
    for (hours, name) in [(2, "j11-fine"), (30, "j11-day"), (75, "j11-three-days")] {
        let window = Window::open_in(left_hours_ago(hours), name, &[]).await;
        window.write("鍵の言葉", PASSPHRASE).await;
        window.press("帳面を開く").await;
        window.press("約束します").await;
        window.find("heading", "今日やること").await;
        match hours {
            2 => window.no_longer_reads("まだ控えにありません").await,
            _ => window.reads("まだ控えにありません").await,
        }
        window.picture("home").await;
        window.size(1024, 700).await;
        window.press("特大").await;
        window.picture("home-1024-xlarge").await;
        assert_eq!(window.past_the_edge().await, Vec::<String>::new());
        window.close().await;
    }
}
