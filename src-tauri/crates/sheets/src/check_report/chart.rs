//! The line of found people and the bars of how they were found, as parts of the drawing's width and height.

use chrono::{DateTime, Duration, Utc};
use domain::board::{Counts, FoundAt};
use domain::safety_check::CheckReport;
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

/// The scale of the drawing: both events on one, the longer time and the larger roster at the edges.
struct Scale {
    start: DateTime<Utc>,
    minutes: u32,
    people: u32,
}

impl Scale {
    fn of(report: &CheckReportSheet, start: DateTime<Utc>) -> Self {
        let before = report.previous.as_ref();
        let lines = before.map_or(&[][..], |previous| &previous.found_line);
        let minutes = report
            .found_line
            .iter()
            .chain(lines)
            .map(|at| at.minute)
            .max();
        let people = report
            .counts
            .targets
            .max(before.map_or(0, |previous| previous.counts.targets));
        Self {
            start,
            minutes: minutes.unwrap_or(1).max(1),
            people: people.max(1),
        }
    }

    fn x(&self, minute: u32) -> f64 {
        f64::from(minute) / f64::from(self.minutes)
    }

    fn y(&self, found: u32) -> f64 {
        f64::from(found) / f64::from(self.people)
    }

    fn moment(&self, minute: u32) -> DateTime<Utc> {
        self.start + Duration::minutes(i64::from(minute))
    }

    fn minute_of(&self, at: DateTime<Utc>) -> u32 {
        u32::try_from((at - self.start).num_minutes().max(0)).unwrap_or(u32::MAX)
    }

    /// Returns a line from the start on, where nobody was found yet.
    fn points(&self, line: &[FoundAt]) -> Vec<(f64, f64)> {
        let origin = line
            .first()
            .filter(|first| first.minute > 0)
            .map(|_| (0.0, 0.0));
        origin
            .into_iter()
            .chain(line.iter().map(|at| (self.x(at.minute), self.y(at.found))))
            .collect()
    }
}

impl Chart {
    /// Returns the chart; none before the start and before anybody was found.
    pub(super) fn of(report: &CheckReportSheet) -> Option<Self> {
        let scale = Scale::of(report, report.check.started_at?);
        let last = report.found_line.last().filter(|last| last.found > 0)?;
        let before = report
            .previous
            .as_ref()
            .filter(|previous| !previous.found_line.is_empty());
        let told = count(report, last.found);
        let end = spoken(scale.moment(last.minute));
        Some(Self {
            line: scale.points(&report.found_line),
            before: before
                .map(|previous| scale.points(&previous.found_line))
                .unwrap_or_default(),
            before_note: before.map(|previous| before_note(&previous.counts, report.small_numbers)),
            across: across(report, &scale),
            up: steps(scale.people)
                .into_iter()
                .map(|step| Mark {
                    text: step.to_string(),
                    x: 0.0,
                    y: scale.y(step),
                })
                .collect(),
            marks: marks(report, &scale, last),
            said: said(
                "sheets.report.line_said",
                &[("end", &end), ("count", &told)],
            ),
        })
    }
}

/// Returns the times under the chart: the start, every 第n報, the end.
fn across(report: &CheckReportSheet, scale: &Scale) -> Vec<Mark> {
    let issued = report
        .reports
        .iter()
        .map(|report| scale.minute_of(report.at));
    let minutes = std::iter::once(0).chain(issued).chain([scale.minutes]);
    let label = |minute| Mark {
        text: clock(scale.moment(minute)),
        x: scale.x(minute),
        y: 0.0,
    };
    apart(minutes.filter(|minute| *minute <= scale.minutes).map(label))
}

/// Returns the named points: every 第n報, and the end unless a report stands there already.
fn marks(report: &CheckReportSheet, scale: &Scale, last: &FoundAt) -> Vec<Mark> {
    let mark = |issued: &CheckReport| {
        let found = issued.counts.found();
        let told = report
            .small_numbers
            .told_found(found, issued.counts.targets);
        let values = [("number", issued.number.to_string()), ("count", told)];
        let values = values.each_ref().map(|(name, text)| (*name, text.as_str()));
        Mark {
            text: said("sheets.report.line_mark", &values),
            x: scale.x(scale.minute_of(issued.at)).min(1.0),
            y: scale.y(found),
        }
    };
    let mut marks: Vec<Mark> = report.reports.iter().map(mark).collect();
    let (x, y) = (scale.x(last.minute), scale.y(last.found));
    if marks.iter().all(|mark| (mark.x - x).abs() > 0.02) {
        marks.push(Mark {
            text: count(report, last.found),
            x,
            y,
        });
    }
    marks
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
