//! Sentences for people, from assets/text.

use app::failure::{Code, Failure};
use domain::problem::Problem;
use serde_json::Value;

/// The sentences the terminal needs.
pub(crate) struct Words {
    cli: Value,
    failure: Value,
    problem: Value,
    field: Value,
    column: Value,
    file_problem: Value,
    hint: Value,
}

impl Default for Words {
    fn default() -> Self {
        let read = |text| serde_json::from_str(text).unwrap_or_default();
        Self {
            cli: read(include_str!("../../../../assets/text/ja/cli.json")),
            failure: read(include_str!("../../../../assets/text/ja/failure.json")),
            problem: read(include_str!("../../../../assets/text/ja/problem.json")),
            field: read(include_str!("../../../../assets/text/ja/field.json")),
            column: read(include_str!("../../../../assets/text/ja/column.json")),
            file_problem: read(include_str!("../../../../assets/text/ja/file_problem.json")),
            hint: read(include_str!("../../../../assets/text/ja/hint.json")),
        }
    }
}

impl Words {
    /// Returns a sentence of the terminal with its values filled in.
    pub(crate) fn say(&self, key: &str, values: &[(&str, String)]) -> String {
        let mut sentence = self.cli[key].as_str().unwrap_or(key).to_owned();
        for (name, value) in values {
            sentence = sentence.replace(&format!("{{{name}}}"), value);
        }
        sentence
    }

    /// Returns a problem with the name of its field.
    pub(crate) fn problem(&self, problem: &Problem) -> String {
        let sentence = self.problem[problem.rule.code()]
            .as_str()
            .unwrap_or_default();
        let field = self.label(&problem.field);
        format!("{field}: {}", sentence.replace("{detail}", &problem.detail))
    }

    fn label<'a>(&'a self, field: &'a str) -> &'a str {
        let known = [&self.field["label"][field], &self.column[field]];
        known.into_iter().find_map(Value::as_str).unwrap_or(field)
    }

    /// Returns why a whole file cannot be read.
    pub(crate) fn file_problem(&self, rule: &str, detail: &str) -> String {
        let sentence = self.file_problem[rule].as_str().unwrap_or(rule);
        sentence.replace("{detail}", detail)
    }

    /// Returns what happened, what it means and what to do.
    pub(crate) fn failure(&self, failure: &Failure) -> String {
        let words = &self.failure[failure.code.code()];
        let mut lines: Vec<String> = ["title", "text", "next"]
            .iter()
            .filter_map(|part| words[part].as_str())
            .map(|line| line.replace("{hint}", &failure.hint))
            .collect();
        lines.extend(
            failure
                .problems
                .iter()
                .map(|problem| format!("- {}", self.problem(problem))),
        );
        let says_nothing_of_it = matches!(failure.code, Code::Fault | Code::NotNow);
        if says_nothing_of_it && !failure.hint.is_empty() {
            let hint = self.hint[&failure.hint].as_str().unwrap_or(&failure.hint);
            lines.push(format!("({hint})"));
        }
        lines.join("\n")
    }
}
