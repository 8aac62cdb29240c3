//! J5 where the lists bring positions: the map shows everybody where they live, and keys walk over it.

use fantoccini::key::Key;
use tests::steps::{begin, fixture, make_a_book, take_in};
use tests::window::Window;

#[tokio::test]
async fn a_coordinator_walks_over_the_map_of_the_district_by_keys() {
    let window = Window::open("j05map", &[]).await;
    let (_, groups) = make_a_book(&window).await;
    begin(&window, &groups).await;
    take_in(&window, &fixture("import/mapped-list.csv"), "取り込む").await;
    take_in(
        &window,
        &fixture("import/mapped-supporters.csv"),
        "取り込む",
    )
    .await;
    window.click("tab", "担当づけ").await;
    window.reads("新しい案").await;
    window.picture("plan").await;
    let focus = "const map = document.querySelector('.map svg').closest('button'); map.focus(); map.scrollIntoView(); return 1";
    window.script(focus, vec![]).await;
    let told =
        "return document.querySelector('.mapbox').querySelector('[role=status]').textContent";
    let before = window.script(told, vec![]).await;
    for key in [Key::Right, Key::Down, Key::Right] {
        window.type_keys(&char::from(key).to_string()).await;
    }
    window
        .until("the map to tell of somebody else", async || {
            window.script(told, vec![]).await != before
        })
        .await;
    window.picture("map").await;
    window.size(1024, 700).await;
    window.press("特大").await;
    window.press("足りない所・地図").await;
    window.script(focus, vec![]).await;
    window.picture("map-xlarge").await;
    window.close().await;
}
