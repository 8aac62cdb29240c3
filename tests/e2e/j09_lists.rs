//! J9: a list leaves the program as a numbered copy; what does not fit into Shift_JIS is said before, and the ledger knows of it.

use tests::steps::{fixture, take_in};
use tests::window::Window;

#[tokio::test]
async fn a_list_goes_out_with_a_number_and_the_ledger_knows_of_it() {
    let window = Window::open("j09-lists", &["--practice"]).await;
    window.find("heading", "今日やること").await;
    take_in(&window, &fixture("import/hard-names.csv"), "照合せずに足す").await;
    window.click("tab", "名簿").await;
    window.press("^ゼロ").await;
    window.reads("絞りこみ").await;
    window.press("ファイルに出す").await;
    window.reads("人分の名前がのります").await;
    window.reads("いま絞りこんだ人だけ").await;
    window.press("~保存する場所を選んで出す").await;
    window.reads("まだ書かれていません").await;
    window.picture("errors").await;
    window.write("持つ人", "田中 花子").await;
    window.write("使いみち", "民生委員との打ち合わせ").await;
    window.press("名簿の全員").await;
    window.click("radio", "^CSV(シフトJIS").await;
    window.reads("シフトJISに無い文字が").await;
    window.picture("misfits").await;
    window.press("~置きかえて").await;
    window.reads("配布台帳に第").await;
    window.picture("saved").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("saved-xlarge").await;
    window.press("配布台帳を見る").await;
    window.reads("民生委員との打ち合わせ").await;
    window.picture("ledger").await;
    window.close().await;
}
