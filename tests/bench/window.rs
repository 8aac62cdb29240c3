//! The window in a release build: start to first usable screen, and the memory of all its processes.

use std::path::{Path, PathBuf};
use std::time::Instant;

use tests::window::Window;

use crate::{row, say};

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
            window.find("heading", "~ささえ帳").await;
            row(what, begun.elapsed());
            window.close().await;
        }
        let window = Window::open("bench", &["--practice"]).await;
        window.reads("今日やること").await;
        let mib = proportional_memory(window.driver_process()) as f64 / 1024.0;
        say(&format!(
            "| memory of all processes of the window (PSS), practice book | {mib:.0} MiB |"
        ));
        window.close().await;
    });
}

/// Returns the proportional memory in KiB of the programs below a process.
fn proportional_memory(parent: u32) -> u64 {
    below(parent)
        .iter()
        .filter_map(|process| pss_of(*process))
        .sum()
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
