//! `cargo xtask …`: the commands of the project. Each says what it does before it does it.

mod bench;
mod bundle;
mod check;
mod fix;
mod fuzz;
mod pages;
mod run;
mod sbom;
mod selection;
mod setup;
mod shell;
mod test;

use shell::Outcome;

type Command = fn(&[String]) -> Outcome;

/// Every command: name, what it does, the function.
const COMMANDS: &[(&str, &str, Command)] = &[
    (
        "run",
        "builds the program and opens it on the practice book",
        run::run,
    ),
    (
        "test",
        "every test: rules, integration, pages, journeys in a real window",
        test::test,
    ),
    ("dev", "the program with live pages", run::dev),
    (
        "check",
        "format, clippy, pages, licences: what needs no test run",
        check::check,
    ),
    (
        "fix",
        "formats, writes the bindings, accepts golden sheets",
        fix::fix,
    ),
    (
        "e2e",
        "builds the window and runs the journeys (or those named)",
        test::e2e,
    ),
    (
        "crash",
        "power cuts and failing disks, 10,000 of them or as many as is said",
        test::crash,
    ),
    (
        "fuzz",
        "readers of foreign files against any bytes: [target] [seconds]",
        fuzz::fuzz,
    ),
    (
        "sbom",
        "what the program and its pages are made of, as CycloneDX",
        sbom::sbom,
    ),
    (
        "bench",
        "measures what README states, in a release build",
        bench::bench,
    ),
    (
        "bundle",
        "makes the installers of this system",
        bundle::bundle,
    ),
];

fn main() {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let Some((name, rest)) = arguments.split_first() else {
        list();
        return;
    };
    let Some((_, _, command)) = COMMANDS.iter().find(|(known, _, _)| known == name) else {
        eprintln!("cargo xtask: there is no command «{name}».\n");
        list();
        std::process::exit(2);
    };
    if let Err(sentence) = command(rest) {
        eprintln!("\ncargo xtask {name}: {sentence}");
        std::process::exit(1);
    }
}

fn list() {
    eprintln!("cargo xtask COMMAND");
    for (name, what, _) in COMMANDS {
        eprintln!("  {name:<8}{what}");
    }
}
