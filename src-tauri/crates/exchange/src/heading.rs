//! The heading of a table: where it stands, and what the rows above it say.

use chrono::NaiveDate;
use domain::date::{DayOf, read_date};
use domain::name::fold;
use domain::roster_import::ListContent;

use crate::columns::{IGNORE, Sureness, meant_by, of_content};
use crate::contents;
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
    /// Its one or two rows as written.
    pub lines: Vec<Vec<String>>,
    /// Rows above it, as text.
    pub titles: Vec<String>,
    /// What the list holds.
    pub content: ListContent,
    /// What title, sheet, file and headings say together.
    pub told: String,
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
        let lines = vec![single.clone()];
        let mut found = (single_score, single, at + 1, row.number, single_content);
        let mut found_lines = lines;
        if let Some((names, number)) = double {
            let lower = below.map(names_of).unwrap_or_default();
            let lower_score = score(&lower, wanted, &told).0;
            let (double_score, content) = score(&names, wanted, &told);
            let least = single_score.max(lower_score);
            let belong = belong_together(&names_of(row), &lower);
            if double_score >= least + 2 || (belong && double_score >= least) {
                found_lines.push(lower);
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
                    told: format!("{told} {}", names.join(" ")),
                    names,
                    lines: found_lines,
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
        let is_doubtful = match content {
            ListContent::Supporters => !told && !names.iter().any(|name| is_of_supporters(name)),
            // 氏名 is of people, whatever the file is called.
            ListContent::Places => !is_of_places(names),
            ListContent::Registrants | ListContent::Pairings => false,
        };
        if is_doubtful && wanted.is_none() {
            continue;
        }
        // A list of places has few columns, and those of people have them too.
        let is_sure = told || content == ListContent::Places;
        let weighed = keys.len() * 4 + usize::from(is_sure) * 6;
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

/// Whether a heading names places, and none names people.
fn is_of_places(names: &[String]) -> bool {
    const NAMES: [&str; 4] = ["name", "family_name", "registrant_name", "supporter_name"];
    let means = |name: &String, content, keys: &[&str]| {
        meant_by(name, content).is_some_and(|(key, _)| keys.contains(&key))
    };
    let of_people = [
        ListContent::Registrants,
        ListContent::Supporters,
        ListContent::Pairings,
    ];
    let names_people = |name: &String| of_people.iter().any(|it| means(name, *it, &NAMES));
    let names_places = |name: &String| means(name, ListContent::Places, &["place_name"]);
    names.iter().any(names_places) && !names.iter().any(names_people)
}

/// Whether title, sheet or file name say what the list holds.
fn is_told(told: &str, content: ListContent) -> bool {
    let plain = fold(told).replace("要支援者", "").replace("要援護者", "");
    match content {
        ListContent::Registrants | ListContent::Places => false,
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

/// Gives the heading of the first sheet to those that go on without one: where the heading has names, days, readings and
/// addresses, they have them too.
pub(crate) fn lend<'a>(found: &mut Vec<(&'a Table, Heading)>, others: &mut Vec<&'a Table>) {
    let Some((below, first)) = found.first().cloned() else {
        return;
    };
    let lent = Heading {
        below: 0,
        number: 0,
        titles: Vec::new(),
        ..first.clone()
    };
    // 同意 and 難病 in the first row are no headings there.
    for (table, heading) in found.iter_mut().skip(1) {
        if heading.names != first.names && contents::goes_on(table, below, &first) {
            *heading = lent.clone();
        }
    }
    others.retain(|table| {
        let goes_on = contents::goes_on(table, below, &first);
        if goes_on {
            found.push((table, lent.clone()));
        }
        !goes_on
    });
}

/// Whether two rows are one heading by their look: cells merged over both, or a few headings below a longer row of them.
fn belong_together(upper: &[String], lower: &[String]) -> bool {
    let full = |names: &[String]| names.iter().filter(|name| !name.is_empty()).count();
    let pairs = upper.iter().zip(lower);
    let merged = pairs
        .filter(|(above, below)| !above.is_empty() && above == below)
        .count();
    let is_known = |name: &String| meant_by(name, ListContent::Registrants).is_some();
    let all_known = lower.iter().filter(|name| !name.is_empty()).all(is_known);
    let is_sub = all_known && full(lower) >= 2 && full(lower) < full(upper);
    let is_page = full(lower) > 0 && merged == full(lower) && merged == full(upper);
    (merged >= 2 && !is_page) || (is_sub && merged == 0)
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
            (false, false) if above == below => above.to_owned(),
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
    // 連絡先 over 自宅・携帯 is that of the person.
    let is_group = plain == "連絡先"
        || !OF_SOMEBODY_ELSE
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

/// Returns the names of a row that is a heading again: it begins with one of its names, and holds at least three known
/// columns and nearly nothing else.
pub(crate) fn again(row: &Row, heading: &Heading) -> Option<Vec<String>> {
    let filled = || {
        let texts = row.cells.iter().map(|cell| cell.text.trim()).enumerate();
        texts.filter(|(_, text)| !text.is_empty())
    };
    let is_line = |line: &Vec<String>| {
        let same = |(at, text): (usize, &str)| line.get(at).is_some_and(|name| name == text);
        filled().all(same) && filled().nth(1).is_some()
    };
    if heading.lines.iter().any(is_line) {
        return Some(heading.names.clone());
    }
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
