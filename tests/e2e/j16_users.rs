//! People and rights: somebody is given words, opens the book by name, chooses own words, promises, and sees what the role is for.

use tests::steps::{begin, fixture, make_a_book, take_in};
use tests::window::Window;

#[tokio::test]
async fn somebody_who_was_given_words_opens_by_name_and_does_what_the_role_is_for() {
    let window = Window::open("j16", &[]).await;
    let (words, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    take_in(&window, &fixture("import/city-list-2026.csv"), "取り込む").await;
    let given = add_somebody(&window).await;

    window.press("鍵をかける").await;
    window.reads("だれが開きますか").await;
    in_both_sizes(&window, "who").await;
    window.press("土屋 実").await;
    window.reads("土屋 実さん").await;
    window.write("鍵の言葉", &given).await;
    window.press("帳面を開く").await;
    window.reads("土屋 実さんの鍵の言葉を決めてください").await;
    in_both_sizes(&window, "own-key").await;
    window.press("この言葉にする").await;
    window.reads("秘密を守る約束").await;
    in_both_sizes(&window, "pledge").await;
    window.press("約束します").await;
    window.find("heading", "今日やること").await;
    in_both_sizes(&window, "home-of-drill").await;
    window.click("tab", "名簿").await;
    window.reads("閉じています").await;
    in_both_sizes(&window, "registrants-of-drill").await;
    window.no_longer_reads("見る(記録に残ります)").await;

    window.press("鍵をかける").await;
    window.press("山口 健一").await;
    window.write("鍵の言葉", &words).await;
    window.press("帳面を開く").await;
    window.click("tab", "名簿").await;
    window.press("見る(記録に残ります)").await;
    window.reads("くわしいことを閉じる").await;
    in_both_sizes(&window, "looked").await;
    window.press("くわしく見る・直す").await;
    window.reads("理由・病気・鍵のことを見て直す").await;
    in_both_sizes(&window, "form-closed").await;
    window.press("理由・病気・鍵のことを見て直す").await;
    window.find("textbox", "鍵をあずけている人").await;
    in_both_sizes(&window, "form-looked").await;
    window.click("tab", "その他").await;
    window.press("^履歴").await;
    window.reads("手助けのくわしいことを見ました").await;
    in_both_sizes(&window, "history").await;
    window.close().await;
}

/// Adds a person for the drills and returns the words that are shown once.
async fn add_somebody(window: &Window) -> String {
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("使う人").await;
    window.press("使う人を加える").await;
    window.write("名前", "土屋 実").await;
    window.write("よみ", "つちや みのる").await;
    window.click("radio", "^訓練の担当").await;
    in_both_sizes(window, "user-form").await;
    window.press("加えて、鍵の言葉を作る").await;
    window.reads("土屋 実さんの はじめの鍵の言葉").await;
    in_both_sizes(window, "first-words").await;
    let look = "return document.querySelector('.words').textContent.trim()";
    let given = window.script(look, vec![]).await;
    window.press("書きとめました").await;
    window.reads("訓練の担当").await;
    in_both_sizes(window, "users").await;
    given.as_str().unwrap_or_default().to_owned()
}

async fn in_both_sizes(window: &Window, what: &str) {
    for (width, height, size) in [(1024, 700, "特大"), (1280, 800, "標準")] {
        window.size(width, height).await;
        window.press(size).await;
        window.picture(&format!("{what}-{width}")).await;
        let past = window.past_the_edge().await;
        assert!(past.is_empty(), "{what} {width}: {past:#?}");
    }
}
