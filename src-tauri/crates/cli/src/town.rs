//! `sasae match TOWN OUT.csv`: a town of the benchmark kit is solved without a book; the explanations go out as JSON.

mod bad;
mod explained;

use std::path::Path;
use std::time::Instant;

use app::failure::{Code, Failure};
use domain::vault::Continue;
use matching::kit::{self, Files};
use matching::{Instance, Levels, Manner, Solution, Stage, faults, mend, solve_in};
use serde_json::json;

use explained::explained;

use crate::command::Town;
use crate::steps::print;
use crate::words::Words;

/// Solves a town, or repairs its plan after a drop-out, and writes the solution file.
pub(crate) fn pair(words: &Words, wanted: &Town) -> Result<(), Failure> {
    let (Some(folder), Some(out)) = (&wanted.town, &wanted.out) else {
        return Err(Failure::of(Code::CannotRead));
    };
    let begun = Instant::now();
    let reading = kit::read(&Files {
        parameters: &text(&folder.join("instance.json"))?,
        registrants: &text(&folder.join("registrants.csv"))?,
        supporters: &text(&folder.join("supporters.csv"))?,
        pairs: &text(&folder.join("pairs.csv"))?,
    });
    for bad in &reading.bad {
        print(&bad::row(words, bad));
    }
    let read = begun.elapsed();
    let instance = &reading.instance;
    for fault in faults(instance) {
        print(&bad::fault(words, fault));
    }
    let mut marks = Marks::default();
    let (pairs, levels) = match (wanted.drop, &wanted.previous) {
        (Some(gone), Some(previous)) => {
            let before = kit::read_pairs(&text(previous)?);
            let price = wanted.change_price;
            mended(words, instance, gone, (&before, price), &mut marks)?
        }
        _ => {
            let solution = solved(words, instance, wanted, &mut marks)?;
            if let Some(path) = &wanted.explain {
                write(path, &explained(instance, &solution).to_string())?;
            }
            let pairs = solution.pairs.iter();
            let pairs = pairs.map(|p| (p.registrant, p.supporter)).collect();
            (pairs, solution.levels)
        }
    };
    write(out, &kit::write_pairs(&pairs))?;
    print(&words.say("town_solved", &[("pairs", pairs.len().to_string())]));
    // The last line is for the kit's bench: what was reached, and how many seconds each part took.
    let line = json!({
        // The kit counts whole ranks; the engine counts halves, for last resorts that no town of the kit has.
        "A": levels.shortfall / 2,
        "B": levels.load,
        "C": levels.cost,
        "read_s": read.as_secs_f64(),
        "candidates_s": marks.seconds(Stage::Candidates),
        "solver_only_s": marks.seconds(Stage::Flow),
        "repair_s": marks.seconds(Stage::Repair),
        "explanation_s": marks.seconds(Stage::Explanation),
        "work_s": begun.elapsed().as_secs_f64(),
    });
    print(&line.to_string());
    Ok(())
}

/// When each stage of the solver began.
#[derive(Default)]
struct Marks(Vec<(Stage, Instant)>);

impl Marks {
    fn note(&mut self, stage: Stage) {
        if self.0.last().is_none_or(|(last, _)| *last != stage) {
            self.0.push((stage, Instant::now()));
        }
    }

    /// Returns the seconds until the next stage began.
    fn seconds(&self, stage: Stage) -> f64 {
        let at = self.0.iter().position(|(other, _)| *other == stage);
        let span = at.and_then(|at| Some(self.0.get(at + 1)?.1 - self.0[at].1));
        span.unwrap_or_default().as_secs_f64()
    }
}

fn solved(
    words: &Words,
    instance: &Instance,
    wanted: &Town,
    marks: &mut Marks,
) -> Result<Solution, Failure> {
    let manner = Manner {
        threads: wanted.threads,
        explain: wanted.explain.is_some(),
        rivals: wanted.explain.is_some(),
    };
    let mut report = |stage, _, _| {
        marks.note(stage);
        Continue::Yes
    };
    let solution = solve_in(instance, manner, &mut report)?;
    for pin in &solution.rejected {
        print(&bad::rejected(words, pin));
    }
    Ok(solution)
}

fn mended(
    words: &Words,
    instance: &Instance,
    gone: usize,
    (before, price): (&[(usize, usize)], Option<i64>),
    marks: &mut Marks,
) -> Result<(Vec<(usize, usize)>, Levels), Failure> {
    if gone >= instance.supporters.len() {
        print(&words.say("no_such_supporter", &[("number", gone.to_string())]));
        return Err(Failure::not_found());
    }
    let mended = mend(instance, before, gone, price, &mut |stage, _, _| {
        marks.note(stage);
        Continue::Yes
    })?;
    Ok((mended.pairs, mended.levels))
}

fn text(path: &Path) -> Result<String, Failure> {
    let bytes = std::fs::read(path).map_err(|_error| Failure::of(Code::CannotRead))?;
    // What is no text is told row by row, and the rest is solved.
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::File::create(path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        .map_err(|_error| Failure::of(Code::CannotWrite))
}
