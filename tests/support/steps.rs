//! What several journeys begin with, as sentences.

use std::path::{Path, PathBuf};

use crate::window::Window;

/// Returns a file of the fixtures.
pub fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("fixtures")
        .join(name)
}

/// Makes a new book from the first screen on and comes home. Returns the 鍵の言葉 and the groups of the 予備の鍵.
pub async fn make_a_book(window: &Window) -> (String, Vec<String>) {
    window.press("~新しい帳面を作る").await;
    window.write("会の名前", "みどり野福祉の会").await;
    window.write("会の名前のよみ", "みどりのふくしのかい").await;
    window.write("市区町村", "みどり野市").await;
    window.write("あなたの名前", "山口 健一").await;
    window.press("次へ").await;
    window.reads("鍵の言葉を決めてください").await;
    let words = proposed_words(window).await;
    window.press("帳面を作る").await;
    window.reads("予備の鍵を").await;
    let groups = sheet_groups(window).await;
    (words, groups)
}

/// Writes down the 予備の鍵 as asked and begins.
pub async fn begin(window: &Window, groups: &[String]) {
    let asked = groups.len() / 2;
    window
        .write(
            &format!("書きとめたかを確かめます。{}組目の文字", asked + 1),
            &groups[asked],
        )
        .await;
    window.press("帳面を使い始める").await;
    window.press("約束します").await;
    window.find("heading", "今日やること").await;
}

/// Returns the 鍵の言葉 that are proposed.
pub async fn proposed_words(window: &Window) -> String {
    let look = "const e = document.querySelector('.words'); return e ? e.textContent.trim() : ''";
    window
        .until("five proposed words", async || {
            !text_of(window, look).await.is_empty()
        })
        .await;
    text_of(window, look).await
}

/// Returns the groups of the key on paper that is shown.
pub async fn sheet_groups(window: &Window) -> Vec<String> {
    let look = "return [...document.querySelectorAll('.groups b')].map((b) => b.textContent.trim()).join(' ')";
    window
        .until("the groups of the spare key", async || {
            !text_of(window, look).await.is_empty()
        })
        .await;
    text_of(window, look)
        .await
        .split(' ')
        .map(str::to_owned)
        .collect()
}

async fn text_of(window: &Window, script: &str) -> String {
    window
        .script(script, vec![])
        .await
        .as_str()
        .unwrap_or_default()
        .to_owned()
}

/// Takes in a list through the screen 取り込み, from the tab その他. The verb is another where the book holds people already.
pub async fn take_in(window: &Window, file: &Path, verb: &str) {
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(file);
    window.press("ファイルを選ぶ").await;
    window.press("行を見る").await;
    window.press(verb).await;
    // The line of the last act may still name the same file.
    window.find("heading", "取り込みました").await;
    let name = file.file_name().and_then(|name| name.to_str());
    window
        .reads(&format!("取り込みました({})", name.unwrap_or_default()))
        .await;
}
