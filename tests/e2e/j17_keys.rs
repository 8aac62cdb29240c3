//! J17: other words, a new reserve key, the sheets of two officers, all keys anew; and the lock screen that takes them.

use tests::steps::{begin, make_a_book, proposed_words, sheet_groups};
use tests::window::Window;

/// Says the words of now, and does it.
async fn change(window: &Window, own: &str, verb: &str) {
    window.write("いまの鍵の言葉", own).await;
    window.press(verb).await;
}

/// Writes down the key on the paper that is shown, and goes on.
async fn put_away(window: &Window, verb: &str) -> String {
    let groups = sheet_groups(window).await;
    let asked = groups.len() / 2;
    let field = format!("書きとめたかを確かめます。{}組目の文字", asked + 1);
    window.write(&field, &groups[asked]).await;
    window.press(verb).await;
    groups.join(" ")
}

/// A picture in both sizes, with nothing past the right edge.
async fn look(window: &Window, what: &str) {
    window.picture(what).await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture(&format!("{what}-1024-xlarge")).await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new(), "{what}");
    window.press("標準").await;
    window.size(1280, 800).await;
}

/// All keys anew: the words of today first, new ones from then on.
async fn renew_all(window: &Window, words: &str) {
    window.press("標準").await;
    window.size(1280, 800).await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("鍵").await;
    window.press("鍵をすべて取りかえる").await;
    let newest = proposed_words(window).await;
    look(window, "all").await;
    change(window, words, "鍵をすべて取りかえる").await;
    window.reads("予備の鍵を 紙に残してください").await;
    put_away(window, "しまいました").await;
    window.reads("まだ作っていません").await;
    window.press("鍵をかける").await;
    window.write("鍵の言葉", &newest).await;
    window.press("帳面を開く").await;
    window.find("heading", "今日やること").await;
}

#[tokio::test]
async fn every_key_of_a_book_is_changed_and_the_new_ones_open_it() {
    let window = Window::open("j17", &[]).await;
    let (first, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.press("鍵").await;
    window.reads("書いた記録はそのままです").await;
    look(&window, "keys").await;

    window.press("鍵の言葉を変える").await;
    let words = proposed_words(&window).await;
    change(&window, "ちがう ことば です よ ね え", "鍵の言葉を変える").await;
    window.reads("ちがいます").await;
    look(&window, "wrong").await;
    window.no_longer_reads("秒待ってください").await;
    change(&window, &first, "鍵の言葉を変える").await;
    window.reads("鍵の言葉を変えました").await;

    window.press("二人の鍵を作る").await;
    window.write("1枚目を持つ人", "大野 恵子").await;
    window.write("2枚目を持つ人", "山口 健一").await;
    look(&window, "two").await;
    change(&window, &words, "二人の鍵を作る").await;
    window.reads("大野 恵子さんの紙を残してください").await;
    look(&window, "paper").await;
    window.press("復旧用紙を保存する").await;
    window.reads("1枚だけ印刷し").await;
    let one = put_away(&window, "次の紙へ").await;
    window.reads("山口 健一さんの紙を残してください").await;
    let other = put_away(&window, "しまいました").await;
    window.reads("大野 恵子さんと山口 健一さんが").await;

    window.press("予備の鍵を作り直す").await;
    change(&window, &words, "予備の鍵を作り直す").await;
    window.reads("予備の鍵を 紙に残してください").await;
    put_away(&window, "しまいました").await;

    // The lock screen keeps the size of the letters.
    window.press("特大").await;
    window.size(1024, 700).await;
    window.press("鍵をかける").await;
    window.press("~鍵の言葉を忘れたとき").await;
    window.picture("forgot").await;
    window.press("二人の鍵で開く").await;
    window
        .write("1枚目の紙の文字", &other.replacen(' ', "x ", 1))
        .await;
    window.write("もう1枚の紙の文字", &one).await;
    window.press("開いて 鍵の言葉を変える").await;
    window.reads("1組目に打ちまちがい").await;
    window.picture("mistyped").await;
    assert_eq!(window.past_the_edge().await, Vec::<String>::new());
    window.write("1枚目の紙の文字", &other).await;
    let words = proposed_words(&window).await;
    window.press("開いて 鍵の言葉を変える").await;
    window.find("heading", "今日やること").await;

    renew_all(&window, &words).await;
    window.close().await;
}
