//! The answers for a program that has no book: rows named as a spreadsheet shows them, written row by row.

use domain::comparison::{
    Doubt, DuplicatePair, Evidence, FieldChange, Identity, IdentityCandidate, RowIdentity,
};
use serde::{Serialize, Serializer};

use crate::compare::Comparison;

/// The answers of a comparison, to be written as JSON.
#[derive(Clone, Copy, Debug)]
pub struct Report<'a> {
    comparison: &'a Comparison,
    old: &'a [String],
    new: &'a [String],
}

/// Returns the answers for rows named like this on the old and on the new list.
pub fn report<'a>(comparison: &'a Comparison, old: &'a [String], new: &'a [String]) -> Report<'a> {
    Report {
        comparison,
        old,
        new,
    }
}

impl Serialize for Report<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Whole<'a> {
            rows: Rows<'a>,
            gone: Vec<&'a str>,
            numbers_count: bool,
        }
        let gone = self.comparison.gone.iter();
        let whole = Whole {
            rows: Rows(*self),
            gone: gone.map(|&at| name_of(self.old, at)).collect(),
            numbers_count: self.comparison.numbers_count,
        };
        whole.serialize(serializer)
    }
}

/// The rows, each made when it is written.
struct Rows<'a>(Report<'a>);

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let rows = self.0.new.iter().zip(&self.0.comparison.rows);
        serializer.collect_seq(rows.map(|(name, row)| RowReport::of(name, row, self.0.old)))
    }
}

#[derive(Serialize)]
struct RowReport<'a> {
    row: &'a str,
    decision: Identity,
    #[serde(skip_serializing_if = "Option::is_none")]
    of: Option<&'a str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    candidates: Vec<&'a str>,
    #[serde(skip_serializing_if = "slice_is_empty")]
    doubts: &'a [Doubt],
    evidence: Vec<CandidateReport<'a>>,
    #[serde(skip_serializing_if = "slice_is_empty")]
    changes: &'a [FieldChange],
}

#[derive(Serialize)]
struct CandidateReport<'a> {
    row: &'a str,
    weight: i32,
    taken: bool,
    fields: &'a [Evidence],
}

fn slice_is_empty<T>(slice: &[T]) -> bool {
    slice.is_empty()
}

fn name_of(rows: &[String], at: u32) -> &str {
    rows.get(at as usize).map_or("", String::as_str)
}

impl<'a> RowReport<'a> {
    fn of(name: &'a str, row: &'a RowIdentity, old: &'a [String]) -> Self {
        let candidates = row.candidates.iter();
        let is_asked = row.identity == Identity::Ask;
        let evidence = |it: &'a IdentityCandidate| CandidateReport {
            row: name_of(old, it.old),
            weight: it.weight,
            taken: it.taken,
            fields: &it.evidence,
        };
        Self {
            row: name,
            decision: row.identity,
            of: row.of.map(|at| name_of(old, at)),
            candidates: candidates
                .clone()
                .filter(|_| is_asked)
                .map(|it| name_of(old, it.old))
                .collect(),
            doubts: &row.doubts,
            evidence: candidates.map(evidence).collect(),
            changes: &row.changes,
        }
    }
}

/// A pair of rows that may be one person, to be written as JSON.
#[derive(Serialize)]
pub struct DuplicateReport<'a> {
    rows: [&'a str; 2],
    weight: i32,
    evidence: &'a [Evidence],
}

/// Returns pairs of one list with the names of their rows.
pub fn duplicate_report<'a>(
    pairs: &'a [DuplicatePair],
    rows: &'a [String],
) -> Vec<DuplicateReport<'a>> {
    let pairs = pairs.iter().map(|pair| DuplicateReport {
        rows: [name_of(rows, pair.first), name_of(rows, pair.second)],
        weight: pair.weight,
        evidence: &pair.evidence,
    });
    pairs.collect()
}
