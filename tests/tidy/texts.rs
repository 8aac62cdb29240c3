//! Where sentences live: every closed list has its words, every sentence is used, none stands outside the texts.

use std::collections::BTreeMap;

use domain::matching_view::{PlanProblemKind, ReasonWord, ShortageReason};
use serde_json::Value;

use crate::{root, sources};

/// Returns every text of a language by its key.
fn texts() -> BTreeMap<String, String> {
    fn walk(prefix: &str, value: &Value, into: &mut BTreeMap<String, String>) {
        match value {
            Value::Object(fields) => {
                for (name, field) in fields {
                    walk(&format!("{prefix}.{name}"), field, into);
                }
            }
            Value::String(text) => {
                into.insert(prefix.to_owned(), text.clone());
            }
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Array(_) => {
                panic!("{prefix}: {value} is no sentence")
            }
        }
    }
    let mut all = BTreeMap::new();
    for entry in std::fs::read_dir(root().join("assets/text/ja")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = std::fs::read_to_string(&path).unwrap();
        let value: Value = serde_json::from_str(&text).unwrap_or_else(|e| panic!("{name}: {e}"));
        walk(&name, &value, &mut all);
    }
    all
}

#[test]
fn every_closed_list_has_its_words() {
    fn need<T: serde::Serialize + Copy>(texts: &BTreeMap<String, String>, prefix: &str, all: &[T]) {
        let missing: Vec<String> = all
            .iter()
            .map(|value| serde_json::to_value(value).unwrap())
            .map(|code| format!("{prefix}.{}", code.as_str().unwrap()))
            .filter(|key| !texts.contains_key(key))
            .collect();
        assert!(missing.is_empty(), "no words for {missing:?}");
    }
    let texts = texts();
    need(&texts, "problem", domain::problem::Rule::ALL);
    need(&texts, "file_problem", domain::intake::FileRule::ALL);
    need(
        &texts,
        "import.meaning",
        domain::roster_import::CodeMeaning::ALL,
    );
    need(&texts, "import.passed", domain::intake::PassedAs::ALL);
    need(&texts, "reason", ReasonWord::ALL);
    need(&texts, "shortage", ShortageReason::ALL);
    need(&texts, "plan_problem", PlanProblemKind::ALL);
    need(&texts, "result", domain::check_result::ResultCode::ALL);
    need(
        &texts,
        "history.value.method",
        domain::check_result::CheckMethod::ALL,
    );
    need(
        &texts,
        "history.value.house",
        domain::check_result::HouseDamage::ALL,
    );
    need(
        &texts,
        "history.value.needs",
        domain::check_result::Need::ALL,
    );
    need(
        &texts,
        "history.value.channel",
        domain::check_result::ReportChannel::ALL,
    );
    need(
        &texts,
        "history.value.basis",
        domain::pairing::PairingBasis::ALL,
    );
    for code in app::failure::Code::ALL {
        for part in ["title", "text", "next"] {
            let key = format!("failure.{}.{part}", code.code());
            assert!(texts.contains_key(&key), "no words for {key}");
        }
    }
    need(&texts, "history.value.role", domain::user::Role::ALL);
    for act in app::calls::ACTS {
        assert!(
            texts.contains_key(&format!("act.{act}")),
            "history has no words for {act}"
        );
    }
}

/// Returns the fields of a record.
fn fields_of<R: domain::kind::Record>() -> Vec<String> {
    match serde_json::to_value(R::default()) {
        Ok(Value::Object(fields)) => fields.into_iter().map(|(name, _)| name).collect(),
        other => panic!("a record is an object, not {other:?}"),
    }
}

