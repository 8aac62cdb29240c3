//! J15: somebody withdraws, leaves 名簿 and is erased for good, after a look at what still bears the name.

use tests::window::Window;

#[tokio::test]
async fn who_withdrew_is_erased_after_the_word_was_typed() {
    let window = Window::open("j15", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window
        .write("名前・住所・電話でさがす", "ごとう うめ")
        .await;
    window.reads("後藤 ウメ").await;
    window.press("名簿から外す").await;
    window.press("辞退").await;
    window.press("ほかの絞りこみ").await;
    window.press("外れた人も見る").await;
    window.reads("名簿から外れています").await;
    window.press("完全に消す").await;
    window.reads("まで").await;
    window.picture("asked").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    let open = "document.querySelector('tbody tr, [role=row][aria-selected]').click(); return 1";
    window.script(open, vec![]).await;
    window.picture("xlarge").await;
    window.press("閉じる").await;
    window.press("標準").await;
    window.size(1280, 800).await;
    window.press_in("消すときは", "完全に消す").await;
    window.reads("「消す」と打ってください").await;
    window
        .write("消すときは「消す」と打ってください", "消す")
        .await;
    window.press_in("消すときは", "完全に消す").await;
    window.reads("記録を完全に消しました").await;
    window
        .write("名前・住所・電話でさがす", "ごとう うめ")
        .await;
    window.no_longer_reads("後藤 ウメ").await;
    window.picture("gone").await;
    window.click("tab", "その他").await;
    window.press("^履歴").await;
    window.reads("1人の記録を完全に消しました").await;
    assert!(!window.text().await.contains("後藤 ウメ"));
    window.picture("history").await;
    window.close().await;
}
