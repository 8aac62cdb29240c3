//! 凡例: what the codes of a list mean, where the file says so itself: above or below the table, or on a sheet of its own.
//! A code nobody explains is never guessed.

use std::collections::HashMap;

use domain::name::{fold, until_stable};
use unicode_normalization::UnicodeNormalization;

use crate::table::{Cell, CellKind, Row, Table};

/// The codes of one column.
#[derive(Clone, Debug, Default, PartialEq)]
struct Codes {
    /// What the column is called in the legend, folded; empty if the legend does not say.
    name: String,
    meanings: HashMap<String, String>,
}

/// Every code a file explains.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Legend {
    lists: Vec<Codes>,
    /// The name under which the next lines stand.
    caption: String,
}

impl Legend {
    /// Reads a row that holds no person. Returns whether it explains a code.
    pub(crate) fn read(&mut self, row: &Row) -> bool {
        let texts: Vec<&str> = row
            .cells
            .iter()
            .map(|cell| cell.text.trim())
            .filter(|text| !text.is_empty())
            .collect();
        let found = match texts.as_slice() {
            [code, meaning] if is_code(code) && !is_code(meaning) => {
                self.add(None, code, meaning);
                true
            }
            [name, code, meaning] if !is_code(name) && is_code(code) && !is_code(meaning) => {
                self.caption = caption_of(name);
                self.add(None, code, meaning);
                true
            }
            texts => texts
                .iter()
                .fold(false, |any, text| self.read_text(text) | any),
        };
        if let ([text], false) = (texts.as_slice(), found) {
            self.caption = caption_of(text);
        }
        found
    }

    /// Reads every row of a sheet without people.
    pub(crate) fn read_sheet(&mut self, table: &Table) {
        self.caption = caption_of(&table.name);
        for row in &table.rows {
            self.read(row);
        }
    }

    /// 区分：1 要介護 2 身体障害 ／ 同意：1 同意 2 不同意.
    fn read_text(&mut self, text: &str) -> bool {
        let plain: String = circled(text).nfkc().collect();
        let mut any = false;
        for part in plain.split(['/', '\n', ';', '※', '|']) {
            let (name, pairs) = pairs_of(part);
            let is_line = pairs.len() == 1 && name.is_empty();
            if pairs.len() >= 2 || is_line {
                let name = (!name.is_empty()).then(|| caption_of(&name));
                for (code, meaning) in pairs {
                    self.add(name.as_deref(), &code, &meaning);
                }
                any = true;
            }
        }
        any
    }

    fn add(&mut self, name: Option<&str>, code: &str, meaning: &str) {
        let name = name.unwrap_or(&self.caption).to_owned();
        let at = match self.lists.iter().position(|list| list.name == name) {
            Some(at) => at,
            None => {
                self.lists.push(Codes {
                    name,
                    ..Codes::default()
                });
                self.lists.len() - 1
            }
        };
        let meanings = &mut self.lists[at].meanings;
        meanings
            .entry(code_key(code))
            .or_insert_with(|| meaning.trim().to_owned());
    }

    /// Returns the codes of a column: those that have its name; those without a name, if the file explains one list only.
    fn of(&self, heading: &str) -> Option<&Codes> {
        let heading = caption_of(heading);
        let lists = || self.lists.iter().filter(|it| it.meanings.len() >= 2);
        if heading.is_empty() {
            return None;
        }
        let named = lists().filter(|it| !it.name.is_empty());
        let exact = named.clone().find(|it| it.name == heading);
        let holds = |it: &&Codes| it.name.contains(&heading) || heading.contains(&it.name);
        exact.or_else(|| named.clone().find(holds))
    }

    /// Returns the only list of codes of a file, whatever it is called.
    fn only(&self) -> Option<&Codes> {
        let mut lists = self.lists.iter().filter(|it| it.meanings.len() >= 2);
        let first = lists.next();
        first.filter(|_| lists.next().is_none())
    }
}

/// The meanings of the columns of one table.
#[derive(Clone, Debug, Default)]
pub(crate) struct Explained {
    /// Place of the column and its codes.
    columns: Vec<(usize, Codes)>,
}

impl Explained {
    /// Finds the codes of every column; `coded` are the places whose cells can be nothing but codes.
    pub(crate) fn of(legend: &Legend, headings: &[String], coded: &[usize]) -> Self {
        let named = headings
            .iter()
            .enumerate()
            .filter_map(|(at, heading)| Some((at, legend.of(heading)?.clone())));
        let mut columns: Vec<(usize, Codes)> = named.collect();
        if let ([], [at], Some(codes)) = (columns.as_slice(), coded, legend.only()) {
            columns.push((*at, codes.clone()));
        }
        Self { columns }
    }

