//! J5, the questions: where to look for supporters, what if it happens now, who steps in when somebody drops out.

use tests::window::Window;

#[tokio::test]
async fn a_coordinator_asks_the_plan_and_carries_out_the_way_chosen() {
    let window = Window::open("j05q", &["--practice"]).await;
    window.click("tab", "担当づけ").await;
    window.reads("新しい案").await;

    window.press("さがす所").await;
    window.reads("近くに支援者のいない人が").await;
    window.picture("recruiting").await;

    window.press("もしも").await;
    window.reads("20分までに").await;
    window.reads("分かりにくい人").await;
    window.picture("what-if").await;
    window.press("案のとおり").await;
    window.reads("120分までに").await;

    window.press("決まりの影響").await;
    window.reads("みなさんで決めてください").await;
    window.picture("rules").await;

    window.press("抜けたら").await;
    let first = "const s = document.querySelector('aside select'); if (!s || s.options.length < 2) return ''; \
        s.selectedIndex = 1; s.dispatchEvent(new Event('change', { bubbles: true })); return s.options[1].text";
    window
        .until("somebody to choose", async || {
            window.script(first, vec![]).await.as_str() != Some("")
        })
        .await;
    window.reads("少しだけ入れかえる").await;
    window.picture("drop-out").await;
    window.press("「少しだけ入れかえる」のやり方にする").await;
    window.reads("のやり方にしました").await;
    window.press("1つ戻す").await;
    window.reads("元に戻しました").await;
    window.close().await;
}
