//! The answers as JSON, for a program that has no book: rows named as a spreadsheet shows them.

use domain::comparison::{DuplicatePair, Identity, RowIdentity};
use serde_json::{Value, json};

use crate::compare::Comparison;

/// Returns the answers for rows named like this on the old and on the new list.
pub fn report(comparison: &Comparison, old: &[String], new: &[String]) -> Value {
    let rows = new.iter().zip(&comparison.rows);
    let rows: Vec<Value> = rows.map(|(name, row)| row_of(name, row, old)).collect();
    let gone = comparison.gone.iter().map(|&at| name_of(old, at));
    json!({"rows": rows, "gone": gone.collect::<Vec<_>>(), "numbers_count": comparison.numbers_count})
}

/// Returns pairs of one list that may be one person.
pub fn duplicate_report(pairs: &[DuplicatePair], rows: &[String]) -> Value {
    let pairs = pairs.iter().map(|pair| {
        json!({
            "rows": [name_of(rows, pair.first), name_of(rows, pair.second)],
            "weight": pair.weight, "evidence": pair.evidence,
        })
    });
    json!({"pairs": pairs.collect::<Vec<_>>()})
}

fn name_of(rows: &[String], at: u32) -> &str {
    rows.get(at as usize).map_or("", String::as_str)
}

fn row_of(name: &str, row: &RowIdentity, old: &[String]) -> Value {
    let mut value = json!({"row": name, "decision": row.identity.code()});
    match row.identity {
        Identity::Same => {
            value["of"] = json!(row.of.map(|at| name_of(old, at)));
            value["changes"] = json!(row.changes);
        }
        Identity::Ask => {
            let rows = row.candidates.iter().map(|it| name_of(old, it.old));
            value["candidates"] = json!(rows.collect::<Vec<_>>());
            value["doubts"] = json!(row.doubts);
        }
        Identity::New => {}
    }
    let evidence = row.candidates.iter().map(|it| {
        let row = name_of(old, it.old);
        json!({"row": row, "weight": it.weight, "taken": it.taken, "fields": it.evidence})
    });
    value["evidence"] = json!(evidence.collect::<Vec<_>>());
    value
}
