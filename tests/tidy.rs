//! The rules of the code as tests: who may use whom, how long a file may be, where sentences live.

#![expect(
    clippy::unwrap_used,
    reason = "a rule that cannot be looked up has failed"
)]

#[path = "tidy/supply.rs"]
mod supply;
#[path = "tidy/texts.rs"]
mod texts;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn read(path: &str) -> String {
    std::fs::read_to_string(root().join(path)).unwrap_or_else(|error| panic!("{path}: {error}"))
}

/// Files that git knows or would take in, with their text; generated and binary ones left out.
fn sources(endings: &[&str]) -> Vec<(String, String)> {
    let listed = Command::new("git")
        .args(["ls-files", "--cached", "--others", "--exclude-standard"])
        .current_dir(root())
        .output()
        .unwrap();
    assert!(listed.status.success(), "git must list the files");
    String::from_utf8(listed.stdout)
        .unwrap()
        .lines()
        .filter(|path| endings.iter().any(|ending| path.ends_with(ending)))
        .filter(|path| !path.contains("/bindings/"))
        .filter_map(|path| {
            let text = std::fs::read_to_string(root().join(path)).ok()?;
            Some((path.to_owned(), text))
        })
        .collect()
}

fn metadata() -> Value {
    let answer = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--format-version",
            "1",
            "--no-deps",
            "--offline",
        ])
        .current_dir(root())
        .output()
        .unwrap();
    serde_json::from_slice(&answer.stdout).unwrap()
}

/// The map of the crates: who may use which of ours, and who owns which outside dependency.
const ARROWS: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("matching", &["domain"]),
    ("sheets", &["domain"]),
    ("exchange", &["domain"]),
    ("comparison", &["domain"]),
    ("store", &["domain"]),
    (
        "app",
        &[
            "domain",
            "matching",
            "sheets",
            "exchange",
            "comparison",
            "store",
        ],
    ),
    ("shell", &["app", "domain"]),
    (
        "cli",
        &["app", "domain", "matching", "exchange", "comparison"],
    ),
    ("xtask", &[]),
    (
        "tests",
        &[
            "app",
            "domain",
            "matching",
            "sheets",
            "exchange",
            "comparison",
            "store",
        ],
    ),
];

/// What a crate may use beside the map in its own tests and examples.
const FOR_TESTS: &[(&str, &str)] = &[("comparison", "exchange")];

/// Outside dependencies that only one crate may touch.
const OWNED: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("argon2", "store"),
    ("fs4", "store"),
    ("tauri", "shell"),
    ("tauri-build", "shell"),
    ("tauri-plugin-dialog", "shell"),
    ("tauri-plugin-single-instance", "shell"),
    ("zbus", "shell"),
    ("typst", "sheets"),
    ("rust_xlsxwriter", "sheets"),
    ("csv", "exchange"),
    ("calamine", "exchange"),
    ("clap", "cli"),
    ("fantoccini", "tests"),
];

#[test]
fn crates_use_each_other_only_as_drawn() {
    let metadata = metadata();
    let packages = metadata["packages"].as_array().unwrap();
    let ours: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let drawn: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    assert_eq!(
        ours, drawn,
        "a crate that is not in the map of tests/tidy.rs, or the reverse"
    );
    for package in packages {
        let name = package["name"].as_str().unwrap();
        let (_, allowed) = ARROWS.iter().find(|(known, _)| *known == name).unwrap();
        for dependency in package["dependencies"].as_array().unwrap() {
            let used = dependency["name"].as_str().unwrap();
            let is_dev = dependency["kind"].as_str() == Some("dev");
            let for_own_tests = is_dev && FOR_TESTS.contains(&(name, used));
            if ours.contains(used) {
                assert!(
                    allowed.contains(&used) || for_own_tests,
                    "{name} must not use {used}: draw the arrow first"
                );
            }
            let for_tests = is_dev || name == "tests";
            if let Some((_, owner)) = OWNED.iter().find(|(owned, _)| *owned == used) {
                assert!(
                    for_tests || name == *owner,
                    "{used} belongs to {owner}, not to {name}"
                );
            }
        }
    }
}

