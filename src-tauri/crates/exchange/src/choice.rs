//! Which column each heading is taken for: what the person says, what is remembered, what the heading means, and where
//! the heading means nothing, what stands below it.

use domain::intake::{ColumnChoice, IntakeRequest};
use domain::name::fold;
use domain::roster_import::{ColumnMapping, ListContent};

use crate::columns::{IGNORE, Sureness, meant_by};
use crate::contents;
use crate::heading::Heading;
use crate::import::Known;
use crate::table::Table;

/// Chooses a column for every heading: what the request says, else what is remembered, else what the heading means.
pub(crate) fn choose(
    heading: &Heading,
    table: &Table,
    request: &IntakeRequest,
    known: &Known,
) -> Vec<ColumnChoice> {
    let shown = shown_names(&heading.names);
    let remembered = mapping_of(&shown, heading.content, request, known);
    let mut choices: Vec<ColumnChoice> = Vec::new();
    for (at, name) in shown.iter().enumerate() {
        let hidden = table.hidden_columns.contains(&at);
        let asked = request.columns.get(name).cloned();
        let kept = remembered
            .and_then(|mapping| mapping.columns.get(name))
            .cloned();
        let from_memory = asked.is_none() && kept.as_ref().is_some_and(|it| !it.is_empty());
        let column = asked.or(kept).unwrap_or_default();
        choices.push(ColumnChoice {
            heading: name.clone(),
            index: u32::try_from(at).unwrap_or(u32::MAX),
            column,
            remembered: from_memory,
            hidden,
            samples: samples(table, heading.below, at),
        });
    }
    propose(&mut choices, heading);
    if !request.anew {
        learned(&mut choices, heading.content, known);
    }
    contents::propose(&mut choices, heading, table);
    buildings_with_address(&mut choices);
    choices
}

/// Headings made distinct: a second 電話番号 is 電話番号 (2).
fn shown_names(names: &[String]) -> Vec<String> {
    let mut shown: Vec<String> = Vec::new();
    for name in names {
        let plain = name.split_whitespace().collect::<Vec<_>>().join(" ");
        let before = names[..shown.len()]
            .iter()
            .filter(|other| *other == name)
            .count();
        let distinct = if before > 0 && !plain.is_empty() {
            format!("{plain} ({})", before + 1)
        } else {
            plain
        };
        shown.push(distinct);
    }
    shown
}

/// Returns the mapping a list with these columns is read by.
pub(crate) fn remembered<'a>(
    columns: &[ColumnChoice],
    content: ListContent,
    request: &IntakeRequest,
    known: &'a Known,
) -> Option<&'a ColumnMapping> {
    let names: Vec<String> = columns.iter().map(|it| it.heading.clone()).collect();
    mapping_of(&names, content, request, known)
}

/// The mapping of the sender; without one of the sender, one that knows every heading of the list.
fn mapping_of<'a>(
    names: &[String],
    content: ListContent,
    request: &IntakeRequest,
    known: &'a Known,
) -> Option<&'a ColumnMapping> {
    if request.anew {
        return None;
    }
    let sender = fold(&request.sender);
    let fitting = || known.mappings.iter().filter(|it| it.content == content);
    let knows_all = |mapping: &&ColumnMapping| {
        names
            .iter()
            .all(|name| name.is_empty() || mapping.columns.contains_key(name))
    };
    let of_sender = fitting().find(|it| !sender.is_empty() && fold(&it.sender) == sender);
    of_sender.or_else(|| fitting().find(knows_all))
}

/// Words a person once gave a column, in a list of whatever shape: they help where a heading says nothing.
fn learned(choices: &mut [ColumnChoice], content: ListContent, known: &Known) {
    let mappings = || known.mappings.iter().filter(|it| it.content == content);
    let words = || {
        mappings()
            .flat_map(|it| &it.columns)
            .filter(|(_, column)| *column != IGNORE && !column.is_empty())
    };
    for at in 0..choices.len() {
        let plain = fold(&choices[at].heading);
        if !choices[at].column.is_empty() || choices[at].hidden || plain.is_empty() {
            continue;
        }
        let Some((_, column)) = words().find(|(word, _)| fold(word) == plain) else {
            continue;
        };
        if !choices.iter().any(|choice| choice.column == *column) {
            choices[at].column.clone_from(column);
            choices[at].remembered = true;
        }
    }
}

/// Gives the columns nobody chose yet to the headings that mean them most surely, each column once.
fn propose(choices: &mut [ColumnChoice], heading: &Heading) {
    let mut taken: Vec<String> = choices.iter().map(|choice| choice.column.clone()).collect();
    for sureness in [Sureness::Heading, Sureness::Word] {
        for at in 0..choices.len() {
            let name = heading.names.get(at).map_or("", String::as_str);
            if !choices[at].column.is_empty() {
                continue;
            }
            if choices[at].hidden {
                // What the city has hidden was not meant for us.
                choices[at].column = IGNORE.into();
                continue;
            }
            let Some((key, found)) = meant_by(name, heading.content) else {
                continue;
            };
            if found != sureness {
                continue;
            }
            if is_relation_to_head(choices, at, key, &heading.names) {
                choices[at].column = IGNORE.into();
                continue;
            }
            let key = after_emergency(choices, at, key).unwrap_or(key);
            let may_repeat = matches!(
                key,
                IGNORE | "note" | "phone" | "mobile" | "services" | "reasons" | "equipment"
            );
            if may_repeat || !taken.iter().any(|other| other == key) {
                choices[at].column = key.into();
                taken.push(key.into());
            }
        }
    }
    names_in_parts(choices);
    name_with_kana(choices);
    addresses_in_parts(choices, heading);
}

