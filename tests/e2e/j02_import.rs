//! J2: the city's list of this year comes in: headings recognised, problems in plain words, one act that can be taken back whole.

use tests::steps::{begin, fixture, make_a_book, take_in};
use tests::window::Window;

#[tokio::test]
async fn the_citys_list_comes_in_and_can_be_taken_back_whole() {
    let window = Window::open("j02", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("import/city-list-2026.csv"));
    window.press("ファイルを選ぶ").await;
    window.reads("見出しが何の列かを確かめてください").await;
    window.reads("見出しは3行目です").await;
    window.picture("columns").await;
    window.press("行を見る").await;
    window.reads("読みとった行").await;
    window.picture("rows").await;
    window.press("取り込む").await;
    window.reads("63人を名簿に載せました").await;
    window.picture("done").await;
    window.press("取り込みを元に戻す").await;
    window.reads("名簿は取り込む前のままです").await;
    window.click("tab", "名簿").await;
    window.reads("まだ誰も載っていません").await;
    take_in(&window, &fixture("import/city-list-2026.csv"), "取り込む").await;
    take_in(&window, &fixture("import/supporters.xlsx"), "取り込む").await;
    window.reads("支援者").await;
    window.click("tab", "名簿").await;
    window.reads("名簿に載っている人 63人").await;
    window.close().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_gets_a_sentence() {
    let window = Window::open("j02-bad", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("bad/10-password.xlsx"));
    window.press("ファイルを選ぶ").await;
    window.reads("パスワード").await;
    window.reads("まだ何も取り込んでいません").await;
    window.picture("refused").await;
    window.close().await;
}
