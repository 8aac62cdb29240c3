//! Solves a town of the benchmark kit: `kit TOWN OUT.csv [--threads N] [--explain]`, or mends its plan:
//! `kit TOWN OUT.csv --drop J --previous PLAN.csv [--change-price P]`; prints times as the kit's bench reads them.

use std::error::Error;
use std::io::Write;
use std::path::Path;
use std::time::Instant;

use domain::vault::Continue;
use matching::{Instance, Levels, Manner, Stage, kit, mend, solve_in};

/// What is found: pairs, their levels, how many are new.
type Found = (Vec<(usize, usize)>, Levels, usize);

#[expect(
    clippy::disallowed_methods,
    reason = "half a file is no harm where a bench reads it"
)]
fn main() -> Result<(), Box<dyn Error>> {
    let begin = Instant::now();
    let args: Vec<String> = std::env::args().collect();
    let (Some(town), Some(out)) = (args.get(1), args.get(2)) else {
        return Err("usage: kit TOWN OUT.csv [--threads N] [--explain]".into());
    };
    let text = |name: &str| std::fs::read_to_string(Path::new(town).join(name));
    let reading = kit::read(&kit::Files {
        parameters: &text("instance.json")?,
        registrants: &text("registrants.csv")?,
        supporters: &text("supporters.csv")?,
        pairs: &text("pairs.csv")?,
    });
    for row in &reading.bad {
        writeln!(std::io::stderr(), "{row:?}")?;
    }
    let mut marks: Vec<(Stage, Instant)> = Vec::new();
    let read = begin.elapsed();
    let (pairs, levels, added) = find(&reading.instance, &args, &mut |stage, _, _| {
        if marks.last().is_none_or(|(last, _)| *last != stage) {
            marks.push((stage, Instant::now()));
        }
        Continue::Yes
    })?;
    std::fs::write(out, kit::write_pairs(&pairs))?;
    let took = |stage: Stage| {
        let at = marks.iter().position(|(other, _)| *other == stage);
        let span = at.and_then(|at| Some(marks.get(at + 1)?.1 - marks[at].1));
        span.unwrap_or_default().as_secs_f64()
    };
    let mut line = String::from("{");
    for (name, seconds) in [
        ("read_s", read.as_secs_f64()),
        ("candidates_s", took(Stage::Candidates)),
        ("solver_only_s", took(Stage::Flow)),
        ("report_s", took(Stage::Explanation)),
        ("work_s", begin.elapsed().as_secs_f64()),
    ] {
        line += &format!("\"{name}\": {seconds:.5}, ");
    }
    // The kit counts whole ranks, the engine halves.
    let shortfall = levels.shortfall / 2;
    line += &format!(
        "\"A\": {shortfall}, \"B\": {}, \"C\": {}, \"new\": {added}}}",
        levels.load, levels.cost
    );
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}

fn find(
    instance: &Instance,
    args: &[String],
    report: &mut dyn FnMut(Stage, u32, u32) -> Continue,
) -> Result<Found, Box<dyn Error>> {
    let option = |name: &str| Some(args.get(args.iter().position(|a| a == name)? + 1)?.as_str());
    if let (Some(gone), Some(plan)) = (option("--drop"), option("--previous")) {
        let before = kit::read_pairs(&std::fs::read_to_string(plan)?);
        let price = option("--change-price").map(str::parse).transpose()?;
        let mended = mend(instance, &before, gone.parse()?, price, report)
            .map_err(|stopped| format!("{stopped:?}"))?;
        return Ok((mended.pairs, mended.levels, mended.added));
    }
    let manner = Manner {
        threads: option("--threads").map_or(Ok(1), str::parse)?,
        explain: args.iter().any(|a| a == "--explain"),
    };
    let solution = solve_in(instance, manner, report).map_err(|stopped| format!("{stopped:?}"))?;
    let pairs = solution.pairs.iter().map(|p| (p.registrant, p.supporter));
    Ok((pairs.collect(), solution.levels, 0))
}
