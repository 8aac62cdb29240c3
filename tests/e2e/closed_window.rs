//! The probes of trust.md 3.4 in the built program, with a listener that must hear nothing.

use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::json;
use tests::window::Window;

/// Counts the connections that reach a loopback port.
fn listen() -> (u16, Arc<AtomicUsize>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let port = listener.local_addr().unwrap().port();
    let heard = Arc::new(AtomicUsize::new(0));
    let counter = Arc::clone(&heard);
    std::thread::spawn(move || {
        for _connection in listener.incoming() {
            counter.fetch_add(1, Ordering::SeqCst);
        }
    });
    (port, heard)
}

/// Every way a script could try to send something out. Each is tried; only the listener is believed.
const PROBES: &str = r#"
const at = arguments[0];
const done = arguments[arguments.length - 1];
const tried = [];
const attempt = (name, what) => { try { what(); tried.push(name); } catch (e) { tried.push(name + ": " + e.name); } };
const tag = (name, set) => { const e = document.createElement(name); set(e); document.body.append(e); };
attempt("fetch", () => fetch(at + "/fetch").catch(() => {}));
attempt("xhr", () => { const x = new XMLHttpRequest(); x.open("GET", at + "/xhr"); x.send(); });
attempt("img", () => { new Image().src = at + "/img"; });
attempt("css", () => tag("link", (e) => { e.rel = "stylesheet"; e.href = at + "/css"; }));
attempt("script", () => tag("script", (e) => { e.src = at + "/script"; }));
attempt("inline", () => tag("script", (e) => { e.textContent = "fetch('" + at + "/inline')"; }));
attempt("websocket", () => new WebSocket(at.replace("http", "ws") + "/ws"));
attempt("eventsource", () => new EventSource(at + "/es"));
attempt("beacon", () => navigator.sendBeacon(at + "/beacon", "SECRET"));
attempt("iframe", () => tag("iframe", (e) => { e.src = at + "/iframe"; }));
attempt("object", () => tag("object", (e) => { e.data = at + "/object"; }));
attempt("embed", () => tag("embed", (e) => { e.src = at + "/embed"; }));
attempt("video", () => tag("video", (e) => { e.src = at + "/video"; }));
attempt("font", () => document.fonts.add(new FontFace("x", "url(" + at + "/font)")));
attempt("form", () => tag("form", (e) => { e.action = at + "/form"; e.method = "post"; e.submit(); }));
attempt("worker", () => new Worker(at + "/worker"));
attempt("prefetch", () => tag("link", (e) => { e.rel = "prefetch"; e.href = at + "/prefetch"; }));
attempt("preload", () => tag("link", (e) => { e.rel = "preload"; e.as = "image"; e.href = at + "/preload"; }));
attempt("preconnect", () => tag("link", (e) => { e.rel = "preconnect"; e.href = at; }));
attempt("dns", () => tag("link", (e) => { e.rel = "dns-prefetch"; e.href = at; }));
attempt("style url", () => { document.body.style.backgroundImage = "url(" + at + "/style)"; });
attempt("open", () => window.open(at + "/open"));
attempt("rtc", () => new RTCPeerConnection({ iceServers: [{ urls: "stun:127.0.0.1" }] }));
attempt("a click", () => tag("a", (e) => { e.href = at + "/a"; e.click(); }));
attempt("meta refresh", () => tag("meta", (e) => { e.httpEquiv = "refresh"; e.content = "0;url=" + at + "/meta"; }));
attempt("location", () => { location.href = at + "/location?d=SECRET"; });
attempt("location top", () => { top.location.assign(at + "/top?d=SECRET"); });
setTimeout(() => done(tried.length), 3000);
"#;

#[tokio::test]
async fn nothing_leaves_the_window() {
    let (port, heard) = listen();
    let at = format!("http://127.0.0.1:{port}");
    // The listener does hear somebody who may speak: otherwise silence would prove nothing.
    drop(std::net::TcpStream::connect(("127.0.0.1", port)).unwrap());
    let window = Window::open("closed_window", &["--practice"]).await;
    window
        .until("the listener works", async || {
            heard.load(Ordering::SeqCst) == 1
        })
        .await;
    let tried = window.script_async(PROBES, vec![json!(at)]).await;
    assert!(
        tried.as_u64().unwrap_or_default() >= 20,
        "the probes ran: {tried}"
    );
    assert_eq!(
        heard.load(Ordering::SeqCst),
        1,
        "something reached the listener"
    );
    let place = window.script("return location.href", vec![]).await;
    assert!(
        place.as_str().unwrap().starts_with("tauri://localhost"),
        "the page stayed: {place}"
    );
    window.close().await;
}

#[tokio::test]
async fn a_page_may_ask_the_shell_for_nothing_else() {
    let window = Window::open("closed_window", &[]).await;
    let ask = "const done = arguments[arguments.length - 1]; \
        window.__TAURI_INTERNALS__.invoke(arguments[0], arguments[1] || {}) \
        .then((a) => done('answered: ' + JSON.stringify(a)), (e) => done('refused: ' + JSON.stringify(e)));";
    for command in [
        "plugin:fs|read_text_file",
        "plugin:path|resolve_directory",
        "plugin:dialog|open",
        "plugin:webview|create_webview_window",
        "plugin:window|set_title",
        "plugin:event|emit",
        "plugin:app|version",
        "no_such_command",
    ] {
        let answer = window
            .script_async(ask, vec![json!(command), json!({})])
            .await;
        let answer = answer.as_str().unwrap_or_default().to_owned();
        assert!(answer.starts_with("refused"), "{command}: {answer}");
    }
    // Half a character, as a broken page may send it.
    let half = "const half = {name: 'read_date', request: {text: '\\ud800'}}; const done = arguments[arguments.length - 1]; \
        window.__TAURI_INTERNALS__.invoke('call', half).then(() => done('answered'), () => done('refused'));";
    let answer = window.script_async(half, vec![]).await;
    assert_eq!(answer.as_str(), Some("refused"), "half a character");
    let known = window
        .script_async(
            ask,
            vec![json!("call"), json!({"name": "state", "request": null})],
        )
        .await;
    assert!(
        known.as_str().unwrap_or_default().starts_with("answered"),
        "{known}"
    );
    window.close().await;
}

#[test]
fn no_symbol_of_our_database_is_exported() {
    let listed = std::process::Command::new("nm")
        .args(["--dynamic", "--defined-only"])
        .arg(tests::window::program())
        .output()
        .unwrap();
    assert!(listed.status.success(), "nm must read the program");
    let symbols = String::from_utf8_lossy(&listed.stdout);
    let ours: Vec<&str> = symbols
        .lines()
        .filter(|line| line.contains("sqlite3"))
        .collect();
    assert!(
        ours.is_empty(),
        "WebKitGTK would use these (trust.md 1.7): {ours:?}"
    );
}
