//! 眠る前に鍵をかける: the system says over D-Bus that it goes to sleep or that the screen is locked, and the book is locked at
//! once. Where nobody says so (another system, no system bus), the page sees the jump of the clock and locks on waking.

use std::sync::Arc;
use std::time::Duration;

use app::program::Program;
use serde_json::Value;
use tauri::{AppHandle, Manager};
use zbus::blocking::{Connection, Proxy};
use zbus::zvariant::{OwnedFd, OwnedObjectPath};

const LOGIN: &str = "org.freedesktop.login1";
const MANAGER: &str = "org.freedesktop.login1.Manager";
const SESSION: &str = "org.freedesktop.login1.Session";

/// How long the page may take to keep what is under the hands, before the book is locked without it.
const LAST_WORDS: Duration = Duration::from_millis(300);

/// Asks the page to keep what is being written and to lock.
const TELL_PAGE: &str = "dispatchEvent(new Event('lock-book'))";

/// Begins to listen, on threads of its own.
pub(crate) fn watch(app: &AppHandle, program: &Arc<Program>) {
    for listen in [before_sleep, with_screen] {
        let (app, program) = (app.clone(), Arc::clone(program));
        std::thread::spawn(move || {
            if let Err(error) = listen(&app, &program) {
                eprintln!("suspend: {error}");
            }
        });
    }
}

/// Locks before the PC sleeps: the system waits for us as long as we hold its handle.
fn before_sleep(app: &AppHandle, program: &Program) -> zbus::Result<()> {
    let connection = Connection::system()?;
    let manager = Proxy::new(&connection, LOGIN, "/org/freedesktop/login1", MANAGER)?;
    let wait = || -> zbus::Result<OwnedFd> {
        manager.call("Inhibit", &("sleep", "sasaecho", "lock the book", "delay"))
    };
    let mut held = wait().ok();
    for message in manager.receive_signal("PrepareForSleep")? {
        let goes_to_sleep: bool = message.body().deserialize()?;
        if goes_to_sleep {
            lock(app, program);
            drop(held.take());
        } else {
            held = wait().ok();
        }
    }
    Ok(())
}

/// Locks with the screen, also when another user of the PC takes over.
fn with_screen(app: &AppHandle, program: &Program) -> zbus::Result<()> {
    let connection = Connection::system()?;
    let manager = Proxy::new(&connection, LOGIN, "/org/freedesktop/login1", MANAGER)?;
    let session: OwnedObjectPath = manager.call("GetSessionByPID", &(std::process::id(),))?;
    let session = Proxy::new(&connection, LOGIN, session, SESSION)?;
    for _message in session.receive_signal("Lock")? {
        lock(app, program);
    }
    Ok(())
}

fn lock(app: &AppHandle, program: &Program) {
    for window in app.webview_windows().values() {
        window.eval(TELL_PAGE).ok();
    }
    std::thread::sleep(LAST_WORDS);
    if let Err(failure) = program.call("lock", Value::Null) {
        eprintln!("lock: {:?}", failure.code);
    }
}
