//! The one command of the page: hands a call to the program, catches a panic, logs name, time and code, never a request.

use std::panic::AssertUnwindSafe;
use std::sync::Arc;
use std::time::Instant;

use app::failure::{Code, Failure};
use app::program::Program;
use serde_json::Value;
use tauri::{AppHandle, State};

use crate::window;

/// Runs one call beside the window's thread, so that the window stays usable meanwhile.
#[tauri::command]
pub(crate) async fn call(
    app: AppHandle,
    program: State<'_, Arc<Program>>,
    name: String,
    request: Value,
) -> Result<Value, Failure> {
    let program = Arc::clone(&program);
    let work = tauri::async_runtime::spawn_blocking(move || {
        let answer = run(&program, &name, request);
        if changes_title(&name) {
            window::show_title(&app, &program);
        }
        answer
    });
    work.await.unwrap_or_else(|_lost| Err(fault()))
}

fn run(program: &Program, name: &str, request: Value) -> Result<Value, Failure> {
    let begun = Instant::now();
    let answer = std::panic::catch_unwind(AssertUnwindSafe(|| program.call(name, request)))
        .unwrap_or_else(|_panic| Err(fault()));
    if let Err(failure) = &answer {
        // A name the page made up is not repeated into the log.
        let known = app::calls::is_call(name);
        let shown = if known { name } else { "(unknown call)" };
        eprintln!(
            "{shown}: {:?} after {} ms",
            failure.code,
            begun.elapsed().as_millis()
        );
    }
    answer
}

fn fault() -> Failure {
    Failure {
        code: Code::Fault,
        ..Failure::default()
    }
}

/// The title names the mode of a running event, so it is made anew after every call that may start or end one.
fn changes_title(name: &str) -> bool {
    matches!(
        name,
        "start_safety_check"
            | "close_safety_check"
            | "open_book"
            | "open_practice"
            | "leave_practice"
            | "recover_book"
            | "restore_book"
            | "create_book"
            | "lock"
            | "undo"
            | "redo"
    )
}
