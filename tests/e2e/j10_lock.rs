//! J10: lock, unlock, wrong words, and the way on when the words are forgotten.

use tests::steps::{begin, make_a_book};
use tests::window::Window;

#[tokio::test]
async fn a_book_is_locked_and_opens_with_its_words_only() {
    let window = Window::open("j10", &[]).await;
    let (words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.press("鍵をかける").await;
    window.reads("鍵の言葉を入れて、帳面を開いてください").await;
    window.reads("みどり野福祉の会").await;
    window.picture("locked").await;
    window
        .write("鍵の言葉", "ちがう ことば です よ ね え")
        .await;
    window.press("帳面を開く").await;
    window.reads("開きませんでした").await;
    window.picture("wrong").await;
    window
        .until("the wait is over", async || {
            !window.text().await.contains("待ってから")
        })
        .await;
    window.write("鍵の言葉", &words).await;
    window.press("帳面を開く").await;
    window.find("heading", "今日やること").await;

    window.press("鍵をかける").await;
    window.press("~鍵の言葉を忘れたとき").await;
    window.press("予備の鍵で開く").await;
    window.write("予備の鍵の文字", &groups.join(" ")).await;
    window.press("開いて 鍵の言葉を変える").await;
    window.find("heading", "今日やること").await;

    // What the system says before the PC sleeps.
    let sleeps = "dispatchEvent(new Event('lock-book'))";
    window.script(sleeps, vec![]).await;
    window.reads("鍵の言葉を入れて、帳面を開いてください").await;
    window.close().await;
}
