//! J2: the city's list of this year comes in: headings recognised, problems in plain words, one act that can be taken back whole.

use tests::steps::{begin, fixture, make_a_book, take_in};
use tests::window::Window;

#[tokio::test]
async fn the_citys_list_comes_in_and_can_be_taken_back_whole() {
    let window = Window::open("j02", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("import/city-list-2026.csv"));
    window.press("ファイルを選ぶ").await;
    window.reads("見出しが何の列かを確かめてください").await;
    window.reads("見出しは3行目です").await;
    window.picture("columns").await;
    window.press("行を見る").await;
    window.reads("読みとった行").await;
    window.picture("rows").await;
    window.press("取り込む").await;
    window.reads("63人を名簿に載せました").await;
    window.picture("done").await;
    window.press("取り込みを元に戻す").await;
    window.reads("名簿は取り込む前のままです").await;
    window.click("tab", "名簿").await;
    window.reads("まだ誰も載っていません").await;
    take_in(&window, &fixture("import/city-list-2026.csv"), "取り込む").await;
    take_in(&window, &fixture("import/supporters.xlsx"), "取り込む").await;
    window.reads("支援者").await;
    window.click("tab", "名簿").await;
    window.reads("名簿に載っている人 63人").await;
    window.close().await;
}

#[tokio::test]
async fn a_file_that_cannot_be_read_gets_a_sentence() {
    let window = Window::open("j02-bad", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("bad/10-password.xlsx"));
    window.press("ファイルを選ぶ").await;
    window.reads("パスワード").await;
    window.reads("まだ何も取り込んでいません").await;
    window.picture("refused").await;
    window.close().await;
}

#[tokio::test]
async fn what_the_codes_of_a_list_stand_for_is_asked_once() {
    let window = Window::open("j02-codes", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("import/coded.csv"));
    window.press("ファイルを選ぶ").await;
    window.reads("「氏名」の列が見つかりません").await;
    choose(&window, "「あてな」の列", "name").await;
    window.reads("「区分」は番号で書かれています").await;
    for (field, meaning) in [
        ("「区分」の1がさすもの", "care"),
        ("「区分」の2がさすもの", "alone"),
        ("「区分」の3がさすもの", "disease"),
        ("「同意区分」の1がさすもの", "consent"),
        ("「同意区分」の2がさすもの", "no_consent"),
    ] {
        choose(&window, field, meaning).await;
    }
    window.picture("asked").await;
    window.press("行を見る").await;
    window.press("人でないと見た1行").await;
    window.reads("合計 3名").await;
    window.picture("passed").await;
    window.press("取り込む").await;
    window.reads("3人を名簿に載せました").await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("import/coded.csv"));
    window.press("ファイルを選ぶ").await;
    window.reads("前回の読み方を使いました").await;
    window.picture("remembered").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("remembered-1024-xlarge").await;
    assert!(window.past_the_edge().await.is_empty());
    window.close().await;
}

#[tokio::test]
async fn shelters_come_in_as_places_and_go_out_as_a_list() {
    let window = Window::open("j02-places", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&fixture("import/shelters.csv"));
    window.press("ファイルを選ぶ").await;
    window.reads("見出しは2行目です").await;
    window.picture("columns").await;
    window.press("行を見る").await;
    window.reads("みどり野市風見町3-1 2階").await;
    window.picture("rows").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("rows-1024-xlarge").await;
    assert!(window.past_the_edge().await.is_empty());
    window.press("取り込む").await;
    window.reads("施設 7か所を載せました").await;
    window.reads("1行は、もう載っている施設でした").await;
    window.picture("done-1024-xlarge").await;
    window.press("施設を見る").await;
    window.reads("特別養護老人ホームみどりの丘").await;
    window.picture("settings-1024-xlarge").await;
    assert!(window.past_the_edge().await.is_empty());
    window.click("tab", "その他").await;
    window.press("^一覧をファイルに出す").await;
    window.click("radio", "施設の一覧").await;
    window.reads("7か所の施設がのります").await;
    window.picture("export-1024-xlarge").await;
    assert!(window.past_the_edge().await.is_empty());
    window.size(1280, 800).await;
    window.press("標準").await;
    window.write("持つ人", "山口 健一").await;
    window.write("使いみち", "市への確認").await;
    window.press("保存する場所を選んで出す").await;
    window.reads("7件を出し").await;
    window.picture("export").await;
    window.close().await;
}

/// Chooses a value of the list with this label.
async fn choose(window: &Window, label: &str, value: &str) {
    const CHOOSE: &str = "const list = [...document.querySelectorAll('select')].find((one) => one.ariaLabel === arguments[0]);
        if (!list) return false;
        list.value = arguments[1];
        list.dispatchEvent(new Event('change', { bubbles: true }));
        return true;";
    window
        .until(label, async || {
            let arguments = vec![label.into(), value.into()];
            window.script(CHOOSE, arguments).await == true
        })
        .await;
    const CHOSEN: &str = "const list = [...document.querySelectorAll('select')].find((one) => one.ariaLabel === arguments[0]);
        return list !== undefined && list.value === arguments[1];";
    window
        .until(label, async || {
            let arguments = vec![label.into(), value.into()];
            window.script(CHOSEN, arguments).await == true
        })
        .await;
}
