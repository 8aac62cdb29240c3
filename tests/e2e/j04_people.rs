//! J4: people are added, found under any spelling, edited, and an edit is taken back.

use tests::window::Window;

#[tokio::test]
async fn a_person_is_added_found_edited_and_the_edit_taken_back() {
    let window = Window::open("j04", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window.press("新しい人を書き入れる").await;
    window.write("名前", "髙﨑 久美子").await;
    window.write("よみ(ひらがな)", "たかさき くみこ").await;
    window.write("生まれた日", "Ｓ１２．３．４").await;
    window.reads("昭和12年3月4日").await;
    window.write("住所", "せせらぎ町一丁目2番3号").await;
    window.picture("form").await;
    window.press("保存する").await;
    window.reads("元に戻す").await;
    // The common spelling, half-width kana and the address all find her; her name stays as written.
    window.click("tab", "名簿").await;
    for typed in [
        "高崎",
        "ﾀｶｻｷ",
        "たかさき",
        "タカサキ クミコ",
        "せせらぎ町1-2-3",
    ] {
        window.write("名前・住所・電話でさがす", typed).await;
        window.reads("髙﨑 久美子").await;
    }
    window.picture("found").await;
    window.press("くわしく見る・直す").await;
    window.write("生まれた日", "S12.13.4").await;
    window.press("保存する").await;
    window.reads("13月").await;
    window.write("生まれた日", "S13.3.4").await;
    window.reads("昭和13年3月4日").await;
    window.press("保存する").await;
    // Nobody takes back what is still being saved.
    window.no_longer_reads("まだ保存していません").await;
    window.press("元に戻す").await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "高崎").await;
    window.reads("髙﨑 久美子").await;
    window.reads("昭和12年3月4日").await;
    window.close().await;
}

#[tokio::test]
async fn conditions_add_up_to_a_sentence_that_is_kept() {
    let window = Window::open("j04-filter", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window.press("^1人だけ").await;
    window.press("ほかの絞りこみ").await;
    window.press("^同意あり").await;
    window.reads("絞りこみ:1人だけ・同意あり").await;
    window.press("この絞りこみを残す").await;
    window.reads("残すのをやめる").await;
    window.picture("kept").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("kept-xlarge").await;
    window.close().await;
}

#[tokio::test]
async fn a_search_without_result_says_what_to_do() {
    let window = Window::open("j04-none", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "ぬるぽんた").await;
    window.reads("に合う人はいません").await;
    window.picture("nobody").await;
    window.close().await;
}

#[tokio::test]
async fn whoever_was_not_looked_at_for_long_is_confirmed_by_one_key() {
    let window = Window::open("j04-confirm", &["--practice"]).await;
    window.press("^ほかに").await;
    window.press("この人たちを確かめる").await;
    window.reads("訪問の用紙を作る").await;
    window
        .until("the first person is at hand", async || {
            focused(&window).await.starts_with("確認した")
        })
        .await;
    let first = focused(&window).await;
    window.type_keys("\u{e007}").await;
    window.reads("今日 確認しました").await;
    window
        .until("the next person is at hand", async || {
            let now = focused(&window).await;
            now.starts_with("確認した") && now != first
        })
        .await;
    window.picture("list").await;
    window.press("訪問の用紙を作る").await;
    window.reads("訪問の用紙ができました").await;
    window.press("PDFを保存する").await;
    window.reads("を保存しました").await;
    window.reads("1 / ").await;
    window.picture("visit-list").await;
    window.press("用紙をとじる").await;
    window.press("確認はがきを作る").await;
    window.reads("確認はがきができました").await;
    window.reads("1 / ").await;
    window.picture("card").await;
    window.press("PDFを保存する").await;
    window.reads("枚分").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("card-1024-xlarge").await;
    window.press("用紙をとじる").await;
    window.picture("list-1024-xlarge").await;
    window.close().await;
}

#[tokio::test]
async fn two_records_of_one_person_become_one_and_what_is_half_written_is_said_everywhere() {
    let window = Window::open("j04-twice", &["--practice"]).await;
    for (address, found) in [
        ("せせらぎ町一丁目2番3号", "合う人 1人"),
        ("せせらぎ町二丁目9番9号", "合う人 2人"),
    ] {
        window.click("tab", "名簿").await;
        window.press("新しい人を書き入れる").await;
        window.write("名前", "髙﨑 久美子").await;
        window.write("よみ(ひらがな)", "たかさき くみこ").await;
        window.write("生まれた日", "S12.3.4").await;
        window.write("住所", address).await;
        window.press("保存する").await;
        window.no_longer_reads("書きかけが1件 残っています").await;
        window.click("tab", "名簿").await;
        window.write("名前・住所・電話でさがす", "たかさき").await;
        window.reads(found).await;
    }
    window.press("新しい人を書き入れる").await;
    window.write("名前", "書きかけ 太郎").await;
    window.reads("書きかけが1件 残っています").await;
    window.click("tab", "その他").await;
    window.press("^二重の記録").await;
    window.reads("たかさき くみこ").await;
    window.picture("pairs").await;
    window.press("^同じ人 髙﨑 久美子").await;
    window.reads("1人にまとめる").await;
    window.picture("merge").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("merge-1024-xlarge").await;
    window.press("1人にまとめる").await;
    window.reads("2つの記録を1人にまとめました").await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "たかさき").await;
    window.reads("合う人 1人").await;
    window.press("元に戻す").await;
    window.reads("合う人 2人").await;
    window.close().await;
}

/// Returns what a screen reader says of the thing that has the focus.
async fn focused(window: &Window) -> String {
    let script = "return document.activeElement?.getAttribute('aria-label') ?? '';";
    let said = window.script(script, vec![]).await;
    said.as_str().unwrap_or_default().to_owned()
}