    /// Takes what a person said the codes of a column stand for.
    pub(crate) fn tell(&mut self, at: usize, words: Vec<(String, String)>) {
        if words.is_empty() {
            return;
        }
        let codes = Codes {
            name: String::new(),
            meanings: words.into_iter().collect(),
        };
        self.columns.push((at, codes));
    }

    /// Returns whether the codes of a column are known.
    pub(crate) fn explains(&self, at: usize) -> bool {
        self.columns.iter().any(|(column, _)| *column == at)
    }

    /// Returns the row with its codes as words; none if it has no code to explain.
    pub(crate) fn explain(&self, row: &Row) -> Option<Row> {
        let mut explained: Option<Row> = None;
        for (at, codes) in &self.columns {
            let words = row.cell(*at).and_then(|cell| codes.words(&cell.text));
            if let Some(words) = words {
                let row = explained.get_or_insert_with(|| row.clone());
                row.cells[*at] = Cell {
                    text: words,
                    kind: CellKind::Text,
                };
            }
        }
        explained
    }
}

impl Codes {
    /// The meanings of a cell that holds codes only.
    fn words(&self, text: &str) -> Option<String> {
        let is_separator = |c: char| c.is_whitespace() || "、，,・／/;；＋+｜|.".contains(c);
        let whole = self.meanings.get(&code_key(text)).cloned();
        let of_parts = || {
            let parts: Vec<&str> = text
                .split(is_separator)
                .filter(|part| !part.is_empty())
                .collect();
            let words: Option<Vec<String>> = parts
                .iter()
                .map(|part| self.meanings.get(&code_key(part)).cloned())
                .collect();
            words.filter(|it| !it.is_empty()).map(|mut it| {
                it.retain(|word| !word.is_empty());
                it.join("、")
            })
        };
        whole.or_else(of_parts)
    }
}

/// ①要介護②身体障害 with the numbers as codes of their own.
fn circled(text: &str) -> String {
    let number = |c: char| match c {
        '①'..='⑳' => Some(u32::from(c) - u32::from('①') + 1),
        _ => None,
    };
    let parts = text.chars().map(|c| match number(c) {
        Some(number) => format!(" {number}:"),
        None => c.to_string(),
    });
    parts.collect()
}

/// Returns a code as it is compared: half-width, without leading zeros and brackets.
pub(crate) fn code_key(code: &str) -> String {
    until_stable(code, code_key_once)
}

fn code_key_once(code: &str) -> String {
    let plain = fold(code);
    let bare = plain.trim_matches(['(', ')', '.', '<', '>']);
    let digits = bare.trim_start_matches('0');
    let is_number = !bare.is_empty() && bare.bytes().all(|b| b.is_ascii_digit());
    match (is_number, digits.is_empty()) {
        (true, true) => "0".to_owned(),
        (true, false) => digits.to_owned(),
        _ => bare.to_owned(),
    }
}

/// Returns whether a text is a code: one or two digits, one letter, or one of ①…⑳.
pub(crate) fn is_code(text: &str) -> bool {
    let key = code_key(text);
    let digits = key.bytes().all(|b| b.is_ascii_digit()) && (1..=2).contains(&key.len());
    digits || (key.len() == 1 && key.bytes().all(|b| b.is_ascii_lowercase()))
}

/// 支援区分コード表, 【支援区分】 and 支援区分 are one name.
fn caption_of(text: &str) -> String {
    until_stable(text, caption_once)
}

fn caption_once(text: &str) -> String {
    let mut plain = fold(text);
    for word in [
        "コード",
        "一覧",
        "凡例",
        "説明",
        "内容",
        "番号表",
        "【",
        "】",
        "(",
        ")",
        "<",
        ">",
        ":",
        "※",
        "*",
    ] {
        plain = plain.replace(&fold(word), "");
    }
    let plain = plain.strip_suffix('表').unwrap_or(&plain);
    plain.strip_suffix('ノ').unwrap_or(plain).to_owned()
}

/// The name before the codes, and the codes with their meanings: 「区分: 1 要介護 2 身体障害」, 「1=同意、2=不同意」.
fn pairs_of(text: &str) -> (String, Vec<(String, String)>) {
    let chars: Vec<char> = text.chars().collect();
    let mut name = String::new();
    let mut pairs: Vec<(String, String)> = Vec::new();
    let mut at = 0;
    let mut word = String::new();
    while at < chars.len() {
        match code_at(&chars, at) {
            Some((code, next)) => {
                close(&mut word, &mut name, &mut pairs);
                pairs.push((code, String::new()));
                at = next;
            }
            None => {
                word.push(chars[at]);
                at += 1;
            }
        }
    }
    close(&mut word, &mut name, &mut pairs);
    pairs.retain(|(_, meaning)| !meaning.is_empty());
    (name, pairs)
}