#[test]
fn files_are_short_and_open_with_a_sentence() {
    const LIMIT: usize = 500;
    let mut wrong = Vec::new();
    for (path, text) in sources(&[".rs", ".ts", ".svelte", ".css", ".typ"]) {
        let lines = text.lines().count();
        if lines > LIMIT {
            wrong.push(format!("{path} has {lines} lines; a file has one subject"));
        }
        let first = text.trim_start_matches('\u{feff}').trim_start();
        let opens = match Path::new(&path).extension().and_then(|e| e.to_str()) {
            Some("rs") => first.starts_with("//!"),
            Some("svelte") => first.starts_with("<!--"),
            Some("css") => first.starts_with("/*"),
            _ => first.starts_with("//") || first.starts_with("/*"),
        };
        if !opens {
            wrong.push(format!("{path} does not open with a sentence"));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn no_file_is_called_mod_rs() {
    let found: Vec<String> = sources(&["mod.rs"])
        .into_iter()
        .map(|(p, _)| p)
        .filter(|p| p.ends_with("/mod.rs"))
        .collect();
    assert!(
        found.is_empty(),
        "registrant.rs beside registrant/, not mod.rs: {found:?}"
    );
}

#[test]
fn the_store_keeps_to_what_was_measured() {
    for (path, text) in sources(&[".rs", ".sql"]) {
        if path.starts_with("tests/") {
            continue;
        }
        let lower = text.to_lowercase();
        let code: String = lower
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        assert!(
            !code.contains("pragma rekey"),
            "{path}: PRAGMA rekey loses books (trust.md 1.3)"
        );
        for (at, _) in code.match_indices("synchronous") {
            let set: String = code[at..]
                .chars()
                .take(24)
                .filter(|c| !c.is_whitespace())
                .collect();
            if set.starts_with("synchronous=") {
                assert!(
                    set.starts_with("synchronous=full"),
                    "{path}: only synchronous=FULL survives a power cut (trust.md 1.2)"
                );
            }
        }
    }
}

/// Migrations that were handed out, by the SHA-256 of their text. None yet: 0001 may still change until the first release.
#[test]
fn migrations_are_numbered_without_gap() {
    let mut names: Vec<String> =
        std::fs::read_dir(root().join("src-tauri/crates/store/migrations"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
    names.sort();
    for (index, name) in names.iter().enumerate() {
        assert!(
            name.starts_with(&format!("{:04}_", index + 1)),
            "{name} leaves a gap"
        );
    }
    assert!(!names.is_empty());
}

const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; \
    font-src 'self'; connect-src ipc: http://ipc.localhost; frame-src 'none'; object-src 'none'; \
    base-uri 'none'; form-action 'none'; worker-src 'none'";

#[test]
fn the_window_is_configured_closed() {
    let config: Value = serde_json::from_str(&read("src-tauri/tauri.conf.json")).unwrap();
    let app = &config["app"];
    assert_eq!(app["security"]["csp"], CSP);
    assert_eq!(app["security"]["freezePrototype"], true);
    assert_eq!(app["security"]["assetProtocol"]["enable"], false);
    assert_eq!(app["withGlobalTauri"], false);
    assert_eq!(app["security"]["capabilities"], serde_json::json!(["main"]));
    assert!(
        app["windows"].as_array().unwrap().is_empty(),
        "the window is built and guarded in Rust"
    );
    let capability: Value =
        serde_json::from_str(&read("src-tauri/capabilities/main.json")).unwrap();
    let rights = serde_json::json!(["allow-call", "allow-choose-open", "allow-choose-save"]);
    assert_eq!(
        capability["permissions"], rights,
        "the page may ask for one command and two dialogs"
    );
    let shell = read("src-tauri/Cargo.toml") + &read("Cargo.toml");
    let barred = [
        "devtools\"",
        "plugin-shell",
        "plugin-fs",
        "plugin-http",
        "plugin-opener",
        "alpha",
    ];
    for word in barred {
        assert!(!shell.contains(word), "{word} has no place in the window");
    }
}

#[test]
fn pages_keep_to_their_places() {
    for (path, text) in sources(&[".ts", ".svelte"]) {
        if !path.starts_with("ui/src/") {
            continue;
        }
        let is_test = path.ends_with(".test.ts");
        let imports: Vec<&str> = text
            .lines()
            .filter(|l| l.contains("from \"") || l.contains("import \""))
            .collect();
        for line in &imports {
            let tauri = line.contains("@tauri-apps/");
            assert!(
                !tauri || is_test || path == "ui/src/app/call.ts",
                "{path}: only call.ts knows Tauri"
            );
        }
        if let Some(rest) = path.strip_prefix("ui/src/features/") {
            let own = rest.split('/').next().unwrap_or_default();
            for line in imports.iter().filter(|line| line.contains("features/")) {
                assert!(
                    line.contains(&format!("features/{own}/")),
                    "{path}: features do not know each other"
                );
            }
        }
        for word in [
            "innerHTML",
            "insertAdjacentHTML",
            "document.write",
            "{@html",
            "new Function",
            "eval(",
        ] {
            assert!(
                !text.contains(word),
                "{path}: {word} lets text become code (trust.md 3.3)"
            );
        }
    }
}

#[test]
fn every_check_is_declared_in_its_binary() {
    for folder in ["integration", "e2e"] {
        let front = read(&format!("tests/{folder}/main.rs"));
        for entry in std::fs::read_dir(root().join("tests").join(folder)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_stem().unwrap().to_str().unwrap();
            if name != "main" && path.extension().is_some_and(|e| e == "rs") {
                assert!(
                    front.contains(&format!("mod {name};")),
                    "{folder}/{name}.rs is never run"
                );
            }
        }
    }
}

#[test]
fn the_test_command_runs_every_test_program() {
    let command = read("src-tauri/xtask/src/test.rs");
    for package in metadata()["packages"].as_array().unwrap() {
        for target in package["targets"].as_array().unwrap() {
            let name = target["name"].as_str().unwrap();
            if target["kind"] == serde_json::json!(["test"]) {
                assert!(
                    command.contains(&format!("\"{name}\"")),
                    "{name} is never run"
                );
            }
        }
    }
}

#[test]
fn the_readme_names_every_crate_and_command() {
    let readme = read("README.md");
    for (name, _) in ARROWS {
        assert!(
            readme.contains(&format!("`{name}`")),
            "README does not name {name}"
        );
    }
    for command in [
        "run", "test", "check", "fix", "e2e", "crash", "fuzz", "bench", "bundle",
    ] {
        assert!(
            readme.contains(&format!("cargo xtask {command}")),
            "README lacks {command}"
        );
    }
}

#[test]
fn no_machine_shows_in_the_files() {
    for (path, text) in sources(&[
        ".rs", ".ts", ".svelte", ".md", ".toml", ".json", ".yml", ".typ",
    ]) {
        if path == "tests/tidy.rs" || path.ends_with("package-lock.json") {
            continue;
        }
        for word in ["/work/", "/root/", "/home/"] {
            assert!(
                !names_from_the_root(&text, word),
                "{path} names a folder of one machine: {word}"
            );
        }
    }
}

/// Returns whether a path begins with this folder; `features/home/` only has one of the same name inside.
fn names_from_the_root(text: &str, folder: &str) -> bool {
    let begins_here = |before: char| before.is_whitespace() || "\"'`=(:".contains(before);
    text.match_indices(folder)
        .any(|(at, _)| text[..at].chars().next_back().is_none_or(begins_here))
}
