//! J6 and J7: sheets are printed, the drill is run, the sheets are typed back, the reports go out, the drill is closed.

use tests::window::Window;

#[tokio::test]
async fn a_drill_runs_from_printed_sheets_to_the_report() {
    let window = Window::open("j07", &["--practice"]).await;
    window.click("tab", "安否確認").await;
    window.press("新しい安否確認を用意する").await;
    window.write("名前", "冬の安否確認訓練").await;
    window.write("行う日", "R8.12.6").await;
    window.reads("令和8年12月6日").await;
    window.press("用意する").await;
    window.reads("冬の安否確認訓練").await;
    // The day of a moment, as the webview of this machine writes it.
    window.reads("終了 令和").await;
    window.picture("list").await;

    window.press("用紙を印刷する 冬の安否確認訓練").await;
    window.press("番号をつけて用紙を作る").await;
    window.reads("用紙ができました").await;
    window.press("PDFを保存する").await;
    window.reads("を保存しました").await;
    window.picture("sheets").await;
    let first = first_number(&window).await;
    let saved: Vec<_> = std::fs::read_dir(window.saved())
        .unwrap()
        .flatten()
        .collect();
    let sheet = saved
        .iter()
        .find(|file| file.file_name().to_string_lossy().starts_with("訓練_"));
    let bytes = std::fs::read(sheet.expect("the name says 訓練").path()).unwrap();
    assert!(bytes.starts_with(b"%PDF"));

    run_and_type(&window, first).await;
    report_and_close(&window).await;
    window.close().await;
}

/// Starts the drill, types one sheet back and comes back to the board.
async fn run_and_type(window: &Window, first: u32) {
    window.click("tab", "安否確認").await;
    window.press("はじめる 冬の安否確認訓練").await;
    window.reads("まだ所在の分からない人").await;
    window.reads("本当の災害ではありません").await;
    window.picture("board").await;

    window.press("用紙を入力する").await;
    window.find("textbox", "用紙の番号").await;
    window.type_keys(&format!("{first:03}")).await;
    window.reads("1から8を押す").await;
    // One digit a person, Enter for the next: 無事, 軽傷, 避難済, 応答なし.
    for digit in ["1", "2", "5", "7"] {
        window.type_keys(digit).await;
        window.type_keys("\u{e007}").await;
    }
    window.reads("「7 応答なし」にして、保存しました").await;
    window.picture("entry").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.picture("entry-1024-xlarge").await;
    window.size(1280, 800).await;
    window.press("標準").await;
    window.press("板へもどる").await;
    window.reads("応答なし 1人").await;
}

/// Issues the first report, writes the review, closes the drill and saves the files.
async fn report_and_close(window: &Window) {
    window.press("第1報を出す").await;
    window.reads("第1報を出しました").await;
    window.type_keys("\u{e007}").await;
    window.picture("board-after").await;
    window.press("報告を見る").await;
    window.write("歩いた人の数", "12").await;
    window.write("困ったこと", "昼は留守の家が多かった").await;
    window.press("訓練を終える").await;
    window.reads("に終わりました").await;
    window.press("報告書を保存する").await;
    window.reads("を保存しました").await;
    window.press("結果一覧を保存する").await;
    window
        .until("the workbook is there", async || ends_with(window, ".xlsx"))
        .await;
    window.picture("report").await;
    assert!(
        ends_with(window, "結果報告書.pdf"),
        "the report is there as PDF"
    );
}

#[tokio::test]
async fn a_real_event_asks_for_the_word_and_looks_different() {
    let window = Window::open("j07-real", &["--practice"]).await;
    window.click("tab", "安否確認").await;
    window.press("新しい安否確認を用意する").await;
    window.click("radio", "~実災害").await;
    window.write("名前", "11月25日の地震").await;
    window.press("用意する").await;
    window.press("はじめる 11月25日の地震").await;
    window.press("実災害の安否確認をはじめる").await;
    window.reads("「実災害」の3文字を打ってください").await;
    window.write("「実災害」と打つ", "実災害").await;
    window.press("実災害の安否確認をはじめる").await;
    window.reads("本当の安否確認です").await;
    window.reads("まだ所在の分からない人").await;
    window.picture("board").await;
    window.close().await;
}

fn ends_with(window: &Window, ending: &str) -> bool {
    std::fs::read_dir(window.saved())
        .unwrap()
        .flatten()
        .any(|file| file.file_name().to_string_lossy().ends_with(ending))
}

/// Returns the first number of the copies just made, as the page says.
async fn first_number(window: &Window) -> u32 {
    let text = window.text().await;
    let after = text.split("用紙ができました").nth(1).unwrap_or_default();
    let after = after.split('第').nth(1).unwrap_or_default();
    after
        .chars()
        .take_while(char::is_ascii_digit)
        .collect::<String>()
        .parse()
        .unwrap_or_default()
}
