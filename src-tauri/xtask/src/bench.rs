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

/// Compares `sasae match` with the kit's reference, both interleaved in one run, and proves every solution; then says what
/// the optimum gains over the four ways of doing it by hand. Arguments go to
/// the kit's bench.py (`--sizes S,M,L,XL --profiles core,group,blend,complete --open --repeat 3`).
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
    let mut line = vec![
        "tests/bench/kit/bench.py",
        "--work",
        &work,
        "--name",
        "sasae",
    ];
    line.extend(["--cmd", &ours, "--prove"]);
    line.extend(arguments.iter().map(String::as_str));
    run("", &python, &line)?;
    run("", &python, &["tests/bench/gain.py", &work, "sasae"])
}
