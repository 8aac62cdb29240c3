//! J5: the program proposes who looks after whom, says why, and a person decides.

use tests::window::Window;

#[tokio::test]
async fn a_plan_is_read_decided_refused_and_accepted() {
    let window = Window::open("j05", &["--practice"]).await;
    window.click("tab", "担当づけ").await;
    window.reads("新しい案").await;
    window.picture("plan").await;
    let before = covered(&window).await;
    window.press("~決める ").await;
    window.reads("元に戻す").await;
    window.press("~断られた ").await;
    window.reads("断られたわけ").await;
    window.picture("refusal").await;
    window.press("支援者が引き受けられない").await;
    window.no_longer_reads("断られたわけ").await;
    window.press("~ほかの人 ").await;
    window.reads("を受け持てる人です").await;
    window.picture("others").await;
    window.press("閉じる").await;
    window.press("案をまとめて決める").await;
    window
        .until("more people have two supporters", async || {
            covered(&window).await > before
        })
        .await;
    window.picture("accepted").await;
    window.close().await;
}

/// Returns how many people have two supporters now, as the meter says.
async fn covered(window: &Window) -> u32 {
    let text = window.text().await;
    let after = text.split("2人そろった").nth(1).unwrap_or_default();
    let digits: String = after
        .trim_start()
        .chars()
        .take_while(char::is_ascii_digit)
        .collect();
    digits.parse().unwrap_or_default()
}
