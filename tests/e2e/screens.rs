//! Every screen of the practice book in two sizes: a picture to look at, and nothing past the right edge.

use tests::window::Window;

const TABS: &[(&str, &str)] = &[
    ("今日やること", "home"),
    ("名簿", "registrants"),
    ("担当づけ", "matching"),
    ("安否確認", "checks"),
    ("印刷", "sheets"),
    ("その他", "more"),
];

const MORE: &[(&str, &str)] = &[
    ("^支援者の一覧", "supporters"),
    ("^取り込み", "import"),
    ("^市の名簿との照合", "comparison"),
    ("^履歴", "history"),
    ("^設定", "settings"),
    ("^一覧をファイルに出す", "export"),
    ("^配布台帳", "copies"),
    ("^やることの一覧", "tasks"),
    ("^二重の記録", "duplicates"),
    ("^世帯", "households"),
    ("^守れないこと", "limits"),
    ("^使っているもの", "licences"),
];

/// The questions beside the plan, and words that stand in the answer of each.
const QUESTIONS: &[(&str, &str, &str)] = &[
    ("次にすること", "途中の担当が", "next-steps"),
    ("さがす所", "声をかける所", "recruiting"),
    ("もしも", "分かりにくい人", "what-if"),
    ("抜けたら", "抜ける支援者", "drop-out"),
    ("決まりの影響", "みなさんで決めてください", "rules"),
];

#[tokio::test]
async fn no_screen_reaches_past_the_edge_in_any_size() {
    let window = Window::open("screens", &["--practice"]).await;
    window.find("heading", "今日やること").await;
    let mut wrong = Vec::new();
    for (width, height, size, name) in [
        (1280, 800, "標準", "1280"),
        (1024, 700, "特大", "1024-xlarge"),
    ] {
        window.size(width, height).await;
        window.press(size).await;
        for (tab, screen) in TABS {
            window.click("tab", tab).await;
            look(&window, screen, name, &mut wrong).await;
        }
        window.click("tab", "担当づけ").await;
        for (button, words, screen) in QUESTIONS {
            window.press(button).await;
            window.reads(words).await;
            look(&window, screen, name, &mut wrong).await;
            close_the_sheet(&window).await;
        }
        for (button, screen) in MORE {
            window.click("tab", "その他").await;
            window.press(button).await;
            look(&window, screen, name, &mut wrong).await;
        }
    }
    window.close().await;
    assert!(
        wrong.is_empty(),
        "past the right edge:\n{}",
        wrong.join("\n")
    );
}

#[tokio::test]
async fn the_bar_of_a_changed_form_covers_no_field() {
    let window = Window::open("save-bar", &["--practice"]).await;
    window.find("heading", "今日やること").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.click("tab", "その他").await;
    window.press("^設定").await;
    window.write("「要支援者」の言いかえ", "要援護者").await;
    window.find("button", "保存する").await;
    window.picture("settings").await;
    let script = "const bar = document.querySelector('.save-bar').getBoundingClientRect(); \
        const at = document.activeElement.getBoundingClientRect(); \
        const fields = document.querySelector('.save-bar').previousElementSibling?.getBoundingClientRect(); \
        return at.bottom <= bar.top + 1 && at.top >= 0 && fields !== undefined && fields.bottom <= bar.top + 1;";
    assert_eq!(window.script(script, vec![]).await, true);
    window.close().await;
}

/// Says whether the page can be scrolled to where nothing stands.
async fn empty_ground(window: &Window) -> bool {
    let script = "const page = document.querySelector('.page'); \
        if (page.scrollHeight <= page.clientHeight + 1) return false; \
        const top = page.getBoundingClientRect().top - page.scrollTop; \
        const ends = [...page.children].map((e) => e.getBoundingClientRect().bottom - top); \
        return Math.max(...ends) + 48 < page.scrollHeight;";
    window.script(script, vec![]).await == true
}

/// In a narrow window the answer lies over the plan.
async fn close_the_sheet(window: &Window) {
    let close = "const b = document.querySelector('.panel-close button'); \
        if (b === null || b.getClientRects().length === 0) return true; \
        b.click(); return false;";
    window
        .until("the plan is uncovered", async || {
            window.script(close, vec![]).await == true
        })
        .await;
}

async fn look(window: &Window, screen: &str, size: &str, wrong: &mut Vec<String>) {
    window
        .until("the screen has come to rest", async || {
            let text = window.text().await;
            ![
                "読んでいます",
                "作っています",
                "調べています",
                "しらべています",
            ]
            .iter()
            .any(|busy| text.contains(busy))
        })
        .await;
    window.picture(&format!("{screen}-{size}")).await;
    if empty_ground(window).await {
        wrong.push(format!("{screen} {size}: the page scrolls into nothing"));
    }
    wrong.extend(
        window
            .past_the_edge()
            .await
            .into_iter()
            .map(|e| format!("{screen} {size}: {e}")),
    );
}
