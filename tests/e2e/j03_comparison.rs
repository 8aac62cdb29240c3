//! J3: the list of a year later is laid beside the book, decided case by case, put down, taken up again and taken in.

use std::path::PathBuf;

use tests::steps::fixture;
use tests::window::Window;

const ENTER: &str = "\u{e007}";

/// The practice book with the list of the next year beside it. One row has lost its name.
async fn begun(window: &Window) {
    window.click("tab", "その他").await;
    window.press("^取り込み").await;
    window.will_choose(&list_with_a_spoiled_row(window));
    window.press("ファイルを選ぶ").await;
    window.reads("見出しが何の列かを確かめてください").await;
    window.press("行を見る").await;
    window.press("照合に進む").await;
    window.find("heading", "市の名簿との照合").await;
    window.reads("決めていない").await;
}

fn list_with_a_spoiled_row(window: &Window) -> PathBuf {
    let whole = std::fs::read(fixture("import/city-list-2027.csv")).unwrap();
    let mut lines: Vec<Vec<u8>> = whole.split(|&it| it == b'\n').map(<[u8]>::to_vec).collect();
    // 石田 武 has a number in the place of his name.
    let row = &mut lines[9];
    let first = row.iter().position(|&it| it == b',').unwrap();
    let second = first + 1 + row[first + 1..].iter().position(|&it| it == b',').unwrap();
    row.splice(first + 1..second, *b"1234");
    let path = window.saved().join("city-list-2027.csv");
    store::write_whole(&path, &lines.join(&b'\n')).unwrap();
    path
}

/// Takes pictures of what is shown in both sizes.
async fn pictures(window: &Window, what: &str, wrong: &mut Vec<String>) {
    for (width, height, size, name) in [
        (1024, 700, "特大", "1024-xlarge"),
        (1280, 800, "標準", "1280"),
    ] {
        window.size(width, height).await;
        window.press(size).await;
        window.picture(&format!("{what}-{name}")).await;
        let past = window.past_the_edge().await;
        wrong.extend(past.into_iter().map(|it| format!("{what} {name}: {it}")));
    }
}

#[tokio::test]
async fn the_next_years_list_is_decided_put_down_taken_up_and_taken_in() {
    let window = Window::open("j03", &["--practice"]).await;
    let mut wrong = Vec::new();
    window.find("heading", "今日やること").await;
    begun(&window).await;
    window.reads("同じ人ですか").await;
    pictures(&window, "same", &mut wrong).await;
    // The hands stay on the keys: a digit chooses, Enter decides and goes on.
    window.press("^同じ人ですか").await;
    window.find("heading", "~1件目").await;
    window.type_keys("2").await;
    window.type_keys(ENTER).await;
    window.reads("41件のうち 1件 決めました").await;
    window.press("^読めなかった行").await;
    window.press("この行を直す").await;
    pictures(&window, "typed", &mut wrong).await;
    window.write("名前(姓と名の間をあける)", "石田 武").await;
    window.press("この内容で読み直す").await;
    window.reads("読み直しました").await;
    window.press("^新しい人").await;
    pictures(&window, "new", &mut wrong).await;
    window.press("残りを全部、名簿に載せる").await;
    window.press("^変わった人").await;
    pictures(&window, "changed", &mut wrong).await;
    window.press("続きはあとでする").await;
    window.reads("市の名簿との照合が途中です").await;
    window.press("照合の続きをする").await;
    window.press("^変わった人").await;
    window.press("残りを全部、市の値にする").await;
    window.press("^市の名簿に無い人").await;
    pictures(&window, "gone", &mut wrong).await;
    window.press("^変わりなし").await;
    pictures(&window, "unchanged", &mut wrong).await;
    window.press("取り込みへ進む").await;
    pictures(&window, "finish", &mut wrong).await;
    window.press("取り込む").await;
    window.reads("取り込みました").await;
    window.reads("65行のうち").await;
    pictures(&window, "done", &mut wrong).await;
    window.press("市に知らせる変更一覧を作る").await;
    window.reads("配布台帳にも載せました").await;
    window.press("元に戻す").await;
    window.click("tab", "名簿").await;
    window.write("名前・住所・電話でさがす", "石田 武").await;
    window.reads("石田 武").await;
    window.click("tab", "その他").await;
    window.press("^市の名簿との照合").await;
    window.press("取り込みを元に戻す").await;
    window.reads("決めていない").await;
    window.close().await;
    assert!(
        wrong.is_empty(),
        "past the right edge:\n{}",
        wrong.join("\n")
    );
}