fn close(word: &mut String, name: &mut String, pairs: &mut [(String, String)]) {
    let text = word
        .trim_matches(|c: char| c.is_whitespace() || "、,，・:：=＝()（）.．-".contains(c))
        .to_owned();
    word.clear();
    match pairs.last_mut() {
        Some((_, meaning)) => *meaning = text,
        None => *name = text,
    }
}

/// A code at a place: at the beginning or behind a separator, and in front of one (or of a word, for digits).
fn code_at(chars: &[char], at: usize) -> Option<(String, usize)> {
    let before = at.checked_sub(1).map(|it| chars[it]);
    let parts = |c: char| c.is_whitespace() || "、,・:：=＝()（）「」[]<>".contains(c);
    if before.is_some_and(|c| !parts(c)) {
        return None;
    }
    let digits = chars[at..]
        .iter()
        .take_while(|c| c.is_ascii_digit())
        .count();
    let letter = chars[at].is_ascii_alphabetic();
    let length = if letter { 1 } else { digits };
    let next = chars.get(at + length).copied();
    let ends = match (letter, digits) {
        (true, _) => next.is_some_and(|c| parts(c) || c == '.'),
        // 1級 and 2人 are words, 1:要介護 and 1要介護 begin with a code.
        (false, 1 | 2) => next.is_some_and(|c| {
            !c.is_ascii_digit() && !"級度人名歳年月日班号番丁組区回種類段".contains(c)
        }),
        _ => false,
    };
    let code: String = chars[at..at + length].iter().collect();
    ends.then(|| {
        let gap = chars[at + length..]
            .iter()
            .take_while(|&&c| parts(c) || c == '.')
            .count();
        (code, at + length + gap)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn row(cells: &[&str]) -> Row {
        Row {
            cells: cells.iter().map(|text| Cell::text(*text)).collect(),
            ..Row::default()
        }
    }

    fn explained(legend: &Legend, heading: &str, cell: &str) -> Option<String> {
        let explained = Explained::of(legend, &[heading.to_owned()], &[]);
        let row = explained.explain(&row(&[cell]))?;
        Some(row.text(0).to_owned())
    }

    #[test]
    fn codes_are_explained_where_the_file_explains_them() {
        let mut legend = Legend::default();
        assert!(legend.read(&row(&[
            "区分：１ 要介護認定 ２ 身体障害 ３ 難病　／　同意：1 同意 2 不同意 9 未回答"
        ])));
        let check = |heading: &str, cell: &str, words: Option<&str>| {
            assert_eq!(
                explained(&legend, heading, cell).as_deref(),
                words,
                "{heading} {cell}"
            );
        };
        check("区分", "1", Some("要介護認定"));
        check("区分", "1・3", Some("要介護認定、難病"));
        check("区分", "０２", Some("身体障害"));
        check("区分", "4", None);
        check("区分", "要介護３", None);
        check("同意", "9", Some("未回答"));
        check("性別", "1", None);
    }

    #[test]
    fn a_list_of_codes_may_stand_in_rows() {
        let mut legend = Legend::default();
        for cells in [
            vec!["【要配慮区分】"],
            vec!["1：要介護"],
            vec!["2", "身体障害者手帳１・２級"],
            vec!["提供可否", "A", "同意"],
            vec!["", "B", "不同意"],
        ] {
            legend.read(&row(&cells));
        }
        assert_eq!(
            explained(&legend, "要配慮区分", "2").as_deref(),
            Some("身体障害者手帳１・２級")
        );
        assert_eq!(
            explained(&legend, "提供可否", "B").as_deref(),
            Some("不同意")
        );
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn codes_and_captions_fold_stably(text in "[0-9０-９Aａ()（）<>.．区分コード表一覧凡例の【】:：※*①② 　゛\u{3099}ｶ]{0,10}") {
            for key in [code_key, caption_of] {
                let once = key(&text);
                prop_assert_eq!(key(&once), once, "{:?}", text);
            }
        }
    }

    #[test]
    fn a_title_is_no_legend() {
        let mut legend = Legend::default();
        for text in [
            "令和8年4月1日現在",
            "せせらぎ町1丁目自治会　4班",
            "1/3 ページ",
            "合計 63名",
            "災害時要援護者名簿（地域社協提供用）",
        ] {
            legend.read(&row(&[text]));
        }
        assert_eq!(Explained::of(&legend, &["区分".into()], &[0]).columns, []);
    }
}
