//! Solves a town of the benchmark kit: `kit TOWN OUT.csv [--threads N] [--explain]`; prints times as the kit's bench reads them.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use domain::vault::Continue;
use matching::{Manner, Stage, kit, solve_in};

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
        eprintln!("{row:?}");
    }
    let threads = args
        .iter()
        .position(|a| a == "--threads")
        .and_then(|at| args.get(at + 1));
    let manner = Manner {
        threads: threads.and_then(|n| n.parse().ok()).unwrap_or(1),
        explain: args.iter().any(|a| a == "--explain"),
    };
    let mut marks: Vec<(Stage, Instant)> = Vec::new();
    let read = begin.elapsed();
    let solution = solve_in(&reading.instance, manner, &mut |stage, _, _| {
        if marks.last().is_none_or(|(last, _)| *last != stage) {
            marks.push((stage, Instant::now()));
        }
        Continue::Yes
    })
    .map_err(|stopped| format!("{stopped:?}"))?;
    let pairs: Vec<(usize, usize)> = solution
        .pairs
        .iter()
        .map(|pair| (pair.registrant, pair.supporter))
        .collect();
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
    let levels = solution.levels;
    line += &format!(
        "\"A\": {}, \"B\": {}, \"C\": {}}}",
        levels.shortfall / 2,
        levels.load,
        levels.cost
    );
    use std::io::Write;
    writeln!(std::io::stdout(), "{line}")?;
    Ok(())
}
