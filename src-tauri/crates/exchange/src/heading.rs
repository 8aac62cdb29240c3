//! The heading of a table: where it stands, what its columns are, and what the rows above it say.

use chrono::NaiveDate;
use domain::date::{DayOf, read_date};
use domain::intake::{ColumnChoice, IntakeRequest};
use domain::name::fold;
use domain::roster_import::{ColumnMapping, ListContent};

use crate::columns::{IGNORE, Sureness, meant_by, of_content};
use crate::limits;
use crate::table::{Row, Table};

/// A heading that was found.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Heading {
    /// Place of the first row below it.
    pub below: usize,
    /// Number of its (last) row.
    pub number: u32,
    /// Text of each column; empty where the heading is.
    pub names: Vec<String>,
    /// Rows above it, as text.
    pub titles: Vec<String>,
    /// What the list holds.
    pub content: ListContent,
}

/// Finds the heading among the first rows: the row, or the two rows together, in which most columns are known.
pub(crate) fn find(table: &Table, wanted: Option<ListContent>, file_name: &str) -> Option<Heading> {
    let mut best: Option<(usize, Heading)> = None;
    for (at, row) in table.rows.iter().enumerate().take(limits::TITLE_ROWS) {
        // Below a good heading stand people; two rows more are looked at, for a heading of two rows.
        if best
            .as_ref()
            .is_some_and(|(most, heading)| *most >= 4 && at > heading.below + 1)
        {
            break;
        }
        let titles: Vec<String> = table.rows[..at].iter().map(line_of).collect();
        let told = format!("{} {} {file_name}", titles.join(" "), table.name);
        let single = names_of(row);
        let below = table
            .rows
            .get(at + 1)
            .filter(|next| next.number == row.number + 1);
        let double = below.map(|next| (joined_names(row, next), next.number));
        let (single_score, single_content) = score(&single, wanted, &told);
        let mut found = (single_score, single, at + 1, row.number, single_content);
        if let Some((names, number)) = double {
            let lower = below.map_or(0, |next| score(&names_of(next), wanted, &told).0);
            let (double_score, content) = score(&names, wanted, &told);
            if double_score >= single_score.max(lower) + 2 {
                found = (double_score, names, at + 2, number, content);
            }
        }
        let (score, names, below, number, content) = found;
        if score >= 2 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((
                score,
                Heading {
                    below,
                    number,
                    names,
                    titles,
                    content,
                },
            ));
        }
    }
    best.map(|(_, heading)| heading)
}

/// How many different columns the names mean, in the list they fit best.
fn score(names: &[String], wanted: Option<ListContent>, told: &str) -> (usize, ListContent) {
    let contents: &[ListContent] = match &wanted {
        Some(content) => std::slice::from_ref(content),
        None => ListContent::ALL,
    };
    let mut best = (0, wanted.unwrap_or_default(), 0);
    for &content in contents {
        let mut keys: Vec<&str> = Vec::new();
        for name in names.iter().filter(|name| name.chars().count() <= 40) {
            let meant = meant_by(name, content).map(|(key, _)| key);
            if let Some(key) = meant.filter(|key| *key != IGNORE && !keys.contains(key)) {
                keys.push(key);
            }
        }
        let told = is_told(told, content);
        // 番号, 区分 and 年齢 stand in both lists of people; supporters are told by what only they have.
        let is_doubtful = content == ListContent::Supporters
            && wanted.is_none()
            && !told
            && !names.iter().any(|name| is_of_supporters(name));
        if is_doubtful {
            continue;
        }
        let weighed = keys.len() * 4 + usize::from(told) * 6;
        if weighed > best.2 && keys.len() > 1 {
            best = (keys.len(), content, weighed);
        }
    }
    (best.0, best.1)
}

/// Whether a heading stands in lists of supporters only.
fn is_of_supporters(name: &str) -> bool {
    const OF_BOTH: [&str; 6] = [
        "list_no",
        "kind",
        "age_band",
        "status",
        "name_consent",
        "note",
    ];
    let plain = fold(name);
    let names_them = ["支援者", "支援員", "協力員", "協力者"]
        .iter()
        .any(|word| plain.contains(word) && !plain.contains("要支援者"));
    let own = of_content(ListContent::Supporters)
        .filter(|(_, column)| column.contents == [ListContent::Supporters])
        .map(|(_, column)| column.key);
    let meant = meant_by(name, ListContent::Supporters).map(|(key, _)| key);
    names_them
        || own
            .filter(|key| !OF_BOTH.contains(key) && *key != "name")
            .any(|key| meant == Some(key))
}

/// Whether title, sheet or file name say what the list holds.
fn is_told(told: &str, content: ListContent) -> bool {
    let plain = fold(told).replace("要支援者", "").replace("要援護者", "");
    match content {
        ListContent::Registrants => false,
        ListContent::Supporters => [
            "支援者名簿",
            "支援者一覧",
            "協力員名簿",
            "支援者ノ名簿",
            "協力者名簿",
        ]
        .iter()
        .any(|word| plain.contains(word)),
        ListContent::Pairings => ["担当一覧", "担当表", "マッチング"]
            .iter()
            .any(|word| plain.contains(word)),
    }
}

