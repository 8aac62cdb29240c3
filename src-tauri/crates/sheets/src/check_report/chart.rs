//! The line of found people and the bars of how they were found, as parts of the drawing's width and height.

use domain::board::{Counts, FoundAt};
use serde::Serialize;

use super::{CheckReportSheet, SmallNumbers};
use crate::words::{clock, said, spoken, word};

/// Labels nearer than this on the axis of time would touch.
const APART: f64 = 0.1;

/// A text at a place: `x` and `y` from 0 to 1, `y` upwards.
#[derive(Serialize)]
pub(super) struct Mark {
    text: String,
    x: f64,
    y: f64,
}

/// The line chart.
#[derive(Serialize)]
pub(super) struct Chart {
    line: Vec<(f64, f64)>,
    before: Vec<(f64, f64)>,
    before_note: Option<String>,
    across: Vec<Mark>,
    up: Vec<Mark>,
    marks: Vec<Mark>,
    said: String,
}

impl Chart {
    /// Returns the chart; none before anybody was found, or where it would betray small numbers.
    pub(super) fn of(report: &CheckReportSheet) -> Option<Self> {
        let start = report.check.started_at?;
        let own = &report.found_line;
        let last = own.last().filter(|last| last.found > 0)?;
        let before = report
            .previous
            .as_ref()
            .map_or(&[][..], |previous| &previous.found_line);
        let longest = own
            .iter()
            .chain(before)
            .map(|at| at.minute)
            .max()
            .unwrap_or(1)
            .max(1);
        // Both events on one scale: the larger roster is the height.
        let tallest = report
            .previous
            .iter()
            .map(|previous| previous.counts.targets)
            .chain([report.counts.targets, 1])
            .max()
            .unwrap_or(1);
        let x = |minute: u32| f64::from(minute) / f64::from(longest);
        let y = |found: u32| f64::from(found) / f64::from(tallest);
        let points = |line: &[FoundAt]| -> Vec<(f64, f64)> {
            let from = Some((0.0, 0.0)).filter(|_| line.first().is_some_and(|at| at.minute > 0));
            from.into_iter()
                .chain(line.iter().map(|at| (x(at.minute), y(at.found))))
                .collect()
        };
        let time = |minute: u32| clock(start + chrono::Duration::minutes(i64::from(minute)));
        let end = Mark {
            text: count(report, last.found),
            x: x(last.minute),
            y: y(last.found),
        };
        let mut marks: Vec<Mark> = report
            .reports
            .iter()
            .map(|issued| {
                let minute = minutes_between(start, issued.at);
                let number = issued.number.to_string();
                let found = report
                    .small_numbers
                    .told_found(issued.counts.found(), issued.counts.targets);
                let text = said(
                    "sheets.report.line_mark",
                    &[("number", &number), ("count", &found)],
                );
                Mark {
                    text,
                    x: x(minute).min(1.0),
                    y: y(issued.counts.found()),
                }
            })
            .collect();
        let minutes = std::iter::once(0)
            .chain(report.reports.iter().map(|r| minutes_between(start, r.at)))
            .chain([longest]);
        let across = apart(
            minutes
                .filter(|minute| *minute <= longest)
                .map(|minute| Mark {
                    text: time(minute),
                    x: x(minute),
                    y: 0.0,
                }),
        );
        if marks.iter().all(|mark| (mark.x - end.x).abs() > 0.02) {
            marks.push(end);
        }
        let said_end = spoken(start + chrono::Duration::minutes(i64::from(last.minute)));
        Some(Self {
            line: points(own),
            before: points(before),
            before_note: report
                .previous
                .as_ref()
                .filter(|_| !before.is_empty())
                .map(|previous| before_note(&previous.counts, report.small_numbers)),
            across,
            up: steps(tallest)
                .into_iter()
                .map(|n| Mark {
                    text: n.to_string(),
                    x: 0.0,
                    y: y(n),
                })
                .collect(),
            marks,
            said: said(
                "sheets.report.line_said",
                &[("end", &said_end), ("count", &count(report, last.found))],
            ),
        })
    }
}

fn count(report: &CheckReportSheet, found: u32) -> String {
    said(
        "sheets.report.line_last",
        &[(
            "count",
            &report
                .small_numbers
                .told_found(found, report.counts.targets),
        )],
    )
}

fn before_note(counts: &Counts, small: SmallNumbers) -> String {
    let (targets, found) = (
        counts.targets.to_string(),
        small.told_found(counts.found(), counts.targets),
    );
    said(
        "sheets.report.line_before",
        &[("targets", &targets), ("found", &found)],
    )
}

fn minutes_between(start: chrono::DateTime<chrono::Utc>, at: chrono::DateTime<chrono::Utc>) -> u32 {
    u32::try_from((at - start).num_minutes().max(0)).unwrap_or(u32::MAX)
}

/// Returns the labels that do not touch; the first and the last always stay.
fn apart(labels: impl Iterator<Item = Mark>) -> Vec<Mark> {
    let mut kept: Vec<Mark> = Vec::new();
    for label in labels {
        let near = kept.last().is_some_and(|last| label.x - last.x < APART);
        match (near, label.x >= 1.0) {
            (true, true) if kept.len() > 1 => {
                kept.pop();
                kept.push(label);
            }
            (true, _) => {}
            (false, _) => kept.push(label),
        }
    }
    kept
}

/// Returns round steps below the height, and the height itself.
fn steps(tallest: u32) -> Vec<u32> {
    let step = [
        1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000, 50_000,
    ]
    .into_iter()
    .find(|step| tallest / step <= 5)
    .unwrap_or(100_000);
    let mut steps: Vec<u32> = (0..)
        .map(|n| n * step)
        .take_while(|n| n + step / 2 < tallest)
        .collect();
    steps.push(tallest);
    steps
}

/// A bar of how people were found.
#[derive(Serialize)]
pub(super) struct Bar {
    label: &'static str,
    parts: Vec<(f64, String)>,
}

impl Bar {
    /// Returns a bar for this event and one for the event before.
    pub(super) fn of(report: &CheckReportSheet) -> Vec<Self> {
        let mut all = vec![(word("sheets.report.this"), &report.counts)];
        all.extend(
            report
                .previous
                .iter()
                .map(|previous| (word("sheets.report.before"), &previous.counts)),
        );
        let found = |c: &Counts| c.by_sign + c.by_visit + c.by_other;
        let widest = all
            .iter()
            .map(|(_, counts)| found(counts))
            .max()
            .unwrap_or(0);
        if widest == 0 {
            return Vec::new();
        }
        let share = |count: u32| f64::from(count) / f64::from(widest);
        let told = |key, count: u32| said(key, &[("count", &report.small_numbers.told(count))]);
        // Where few are unknown, the three parts together would tell how many.
        let other = |c: &Counts| match report.small_numbers.hides(c.unknown()) {
            true => word("sheets.report.way_other_alone").to_owned(),
            false => told("sheets.report.way_other", c.by_other),
        };
        all.into_iter()
            .map(|(label, c)| Self {
                label,
                parts: vec![
                    (share(c.by_sign), told("sheets.report.way_sign", c.by_sign)),
                    (
                        share(c.by_visit),
                        told("sheets.report.way_visit", c.by_visit),
                    ),
                    (share(c.by_other), other(c)),
                ],
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_steps_of_the_axis_are_round_and_end_at_the_height() {
        assert_eq!(steps(214), [0, 50, 100, 150, 214]);
        assert_eq!(steps(3), [0, 1, 2, 3]);
        assert_eq!(steps(60), [0, 20, 40, 60]);
    }
}
