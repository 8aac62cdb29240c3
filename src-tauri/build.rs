//! Declares the commands a page may ask for, and keeps SQLCipher's symbols to ourselves.

fn main() {
    // New pages must be taken in even when no Rust file changed.
    println!("cargo:rerun-if-changed=../ui/dist");
    // WebKitGTK lives in the same process and brings its own SQLite: exported symbols of ours would
    // be used by it (trust.md 1.7).
    if std::env::var("CARGO_CFG_TARGET_OS").as_deref() == Ok("linux") {
        println!("cargo:rustc-link-arg-bins=-Wl,--exclude-libs,ALL");
    }
    let manifest =
        tauri_build::AppManifest::new().commands(&["call", "choose_open", "choose_save"]);
    if let Err(error) =
        tauri_build::try_build(tauri_build::Attributes::new().app_manifest(manifest))
    {
        println!("cargo:error={error:#}");
        std::process::exit(1);
    }
}