fn fields_of_kind(kind: domain::kind::Kind) -> Vec<String> {
    use domain::kind::Kind;
    match kind {
        Kind::Council => fields_of::<domain::council::Council>(),
        Kind::Zone => fields_of::<domain::council::Zone>(),
        Kind::Block => fields_of::<domain::council::Block>(),
        Kind::Place => fields_of::<domain::place::Place>(),
        Kind::Person => fields_of::<domain::person::Person>(),
        Kind::Household => fields_of::<domain::person::Household>(),
        Kind::Registrant => fields_of::<domain::registrant::Registrant>(),
        Kind::Supporter => fields_of::<domain::supporter::Supporter>(),
        Kind::Consent => fields_of::<domain::consent::Consent>(),
        Kind::Pairing => fields_of::<domain::pairing::Pairing>(),
        Kind::Exclusion => fields_of::<domain::pairing::Exclusion>(),
        Kind::SafetyCheck => fields_of::<domain::safety_check::SafetyCheck>(),
        Kind::CheckTarget => fields_of::<domain::safety_check::CheckTarget>(),
        Kind::CheckResult => fields_of::<domain::check_result::CheckResult>(),
        Kind::CheckReport => fields_of::<domain::safety_check::CheckReport>(),
        Kind::Copy => fields_of::<domain::copy::Copy>(),
        Kind::RosterImport => fields_of::<domain::roster_import::RosterImport>(),
        Kind::ColumnMapping => fields_of::<domain::roster_import::ColumnMapping>(),
        Kind::Task => fields_of::<domain::task::Task>(),
        Kind::RosterComparison => fields_of::<domain::roster_comparison::RosterComparison>(),
        Kind::ComparisonCase => fields_of::<domain::roster_comparison::ComparisonCase>(),
        Kind::Distinct => fields_of::<domain::duplicate::Distinct>(),
        Kind::SavedFilter => fields_of::<domain::saved_filter::SavedFilter>(),
        Kind::User => fields_of::<domain::user::User>(),
    }
}

#[test]
fn the_history_has_a_name_for_every_field_of_every_record() {
    let texts = texts();
    let form = |kind: &str| match kind {
        "council" => "settings.council",
        "block" => "settings.blocks",
        "place" => "settings.places",
        _ => "",
    };
    let mut missing = Vec::new();
    for kind in domain::kind::Kind::ALL {
        let code = kind.code();
        for field in fields_of_kind(*kind) {
            let names = [
                format!("{}.{field}", form(&code)),
                format!("history.field_name.{code}.{field}"),
                format!("field.label.{field}"),
                format!("history.field_name.any.{field}"),
            ];
            let shown = !app::calls::NOT_IN_HISTORY.contains(&field.as_str());
            if shown && !names.iter().any(|name| texts.contains_key(name)) {
                missing.push(format!("{code}.{field}"));
            }
        }
    }
    assert!(missing.is_empty(), "fields without a name: {missing:#?}");
}

#[test]
fn every_sentence_is_used() {
    let mut code = String::new();
    for (path, text) in sources(&[".rs", ".ts", ".svelte", ".typ"]) {
        if !path.starts_with("tests/") && !path.ends_with(".test.ts") {
            code.push_str(&text);
        }
    }
    // A key is used as a whole, or one of its parents is followed by a computed part. Rust that reads one file of texts
    // only leaves its name out.
    let is_used = |key: &str| {
        let computed = |parent: &str| {
            let within_file = parent.split_once('.').map(|(_, rest)| format!("\"{rest}"));
            [Some(parent.to_owned()), within_file]
                .into_iter()
                .flatten()
                .any(|part| {
                    [".${", ".{"]
                        .iter()
                        .any(|next| code.contains(&(part.clone() + next)))
                })
        };
        code.contains(key)
            || key.match_indices('.').any(|(at, _)| computed(&key[..at]))
            || key
                .split_once('.')
                .is_some_and(|(_, rest)| code.contains(&format!("\"{rest}\"")))
    };
    let unused: Vec<String> = texts().into_keys().filter(|key| !is_used(key)).collect();
    assert!(unused.is_empty(), "sentences nobody reads: {unused:#?}");
}

#[test]
fn no_sentence_stands_outside_the_texts() {
    let is_japanese = |c: char| matches!(c, 'ぁ'..='ゖ' | 'ァ'..='ヺ' | '一'..='龠');
    let mut wrong = Vec::new();
    for (path, text) in sources(&[".svelte"]) {
        for (number, line) in without_comments(&text).lines().enumerate() {
            if line.chars().any(is_japanese) {
                wrong.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    assert!(
        wrong.is_empty(),
        "words belong into assets/text:\n{}",
        wrong.join("\n")
    );
}

/// Returns the text with comments blanked, line by line.
fn without_comments(text: &str) -> String {
    let mut kept = String::new();
    let mut inside = false;
    for line in text.lines() {
        let starts = line.contains("<!--") || line.trim_start().starts_with("/*");
        let line_comment = line
            .find("//")
            .filter(|&at| at == 0 || !line[..at].ends_with(':'));
        if !inside && !starts {
            kept.push_str(line_comment.map_or(line, |at| &line[..at]));
        }
        inside = (inside || starts) && !(line.contains("-->") || line.contains("*/"));
        kept.push('\n');
    }
    kept
}
