//! The window of ささえ帳: starts the program, opens one window, hands calls through.

#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

mod call;
mod dialogs;
mod host;
#[cfg(target_os = "linux")]
mod suspend;
mod window;

use std::sync::Arc;

use app::program::Program;
use tauri::Manager;

fn main() {
    let practice = std::env::args()
        .skip(1)
        .any(|argument| argument == "--practice");
    let started = tauri::Builder::default()
        // Must be the first plugin: a second start brings the first window to the front and ends.
        .plugin(tauri_plugin_single_instance::init(
            |app, _arguments, _folder| {
                window::bring_to_front(app);
            },
        ))
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(tauri::generate_handler![
            call::call,
            dialogs::choose_open,
            dialogs::choose_save
        ])
        .setup(move |app| {
            let tokens = Arc::new(host::Tokens::default());
            let setup = host::setup(app.path().app_data_dir()?);
            let program = Program::new(Box::new(host::ShellHost::new(tokens.clone())), setup);
            if practice {
                open_practice(&program);
            }
            app.manage(tokens);
            let program = Arc::new(program);
            #[cfg(target_os = "linux")]
            suspend::watch(app.handle(), &program);
            app.manage(program);
            window::open(app.handle())?;
            Ok(())
        })
        .run(tauri::generate_context!());
    if let Err(error) = started {
        eprintln!("ささえ帳を始められませんでした: {error}");
        std::process::exit(1);
    }
}

/// Opens the practice book before the window is there. A failure is shown by the first screen, which asks for the state.
fn open_practice(program: &Program) {
    if let Err(failure) = program.call("open_practice", serde_json::Value::Null) {
        eprintln!("open_practice: {:?}", failure.code);
    }
}
