//! The one window: closed to the network, kept on its own pages, with the event's mode in its title.

use app::program::Program;
use domain::safety_check::CheckMode;
use domain::vault::BookState;
use tauri::{AppHandle, Manager, Url, WebviewUrl, WebviewWindow, WebviewWindowBuilder};

const NAME: &str = "main";
const TITLE: &str = "ささえ帳";

/// A loopback port nobody listens on: whatever slips past the content security policy ends here (trust.md 3.4).
const DEAD_PROXY: &str = "socks5://127.0.0.1:9";

/// Opens the window.
///
/// # Errors
/// When the webview cannot be made.
pub(crate) fn open(app: &AppHandle) -> tauri::Result<WebviewWindow> {
    let mut builder = WebviewWindowBuilder::new(app, NAME, WebviewUrl::App("index.html".into()))
        .title(TITLE)
        .inner_size(1280.0, 800.0)
        .min_inner_size(1024.0, 700.0)
        // A private webview keeps nothing on the disk, and cannot be driven from outside.
        .incognito(!cfg!(feature = "rehearsal"))
        .devtools(cfg!(debug_assertions))
        .on_navigation(is_own_page);
    if !cfg!(dev)
        && let Ok(proxy) = DEAD_PROXY.parse::<Url>()
    {
        builder = builder.proxy_url(proxy);
    }
    builder.build()
}

/// Returns whether an address is one of our own pages. Everything else is not gone to.
fn is_own_page(url: &Url) -> bool {
    let own_scheme = url.scheme() == "tauri" && url.host_str() == Some("localhost");
    // Windows serves the same pages from this host.
    let own_host = url.scheme() == "http" && url.host_str() == Some("tauri.localhost");
    let live_pages = cfg!(dev) && url.host_str() == Some("localhost") && url.port() == Some(5173);
    own_scheme || own_host || live_pages
}

/// Brings the window to the front, for a second start.
pub(crate) fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(NAME) {
        for done in [window.unminimize(), window.show(), window.set_focus()] {
            if let Err(error) = done {
                eprintln!("window: {error}");
            }
        }
    }
}

/// Puts 【訓練】 or 【実災害】 first into the title while an event runs, and 練習 for the practice book.
pub(crate) fn show_title(app: &AppHandle, program: &Program) {
    let state = program
        .call("state", serde_json::Value::Null)
        .ok()
        .and_then(|state| serde_json::from_value::<BookState>(state).ok())
        .unwrap_or_default();
    if let Some(window) = app.get_webview_window(NAME)
        && let Err(error) = window.set_title(&title_of(&state))
    {
        eprintln!("window: {error}");
    }
}

fn title_of(state: &BookState) -> String {
    let mode = match state.running.as_ref().map(|running| running.mode) {
        Some(CheckMode::Drill) => "【訓練】",
        Some(CheckMode::Real) => "【実災害】",
        None => "",
    };
    let practice = if state.practice { "（練習）" } else { "" };
    let council = if state.council.is_empty() {
        String::new()
    } else {
        format!(" - {}", state.council)
    };
    format!("{mode}{TITLE}{practice}{council}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_our_own_pages_are_gone_to() {
        for (address, expected) in [
            ("tauri://localhost/index.html", true),
            ("http://tauri.localhost/", true),
            ("http://127.0.0.1:9999/?d=SECRET", false),
            ("https://tauri.localhost.example/", false),
            ("http://localhost:80/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hi", false),
        ] {
            let url = address.parse::<Url>().unwrap();
            assert_eq!(is_own_page(&url), expected, "{address}");
        }
    }

    #[test]
    fn the_mode_stands_first_in_the_title() {
        let mut state = BookState {
            council: "みどり野福祉の会".into(),
            ..BookState::default()
        };
        assert_eq!(title_of(&state), "ささえ帳 - みどり野福祉の会");
        state.running = Some(domain::home::RunningCheck::default());
        assert!(title_of(&state).starts_with("【訓練】"));
    }
}
