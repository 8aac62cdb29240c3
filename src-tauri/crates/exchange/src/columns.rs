//! Every column that can come in, one row each: the headings people use, the lists it stands in, how it is read.
//!
//! Rows are read in the order of the table, so that an era is known before the date it belongs to.

mod pairings;
mod people;
mod places;
mod registrants;
mod supporters;

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::name::{fold, until_stable};
use domain::roster_import::ListContent;

use crate::read::Reading;
use crate::table::Cell;

/// The column of a heading nobody wants.
pub const IGNORE: &str = "ignore";

/// A column that can come in.
pub(crate) struct Column {
    /// Key; its words stand under `column.` in the texts.
    pub key: &'static str,
    /// Lists it can stand in.
    pub contents: &'static [ListContent],
    /// Needed for a row to come in.
    pub required: bool,
    /// Headings that mean it, parted by spaces.
    pub headings: &'static str,
    /// Words that mean it where no heading fits whole: alternatives parted by spaces, `+` for and, `!` for not.
    pub words: &'static str,
    /// Reads a cell into the draft.
    pub read: fn(&mut Reading<'_>, &Cell),
}

/// For a city list.
const R: &[ListContent] = &[ListContent::Registrants];
/// For a list of supporters.
const S: &[ListContent] = &[ListContent::Supporters];
/// For both lists of people.
const RS: &[ListContent] = &[ListContent::Registrants, ListContent::Supporters];
/// For a list of pairs.
const P: &[ListContent] = &[ListContent::Pairings];
/// For a list of places.
const L: &[ListContent] = &[ListContent::Places];

const fn column(
    key: &'static str,
    contents: &'static [ListContent],
    headings: &'static str,
    words: &'static str,
    read: fn(&mut Reading<'_>, &Cell),
) -> Column {
    Column {
        key,
        contents,
        required: false,
        headings,
        words,
        read,
    }
}

const fn required(
    key: &'static str,
    contents: &'static [ListContent],
    headings: &'static str,
    words: &'static str,
    read: fn(&mut Reading<'_>, &Cell),
) -> Column {
    Column {
        key,
        contents,
        required: true,
        headings,
        words,
        read,
    }
}

/// Headings of columns that are known and not wanted: numbers of the city's own systems, what changes by itself, and
/// My Number, which this program never keeps.
const UNWANTED: &str = "宛名番号 宛名コード 住民コード 世帯番号 世帯コード 個人番号 マイナンバー 住民票コード 被保険者番号 \
    年齢 満年齢 年令 満年令 歳 連番 通番 項番 no no. № 行番号 ページ 頁 更新日 更新年月日 異動日 異動事由 最終更新日 受給者番号";

/// Every column.
pub(crate) static COLUMNS: LazyLock<Vec<&'static Column>> = LazyLock::new(|| {
    let tables = [
        people::COLUMNS,
        registrants::COLUMNS,
        supporters::COLUMNS,
        pairings::COLUMNS,
        places::COLUMNS,
    ];
    tables.into_iter().flatten().collect()
});

/// Returns the keys of the columns a list can have, in the order they are offered.
pub fn column_keys(content: ListContent) -> Vec<&'static str> {
    of_content(content).map(|(_, column)| column.key).collect()
}

/// The columns of a list with their places in `COLUMNS`.
pub(crate) fn of_content(content: ListContent) -> impl Iterator<Item = (usize, &'static Column)> {
    let all = COLUMNS
        .iter()
        .enumerate()
        .map(|(place, column)| (place, *column));
    all.filter(move |(_, column)| column.contents.contains(&content))
}

/// Returns the place in `COLUMNS` of a key in a list.
pub(crate) fn place_of(content: ListContent, key: &str) -> Option<usize> {
    of_content(content)
        .find(|(_, column)| column.key == key)
        .map(|(place, _)| place)
}

/// How surely a heading means a column.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Sureness {
    /// By a word in it.
    Word,
    /// It is one of the headings people use.
    Heading,
}

/// Returns the column a heading means, and how surely; `IGNORE` for one that is known and not wanted.
pub(crate) fn meant_by(heading: &str, content: ListContent) -> Option<(&'static str, Sureness)> {
    let known = &KNOWN[content as usize];
    let plain = normal(heading);
    if plain.is_empty() {
        return None;
    }
    let without = without_brackets(&plain);
    // 要支援者氏名(カナ) is not the name.
    let is_reading = ["カナ", "フリガナ", "ヨミ", "仮名"]
        .iter()
        .any(|word| plain.contains(word) && !without.contains(word));
    let forms = [Some(&plain), Some(&without).filter(|_| !is_reading)];
    let whole = known.exact.get(plain.as_str());
    if let (None, Some(key)) = (whole, known.of_brackets(&plain, &without)) {
        return Some((key, Sureness::Heading));
    }
    for form in forms.into_iter().flatten() {
        if let Some(&key) = known.exact.get(form.as_str()) {
            return Some((key, Sureness::Heading));
        }
    }
    let found = known.words.iter().find(|(alternatives, _)| {
        alternatives
            .iter()
            .any(|words| words.iter().all(|word| word.holds(&plain)))
    });
    found.map(|&(_, key)| (key, Sureness::Word))
}

