//! `sasae match TOWN OUT.csv`: a town of the benchmark kit is solved without a book; the explanations go out as JSON.

use std::path::Path;
use std::time::Instant;

use app::failure::{Code, Failure};
use domain::vault::Continue;
use matching::kit::{self, BadRow, File, Files, RowFault};
use matching::{
    Barrier, Instance, Levels, Manner, PinFault, Solution, Stage, Wanted, mend, solve_in,
};
use serde_json::{Value, json};

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
        print(&bad_row(words, bad));
    }
    let read = begun.elapsed();
    let instance = &reading.instance;
    let mut marks = Marks::default();
    let (pairs, levels) = match (wanted.drop, &wanted.previous) {
        (Some(gone), Some(previous)) => {
            let before = kit::read_pairs(&text(previous)?);
            mended(words, instance, gone, &before, wanted.change_price)?
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
    };
    let mut report = |stage, _, _| {
        marks.note(stage);
        Continue::Yes
    };
    let solution = solve_in(instance, manner, &mut report)?;
    for pin in &solution.rejected {
        print(&words.say(
            "pin_rejected",
            &[
                ("registrant", pin.registrant.to_string()),
                ("supporter", pin.supporter.to_string()),
                (
                    "fault",
                    words.say(&format!("pin.{}", fault_of(pin.fault)), &[]),
                ),
            ],
        ));
    }
    Ok(solution)
}

fn mended(
    words: &Words,
    instance: &Instance,
    gone: usize,
    before: &[(usize, usize)],
    price: Option<i64>,
) -> Result<(Vec<(usize, usize)>, Levels), Failure> {
    if gone >= instance.supporters.len() {
        print(&words.say("no_such_supporter", &[("number", gone.to_string())]));
        return Err(Failure::not_found());
    }
    let mended = mend(instance, before, gone, price, &mut |_, _, _| Continue::Yes)?;
    Ok((mended.pairs, mended.levels))
}

/// Returns the explanations as JSON: why each pair, why each gap, who leans on whom, which pins could not be kept.
fn explained(instance: &Instance, solution: &Solution) -> Value {
    let words = &solution.explanation;
    let pairs: Vec<Value> = solution
        .pairs
        .iter()
        .zip(&words.reasons)
        .map(|(pair, reasons)| {
            json!({
                "registrant": pair.registrant,
                "supporter": pair.supporter,
                "points": pair.cost,
                "walk_dm": pair.walk,
                "pinned": pair.pinned,
                "reasons": reasons,
            })
        })
        .collect();
    let groups: Vec<Value> = words
        .groups
        .iter()
        .map(|group| {
            json!({
                "places": match group.places { Wanted::First => "first", Wanted::All => "all" },
                "registrants": group.registrants,
                "supporters": group.supporters,
                "capacity": group.capacity,
                "wanted": group.wanted,
                "missing": group.missing,
                "reason": group.reason,
            })
        })
        .collect();
    let gaps: Vec<Value> = words
        .gaps
        .iter()
        .map(|(registrant, reason)| {
            let filled = solution
                .pairs
                .iter()
                .filter(|p| p.registrant == *registrant);
            let missing = instance.registrants[*registrant].need as usize - filled.count();
            json!({ "registrant": registrant, "missing": missing, "reason": reason })
        })
        .collect();
    let rejected: Vec<Value> = solution
        .rejected
        .iter()
        .map(|pin| {
            json!({
                "registrant": pin.registrant,
                "supporter": pin.supporter,
                "fault": fault_of(pin.fault),
            })
        })
        .collect();
    json!({ "pairs": pairs, "gaps": gaps, "groups": groups, "rejected_pins": rejected })
}

fn fault_of(fault: PinFault) -> &'static str {
    match fault {
        PinFault::Barrier(Barrier::Excluded | Barrier::SamePerson | Barrier::OnTheList) => {
            "excluded"
        }
        PinFault::Barrier(Barrier::Household) => "household",
        PinFault::Barrier(Barrier::Minor) => "minor",
        PinFault::Barrier(Barrier::Gender) => "gender",
        PinFault::Barrier(Barrier::Closed) => "closed",
        PinFault::Need => "need",
        PinFault::Capacity => "capacity",
    }
}

fn bad_row(words: &Words, bad: &BadRow) -> String {
    let file = match bad.file {
        File::Parameters => "instance.json",
        File::Registrants => "registrants.csv",
        File::Supporters => "supporters.csv",
        File::Pairs => "pairs.csv",
    };
    let fault = match bad.fault {
        RowFault::Header => "header",
        RowFault::Unreadable => "unreadable",
        RowFault::DuplicateId => "duplicate_id",
        RowFault::Gap => "gap",
        RowFault::Range => "range",
        RowFault::Unknown => "unknown",
        RowFault::Count => "count",
    };
    words.say(
        if bad.line == 0 { "bad_file" } else { "bad_row" },
        &[
            ("file", file.to_owned()),
            ("line", bad.line.to_string()),
            ("fault", words.say(&format!("row.{fault}"), &[])),
        ],
    )
}

fn text(path: &Path) -> Result<String, Failure> {
    std::fs::read_to_string(path).map_err(|_error| Failure::of(Code::CannotRead))
}

fn write(path: &Path, text: &str) -> Result<(), Failure> {
    std::fs::File::create(path)
        .and_then(|mut file| std::io::Write::write_all(&mut file, text.as_bytes()))
        .map_err(|_error| Failure::of(Code::CannotWrite))
}
