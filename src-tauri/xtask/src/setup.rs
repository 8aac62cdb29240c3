//! What a fresh machine lacks: Debian packages through apt, npm packages by `npm ci`.

use std::process::Command;

use crate::shell::{Outcome, has, root, run, run_with};

/// To build the window.
const BUILD: &[&str] = &[
    "build-essential",
    "pkg-config",
    "perl",
    "libwebkit2gtk-4.1-dev",
    "libgtk-3-dev",
];

/// To open the window where there is no screen and drive it.
const WINDOW: &[&str] = &[
    "webkit2gtk-driver",
    "xvfb",
    "xauth",
    "dbus",
    "dbus-x11",
    "procps",
    "binutils",
    "imagemagick",
];

/// Installs what building and opening the window needs.
///
/// # Errors
/// When something cannot be installed; the sentence names it.
pub(crate) fn for_building() -> Outcome {
    debian(BUILD)?;
    npm()
}

/// Installs what the tests in a real window need besides.
///
/// # Errors
/// When something cannot be installed; the sentence names it.
pub(crate) fn for_testing() -> Outcome {
    debian(BUILD)?;
    debian(WINDOW)?;
    npm()
}

/// Returns the program and first arguments that run something on a display: the present one, or a virtual one.
pub(crate) fn on_a_display() -> Vec<&'static str> {
    let shown =
        std::env::var_os("DISPLAY").is_some() || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if shown || !cfg!(target_os = "linux") {
        Vec::new()
    } else {
        on_a_virtual_display()
    }
}

/// Returns the program and first arguments that run something on a display of its own.
pub(crate) fn on_a_virtual_display() -> Vec<&'static str> {
    vec![
        "xvfb-run",
        "--auto-servernum",
        "--server-args=-screen 0 1400x1000x24",
        "dbus-run-session",
        "--",
    ]
}

/// Returns the Python of the benchmark kit, with what the kit's reference needs; made on the first call.
///
/// # Errors
/// When Python or its packages cannot be had.
pub(crate) fn kit_python() -> Result<String, String> {
    let folder = root().join("target/kit-python");
    let python = folder.join("bin/python").to_string_lossy().into_owned();
    if !has("python3") {
        debian(&["python3", "python3-venv"])?;
    }
    // The mark is set last, so that an interrupted installation is done again.
    let mark = folder.join("complete");
    if !mark.exists() {
        run("", "python3", &["-m", "venv", &folder.to_string_lossy()])?;
        let mut install = vec!["-m", "pip", "install", "--quiet"];
        install.extend(["ortools==9.15.*", "numpy==2.*", "scipy==1.*"]);
        run("", &python, &install)?;
        std::fs::File::create(&mark).map_err(|error| format!("{}: {error}", mark.display()))?;
    }
    Ok(python)
}

fn debian(packages: &[&'static str]) -> Outcome {
    if !cfg!(target_os = "linux") {
        return Ok(());
    }
    if !has("dpkg-query") {
        eprintln!(
            "This is no Debian. Needed, under whatever name: {}",
            packages.join(", ")
        );
        return Ok(());
    }
    let missing: Vec<&str> = packages
        .iter()
        .copied()
        .filter(|name| !is_installed(name))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    eprintln!("Installing Debian packages: {}", missing.join(", "));
    apt(&["update", "-qq"])?;
    let mut arguments = vec!["install", "-y", "-qq", "--no-install-recommends"];
    arguments.extend(missing);
    apt(&arguments)
}

fn is_installed(package: &str) -> bool {
    Command::new("dpkg-query")
        .args(["--show", "--showformat=${Status}", package])
        .output()
        .is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).ends_with("ok installed"))
}

fn apt(arguments: &[&str]) -> Outcome {
    let quiet = [("DEBIAN_FRONTEND", "noninteractive")];
    if has("sudo") && !is_root() {
        let mut all = vec!["--preserve-env=DEBIAN_FRONTEND", "apt-get"];
        all.extend(arguments);
        run_with("", "sudo", &all, &quiet)
    } else {
        run_with("", "apt-get", arguments, &quiet)
    }
}

fn is_root() -> bool {
    Command::new("id")
        .arg("-u")
        .output()
        .is_ok_and(|answer| String::from_utf8_lossy(&answer.stdout).trim() == "0")
}

/// Installs the npm packages of the lockfile, unless they are those of the present lockfile already.
fn npm() -> Outcome {
    if !has("npm") && !cfg!(windows) {
        return Err("Node.js 20 or newer with npm is needed (https://nodejs.org/)".into());
    }
    let lock = root().join("ui/package-lock.json");
    let mark = root().join("ui/node_modules/.package-lock.json");
    let modified = |path| {
        std::fs::metadata(path)
            .and_then(|file| file.modified())
            .ok()
    };
    if modified(&mark).is_some_and(|installed| modified(&lock).is_some_and(|l| l <= installed)) {
        return Ok(());
    }
    run("ui", npm_program(), &["ci", "--no-audit", "--no-fund"])
}

/// Returns the name npm goes by on this system.
pub(crate) fn npm_program() -> &'static str {
    if cfg!(windows) { "npm.cmd" } else { "npm" }
}
