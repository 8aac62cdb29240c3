//! J11: a backup, and the way back to it.

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
