//! The window in a release build: start to first usable screen, and the memory of all its processes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use tests::window::Window;

use crate::place::{PASSPHRASE, Place};
use crate::{import, row, say};

/// How many people the book holds whose memory is measured.
const PEOPLE: usize = 10_000;

/// Prints how long the window takes and what it holds.
pub(crate) fn measure() {
    let runtime = tokio::runtime::Runtime::new().unwrap_or_else(|error| panic!("{error}"));
    runtime.block_on(async {
        // The first start reads the program from the disk; the second is what a person meets every day.
        for what in [
            "start to first usable screen, first time",
            "start to first usable screen",
        ] {
            let begun = Instant::now();
            let window = Window::open("bench", &[]).await;
            window.find("heading", "ようこそ").await;
            row(what, begun.elapsed());
            window.close().await;
        }
        let place = Place::new();
        import(&place, PEOPLE);
        let window = Window::open_in(place.into_folder(), "bench", &[]).await;
        window.write("鍵の言葉", PASSPHRASE).await;
        window.press("帳面を開く").await;
        window.find("heading", "今日やること").await;
        window.click("tab", "名簿").await;
        window.find("heading", "名簿").await;
        window.picture("list").await;
        let mib = proportional_memory(window.driver_process()) as f64 / 1024.0;
        say(&format!(
            "| memory of all processes of the window (PSS), {PEOPLE} people open | {mib:.0} MiB |"
        ));
        window.close().await;
    });
}

/// Returns the proportional memory in KiB of the programs below a process.
fn proportional_memory(parent: u32) -> u64 {
    below(parent)
        .iter()
        .filter(|process| is_the_programs(**process))
        .filter_map(|process| pss_of(*process))
        .sum()
}

/// The driver and the session bus of the measurement are not the program's.
fn is_the_programs(process: u32) -> bool {
    let name = std::fs::read_to_string(format!("/proc/{process}/comm")).unwrap_or_default();
    name.starts_with("sasaecho")
        || (name.starts_with("WebKit") && !name.starts_with("WebKitWebDriver"))
}

fn pss_of(process: u32) -> Option<u64> {
    let rollup = std::fs::read_to_string(format!("/proc/{process}/smaps_rollup")).ok()?;
    let line = rollup.lines().find(|line| line.starts_with("Pss:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

fn below(parent: u32) -> Vec<u32> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir("/proc").into_iter().flatten().flatten() {
        let Some(process) = entry
            .file_name()
            .to_str()
            .and_then(|name| name.parse::<u32>().ok())
        else {
            continue;
        };
        if parent_of(&entry.path()) == Some(parent) {
            found.push(process);
            found.extend(below(process));
        }
    }
    found
}

fn parent_of(folder: &Path) -> Option<u32> {
    let stat: PathBuf = folder.join("stat");
    let text = std::fs::read_to_string(stat).ok()?;
    // The name stands in brackets and may hold spaces; the parent is the second word after it.
    text.rsplit_once(')')?
        .1
        .split_whitespace()
        .nth(1)?
        .parse()
        .ok()
}