fn names_of(row: &Row) -> Vec<String> {
    row.cells
        .iter()
        .map(|cell| cell.text.trim().to_owned())
        .collect()
}

/// 緊急連絡先 over 氏名・続柄・電話: the upper text goes before each lower one it stands over.
fn joined_names(upper: &Row, lower: &Row) -> Vec<String> {
    let mut over = "";
    let length = upper.cells.len().max(lower.cells.len());
    let name = |at: usize| {
        let (above, below) = (upper.text(at), lower.text(at));
        if !above.is_empty() {
            over = above;
        }
        match (above.is_empty(), below.is_empty()) {
            (_, true) => above.to_owned(),
            (true, false) | (false, false) => joined_name(over, below),
        }
    };
    (0..length).map(name).collect()
}

/// 緊急連絡先 over 電話 is the telephone of the contact; 該当要件 over 要介護度 only says what the columns below have in common.
fn joined_name(over: &str, below: &str) -> String {
    const OF_SOMEBODY_ELSE: [&str; 7] =
        ["緊急", "連絡", "家族", "親族", "世帯主", "支援者", "民生"];
    let joined = format!("{over}{below}");
    let plain = fold(over);
    let is_group = !OF_SOMEBODY_ELSE
        .iter()
        .any(|word| plain.contains(&fold(word)));
    let sure = |name: &str| {
        let meant = meant_by(name, ListContent::Registrants);
        meant.is_some_and(|(_, sureness)| sureness == Sureness::Heading)
    };
    if is_group && !sure(&joined) && sure(below) {
        return below.to_owned();
    }
    joined
}

fn line_of(row: &Row) -> String {
    let texts = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    texts.collect::<Vec<_>>().join(" ")
}

/// Returns the day the data stand for: 令和8年4月1日現在 in a row above the heading.
pub(crate) fn as_of(titles: &[String], today: NaiveDate) -> Option<NaiveDate> {
    titles.iter().find_map(|title| {
        let plain = title.replace(['　', ' '], "");
        ["現在", "時点", "基準日", "基準"].iter().find_map(|mark| {
            let (before, after) = plain.split_once(mark)?;
            day_at_end(before, today)
                .or_else(|| day_at_end(after.trim_start_matches(['：', ':']), today))
        })
    })
}

/// The longest end of a text that is a day.
fn day_at_end(text: &str, today: NaiveDate) -> Option<NaiveDate> {
    const LONGEST: usize = 14;
    let chars: Vec<char> = text.chars().collect();
    let from = chars.len().saturating_sub(LONGEST);
    (from..chars.len()).find_map(|start| {
        let end: String = chars[start..].iter().collect();
        read_date(&end, today, DayOf::Event).date
    })
}

/// Chooses a column for every heading: what the request says, else what is remembered, else what the heading means.
pub(crate) fn choose(
    heading: &Heading,
    table: &Table,
    request: &IntakeRequest,
    mappings: &[ColumnMapping],
) -> Vec<ColumnChoice> {
    let shown = shown_names(&heading.names);
    let remembered = remembered(&shown, heading.content, request, mappings);
    let mut choices: Vec<ColumnChoice> = Vec::new();
    for (at, name) in shown.iter().enumerate() {
        let hidden = table.hidden_columns.contains(&at);
        let asked = request.columns.get(name).cloned();
        let kept = remembered
            .and_then(|mapping| mapping.columns.get(name))
            .cloned();
        let from_memory = asked.is_none() && kept.is_some();
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

/// The mapping of the sender; without a sender, one that knows every heading of the list.
fn remembered<'a>(
    names: &[String],
    content: ListContent,
    request: &IntakeRequest,
    mappings: &'a [ColumnMapping],
) -> Option<&'a ColumnMapping> {
    let sender = fold(&request.sender);
    let mut fitting = mappings.iter().filter(|mapping| mapping.content == content);
    if sender.is_empty() {
        let knows_all = |mapping: &&ColumnMapping| {
            names
                .iter()
                .all(|name| name.is_empty() || mapping.columns.contains_key(name))
        };
        return fitting.find(knows_all);
    }
    fitting.find(|mapping| fold(&mapping.sender) == sender)
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
    name_with_kana(choices);
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
    let before = &choices[..at];
    let had = before.iter().any(|choice| choice.column == key);
    let behind = before
        .last()
        .is_some_and(|choice| choice.column.starts_with("emergency"));
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

/// Returns the names of a row that is a heading again: it begins with one of its names, and holds at least three known
/// columns and nearly nothing else.
pub(crate) fn again(row: &Row, heading: &Heading) -> Option<Vec<String>> {
    let mut full = row
        .cells
        .iter()
        .map(|cell| cell.text.trim())
        .filter(|text| !text.is_empty());
    let first = full.next()?;
    if !heading.names.iter().any(|name| name == first) {
        return None;
    }
    let is_known = |text: &str| meant_by(text, heading.content).is_some();
    let known = 1 + full.clone().filter(|text| is_known(text)).count();
    (known >= 3 && known * 10 >= (full.count() + 1) * 7).then(|| names_of(row))
}
