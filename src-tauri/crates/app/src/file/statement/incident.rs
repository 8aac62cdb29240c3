//! 事故の報告資料: what is out, to whom, who stands on it, how the book is guarded, and what the law says.

use std::collections::BTreeMap;

use chrono::TimeDelta;
use domain::copy::Copy;
use domain::id::RegistrantId;
use domain::person::Person;
use domain::registrant::Registrant;
use domain::sheet::SheetKind;
use sheets::{Statement, StatementKind, StatementPart};
use store::Reader;

use crate::failure::Failure;
use crate::file::statement::is_out;
use crate::host::Scene;

/// Returns the statement of this moment, and everybody who is named on it.
pub(crate) fn statement(
    reader: &Reader<'_>,
    scene: &Scene<'_>,
) -> Result<(Statement, Vec<RegistrantId>), Failure> {
    let mut out: Vec<Copy> = reader.all()?;
    out.retain(|copy| is_out(copy) && !copy.people.is_empty());
    out.retain(|copy| copy.document != SheetKind::IncidentPack);
    out.sort_by_key(|copy| copy.no);
    let mut on: BTreeMap<&RegistrantId, Vec<String>> = BTreeMap::new();
    for copy in &out {
        for id in &copy.people {
            on.entry(id).or_default().push(format!("{:03}", copy.no));
        }
    }
    let statement = Statement {
        kind: StatementKind::Incident,
        about: sheets::moment(scene.now),
        parts: vec![
            what_is_out(&out),
            state(reader, scene)?,
            law(),
            names(reader, &on)?,
        ],
        ..Statement::default()
    };
    Ok((statement, on.into_keys().cloned().collect()))
}

fn what_is_out(out: &[Copy]) -> StatementPart {
    let line = |copy: &Copy| {
        let issued = copy.issued_at.map(sheets::moment).unwrap_or_default();
        vec![
            format!("{:03}", copy.no),
            format!("{}　{}", sheets::document(copy.document), copy.scope),
            format!("{}　{}　{issued}", copy.holder, copy.holder_role),
            format!(
                "{}　{}",
                sheets::people(u32::try_from(copy.people.len()).unwrap_or(u32::MAX)),
                sheets::fields_on(copy.document)
            ),
        ]
    };
    StatementPart {
        title: "inc_what",
        heads: vec!["inc_no", "inc_document", "inc_holder", "inc_people"],
        lines: out.iter().map(line).collect(),
        ..StatementPart::default()
    }
}

/// How the book and its backups are guarded, and who used it last.
fn state(reader: &Reader<'_>, scene: &Scene<'_>) -> Result<StatementPart, Failure> {
    let month = scene.now - TimeDelta::days(30);
    let opened = reader.noted(
        &["open_book", "recover_book", "open_practice", "create_book"],
        month,
    )?;
    let wrong = reader.noted(&["wrong_tries"], month)?;
    let wrong: u64 = wrong
        .iter()
        .filter_map(|it| it.request["tries"].as_u64())
        .sum();
    // The newest opening is the one that makes this statement.
    let last = opened.iter().rev().nth(1).or(opened.last());
    Ok(StatementPart {
        title: "inc_state",
        rows: vec![
            ("inc_book", sheets::sealed()),
            ("inc_backups", sheets::sealed()),
            (
                "inc_opened",
                last.map_or_else(sheets::nothing, |it| sheets::moment(it.line.at)),
            ),
            (
                "inc_by",
                last.map_or_else(sheets::nothing, |it| it.line.by.clone()),
            ),
            ("inc_wrong", sheets::times(wrong)),
            ("chain", sheets::chain_words(&reader.chain()?)),
        ],
        ..StatementPart::default()
    })
}

fn law() -> StatementPart {
    StatementPart {
        title: "inc_law",
        text: "inc_law_text",
        ..StatementPart::default()
    }
}

/// Who stands on what is out, on pages of their own.
fn names(
    reader: &Reader<'_>,
    on: &BTreeMap<&RegistrantId, Vec<String>>,
) -> Result<StatementPart, Failure> {
    let mut lines = Vec::new();
    for (id, numbers) in on {
        let Some(registrant) = reader.get::<Registrant>(id.as_str())? else {
            continue;
        };
        let Some(person) = reader.get::<Person>(registrant.person.as_str())? else {
            continue;
        };
        lines.push(vec![
            format!("{}　{}", person.name(), person.name_kana),
            person.address.line(),
            numbers.join("・"),
        ]);
    }
    lines.sort();
    Ok(StatementPart {
        title: "inc_names",
        apart: true,
        heads: vec!["inc_name", "inc_address", "inc_on"],
        lines,
        ..StatementPart::default()
    })
}