/// Returns a heading without line breaks, spaces, width, kana type and ornaments.
pub(crate) fn normal(heading: &str) -> String {
    until_stable(heading, normal_once)
}

fn normal_once(heading: &str) -> String {
    let folded = fold(heading);
    let trimmed = folded
        .trim_end_matches('.')
        .trim_matches(|c: char| matches!(c, '※' | '*' | '★' | '◎' | '●' | ':' | '：' | '■' | '○'));
    let plain = trimmed
        .replace(['【', '〔', '〈', '['], "(")
        .replace(['】', '〕', '〉', ']'], ")");
    IN_KANA
        .iter()
        .fold(plain, |plain, (kana, kanji)| plain.replace(kana, kanji))
}

/// Words of a heading some people write in kana: でんわ（家）, おなまえ.
const IN_KANA: [(&str, &str); 10] = [
    ("デンワ", "電話"),
    ("ケイタイ", "携帯"),
    ("バンゴウ", "番号"),
    ("ジュウショ", "住所"),
    ("ナマエ", "名前"),
    ("セイネンガッピ", "生年月日"),
    ("セイベツ", "性別"),
    ("ネンレイ", "年齢"),
    ("ユウビン", "郵便"),
    ("ビコウ", "備考"),
];

fn without_brackets(text: &str) -> String {
    let mut depth = 0_usize;
    let mut plain = String::new();
    for c in text.chars() {
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth == 0 => plain.push(c),
            _ => {}
        }
    }
    plain
}

/// A word that must, or must not, stand in a heading.
struct Word {
    text: String,
    wanted: bool,
}

impl Word {
    fn of(text: &str) -> Self {
        match text.strip_prefix('!') {
            Some(unwanted) => Self {
                text: fold(unwanted),
                wanted: false,
            },
            None => Self {
                text: fold(text),
                wanted: true,
            },
        }
    }

    fn holds(&self, heading: &str) -> bool {
        heading.contains(&self.text) == self.wanted
    }
}

/// The headings of one list, folded once.
struct Known {
    exact: HashMap<String, &'static str>,
    words: Vec<(Vec<Vec<Word>>, &'static str)>,
}

impl Known {
    /// 住所(建物名) and 緊急連絡先1(電話): the brackets say which part of the outside is meant.
    fn of_brackets(&self, plain: &str, outside: &str) -> Option<&'static str> {
        let open = plain.find('(')?;
        let inside = plain[open..].trim_matches(['(', ')']);
        let part = *self.exact.get(inside)?;
        let of = |text: &str| self.exact.get(text).copied();
        let whole =
            of(outside).or_else(|| of(outside.trim_end_matches(|c: char| c.is_ascii_digit())))?;
        match (whole, part) {
            (
                "address" | "phone" | "mobile",
                "building" | "room" | "mobile" | "fax" | "work_phone",
            ) => Some(part),
            ("emergency_name", "phone" | "mobile" | "phone_line") => Some("emergency_phone"),
            ("emergency_name", "emergency_relation" | "emergency_phone") => Some(part),
            ("emergency_name", "address") => Some("emergency_address"),
            ("emergency2_name", "phone" | "mobile") => Some("emergency2_phone"),
            ("emergency2_name", "emergency_relation") => Some("emergency2_relation"),
            _ => None,
        }
    }
}

static KNOWN: LazyLock<[Known; 4]> = LazyLock::new(|| {
    let of = |content| {
        let mut known = Known {
            exact: HashMap::new(),
            words: Vec::new(),
        };
        for heading in UNWANTED.split_whitespace() {
            known.exact.insert(normal(heading), IGNORE);
        }
        for (_, column) in of_content(content) {
            for heading in column.headings.split_whitespace() {
                known.exact.insert(normal(heading), column.key);
            }
            let alternatives = column.words.split_whitespace();
            let words = alternatives
                .map(|one| one.split('+').map(Word::of).collect())
                .collect();
            known.words.push((words, column.key));
        }
        // A list this program wrote is headed by the words it shows, unless a heading means something else already.
        for (_, column) in of_content(content) {
            let word = normal(crate::words::column(column.key));
            known.exact.entry(word).or_insert(column.key);
        }
        known
    };
    [
        of(ListContent::Registrants),
        of(ListContent::Supporters),
        of(ListContent::Pairings),
        of(ListContent::Places),
    ]
});

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2000))]

        #[test]
        fn a_heading_folds_stably(text in "[氏名ﾌﾘｶﾞﾅか゛\u{3099}\u{309a}ー(（)）【】〔〕〈〉※*:：.．■○No№① 　\n-]{0,10}") {
            let once = normal(&text);
            prop_assert_eq!(normal(&once), once, "{:?}", text);
        }
    }

    #[test]
    fn every_heading_means_its_column() {
        for &content in ListContent::ALL {
            for (_, column) in of_content(content) {
                for heading in column.headings.split_whitespace() {
                    let meant = meant_by(heading, content).map(|(key, _)| key);
                    assert_eq!(meant, Some(column.key), "{heading} in {content:?}");
                }
            }
        }
    }
}
