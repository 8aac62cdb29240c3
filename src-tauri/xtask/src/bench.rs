//! `bench`: measures what README states. Never a test: a clock decides nothing.

use crate::shell::{Outcome, root, run};
use crate::{pages, selection, setup};

/// Builds for release and prints a table.
///
/// # Errors
/// When a step fails.
pub(crate) fn bench(arguments: &[String]) -> Outcome {
    if let Some((first, rest)) = arguments.split_first()
        && first == "matching"
    {
        return matching(rest);
    }
    setup::for_testing()?;
    pages::build()?;
    selection::cargo(
        "build",
        selection::REHEARSAL,
        &["--release", "--bin", "sasaecho", "--bin", "bench"],
    )?;
    let program = root().join("target/release/bench");
    let program = program.to_string_lossy();
    let mut line = setup::on_a_virtual_display();
    line.push(&program);
    line.extend(arguments.iter().map(String::as_str));
    match line.split_first() {
        Some((first, rest)) => run("", first, rest),
        None => Ok(()),
    }
}

/// The towns of the table in README; XL last, because it takes most of the time.
const TOWNS: &[&str] = &[
    "--sizes S,M --profiles core,group,blend,complete --repeat 5",
    "--sizes M --supporters 110 --profiles core,blend --repeat 5",
    "--sizes M --open --repeat 5",
    "--sizes L --profiles core --repeat 3",
    "--sizes L --profiles group,blend,complete --solvers ortools --repeat 1",
    "--sizes L --supporters 110 --repeat 1",
    "--sizes L --open --repeat 1",
    "--sizes XL --repeat 1",
    "--sizes XL --open --solvers ortools --repeat 1",
];

/// Compares `sasae match` with the kit's reference, both interleaved in one run, and proves every solution; then says what
/// the optimum gains over the four ways of doing it by hand. Without arguments all towns of README are run, which
/// takes half an hour and 1 GB; arguments go to the kit's bench.py (`--sizes S,M --profiles core,group --open --repeat 3`).
fn matching(arguments: &[String]) -> Outcome {
    setup::for_building()?;
    let python = setup::kit_python()?;
    selection::cargo(
        "build",
        selection::REHEARSAL,
        &["--release", "--bin", "sasae"],
    )?;
    let sasae = root().join("target/release/sasae");
    let ours = format!("{} match {{instance}} {{out}}", sasae.display());
    let work = root().join("target/kit");
    let work = work.to_string_lossy();
    let line = vec![
        "tests/bench/kit/bench.py",
        "--work",
        &work,
        "--name",
        "sasae",
        "--cmd",
        &ours,
        "--prove",
    ];
    if arguments.is_empty() {
        for town in TOWNS {
            let mut line = line.clone();
            line.extend(town.split(' '));
            run("", &python, &line)?;
        }
    } else {
        let mut line = line;
        line.extend(arguments.iter().map(String::as_str));
        run("", &python, &line)?;
    }
    run("", &python, &["tests/bench/gain.py", &work, "sasae"])
}