/// 名前 beside 名字 is the given name, and なまえ beside みょうじ its reading.
fn names_in_parts(choices: &mut [ColumnChoice]) {
    for [family, given, whole] in [
        ["family_name", "given_name", "name"],
        ["family_kana", "given_kana", "name_kana"],
    ] {
        let has = |key: &str| choices.iter().any(|choice| choice.column == key);
        if !has(family) || has(given) {
            continue;
        }
        let is_reading = whole == "name_kana";
        let is_part = |choice: &ColumnChoice| {
            let reading = is_reading && matches!(fold(&choice.heading).as_str(), "ナマエ" | "名");
            choice.column == whole || (choice.column.is_empty() && reading)
        };
        // The part stands behind the family name.
        let family_at = choices.iter().position(|choice| choice.column == family);
        let mut behind = choices.iter_mut().skip(family_at.unwrap_or(0));
        if let Some(part) = behind.find(|choice| is_part(choice)) {
            part.column = given.into();
        }
    }
}

/// 続柄 in front of every contact is that to the 世帯主.
fn is_relation_to_head(choices: &[ColumnChoice], at: usize, key: &str, names: &[String]) -> bool {
    let is_plain = matches!(
        fold(&choices[at].heading).as_str(),
        "続柄" | "続キ柄" | "関係"
    );
    let is_contact = |key: &str| key.starts_with("emergency") && key != "emergency_relation";
    let near = choices[..at]
        .iter()
        .any(|choice| is_contact(&choice.column));
    let next = names
        .get(at + 1)
        .and_then(|name| meant_by(name, ListContent::Registrants));
    let before_one = next.is_some_and(|(key, _)| is_contact(key));
    key == "emergency_relation" && is_plain && !near && !before_one
}

/// 住所２ beside 方書 goes on with the address.
fn addresses_in_parts(choices: &mut [ColumnChoice], heading: &Heading) {
    let means = |name: &String| meant_by(name, heading.content).map(|(key, _)| key);
    let buildings = heading
        .names
        .iter()
        .filter(|name| means(name) == Some("building"));
    let several = buildings.count() > 1;
    let second = |choice: &&mut ColumnChoice| fold(&choice.heading) == "住所2";
    if several && let Some(second) = choices.iter_mut().find(second) {
        second.column = "address_number".into();
        let free = choices
            .iter_mut()
            .zip(&heading.names)
            .find(|(choice, name)| choice.column.is_empty() && means(name) == Some("building"));
        if let Some((choice, _)) = free {
            choice.column = "building".into();
        }
    }
}

/// 住所(方書) alone is the address with all that follows.
fn buildings_with_address(choices: &mut [ColumnChoice]) {
    const ADDRESSES: [&str; 4] = ["address", "address_town", "address_ban", "address_number"];
    let is_address = |choice: &ColumnChoice| ADDRESSES.contains(&choice.column.as_str());
    if choices.iter().any(is_address) {
        return;
    }
    let only = choices
        .iter_mut()
        .find(|choice| choice.column == "building" && fold(&choice.heading).starts_with("住所"));
    if let Some(only) = only {
        only.column = "address".into();
    }
}

/// 氏名（フリガナ） without another column for names holds both.
fn name_with_kana(choices: &mut [ColumnChoice]) {
    let has_name = choices
        .iter()
        .any(|c| matches!(c.column.as_str(), "name" | "family_name"));
    let both = choices.iter_mut().find(|c| {
        let plain = fold(&c.heading);
        c.column == "name_kana" && ["氏名", "名前"].iter().any(|word| plain.contains(word))
    });
    if let (false, Some(both)) = (has_name, both) {
        both.column = "name".into();
    }
}

/// 電話, 住所 and 氏名 behind 緊急連絡先 or 続柄 belong to the contact, if the list had its own before.
fn after_emergency(choices: &[ColumnChoice], at: usize, key: &str) -> Option<&'static str> {
    const PHONES: [&str; 4] = ["phone", "mobile", "phone_area", "phone_line"];
    let before = &choices[..at];
    let is_phone = PHONES.contains(&key);
    let had = before.iter().any(|choice| {
        choice.column == key || (is_phone && PHONES.contains(&choice.column.as_str()))
    });
    let last = before.iter().rfind(|choice| !choice.heading.is_empty());
    let behind = last.is_some_and(|choice| choice.column.starts_with("emergency"));
    let had = had || last.is_some_and(|choice| choice.column == "emergency_relation");
    match key {
        _ if !(had && behind) => None,
        "name" => Some("emergency_name"),
        "phone" | "mobile" => Some("emergency_phone"),
        "address" => Some("emergency_address"),
        _ => None,
    }
}

fn samples(table: &Table, below: usize, at: usize) -> Vec<String> {
    let texts = table.rows[below.min(table.rows.len())..]
        .iter()
        .take(50)
        .map(|row| row.text(at));
    texts
        .filter(|text| !text.is_empty())
        .take(3)
        .map(|text| text.replace('\n', " "))
        .collect()
}
