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
async fn a_search_without_result_says_what_to_do() {
    let window = Window::open("j04-none", &["--practice"]).await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "ぬるぽんた").await;
    window.reads("に合う人はいません").await;
    window.picture("nobody").await;
    window.close().await;
}
