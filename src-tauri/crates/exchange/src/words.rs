//! The sentences for problems, from the same texts the screens use.

use std::sync::LazyLock;

use domain::problem::Problem;
use serde_json::Value;

static PROBLEMS: LazyLock<Value> =
    LazyLock::new(|| parsed(include_str!("../../../../assets/text/ja/problem.json")));

static COLUMNS: LazyLock<Value> =
    LazyLock::new(|| parsed(include_str!("../../../../assets/text/ja/column.json")));

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_default()
}

/// Returns the sentence for a problem.
pub(crate) fn sentence(problem: &Problem) -> String {
    let code = problem.rule.code();
    let words = PROBLEMS.get(&code).and_then(Value::as_str).unwrap_or(&code);
    words.replace("{detail}", &problem.detail)
}

/// Returns the word for a column; a heading that is no column is its own word.
pub(crate) fn column(key: &str) -> &str {
    COLUMNS.get(key).and_then(Value::as_str).unwrap_or(key)
}
