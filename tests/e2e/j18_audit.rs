//! J17: whoever answers for the book looks through the history, prints the report of the month and the pack for an incident,
//! and takes a long list out, which makes everybody wait.

use tests::window::Window;

#[tokio::test]
async fn the_history_is_looked_through_and_its_statements_are_made() {
    let window = Window::open("j18", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "さとう").await;
    window.reads("佐藤").await;
    window.click("tab", "その他").await;
    window.press("^履歴").await;
    window.reads("新しい順に並べています").await;
    window.picture("history").await;
    let choose = "const select = [...document.querySelectorAll('select')].find((it) => [...it.options].some((o) => o.value === 'keys')); \
        select.value = 'keys'; select.dispatchEvent(new Event('change', { bubbles: true })); return 1";
    window.script(choose, vec![]).await;
    window.reads("鍵と控え:").await;
    window.picture("keys").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("history-xlarge").await;
    assert!(window.past_the_edge().await.is_empty());
    window.press("標準").await;
    window.size(1280, 800).await;
    window.click("tab", "その他").await;
    window.press("管理の月報を作る").await;
    window.reads("配布台帳に書きました").await;
    window.press("事故の報告資料を作る").await;
    window.reads("事故の報告資料.pdf").await;
    window.picture("statements").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("statements-xlarge").await;
    window.press("標準").await;
    window.size(1280, 800).await;

    window.click("tab", "その他").await;
    window.press("^一覧をファイルに出す").await;
    window.reads("60秒待ってから").await;
    window.write("持つ人", "みどり野市").await;
    window.write("使いみち", "年に1度の報告").await;
    window.picture("many").await;
    window.press("~60秒待って").await;
    window.reads("やめる").await;
    window.picture("wait").await;
    window.reads("配布台帳に第").await;
    window.close().await;
}
