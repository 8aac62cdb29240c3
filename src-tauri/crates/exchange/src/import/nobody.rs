//! What a row is that holds no person: a total, a remark, a number without anything. A row that says anything of a
//! person is one, whether it has a name or not.

use domain::intake::PassedAs;
use domain::name::fold;

use super::household::{is_home, words_of};
use super::row::{Layout, has_name, read_person};
use crate::columns::COLUMNS;
use crate::place;
use crate::read::Context;
use crate::table::Row;

/// Signs a remark below a table begins with.
const MARKS: [&str; 12] = [
    "※",
    "＊",
    "*",
    "注）",
    "（注",
    "(注",
    "注:",
    "注：",
    "【注",
    "◎",
    "注意",
    "（備考",
];

/// Words a line of the office begins with: who made the list, when it was printed.
const OF_THE_OFFICE: [&str; 12] = [
    "備考:",
    "注:",
    "作成",
    "印刷",
    "出力",
    "発行",
    "問合",
    "問イ合ワセ",
    "担当課",
    "ページ",
    "頁",
    "以下余白",
];

/// Returns what a row is that holds no person; none for a person. `names_below` tells whether people follow.
pub(super) fn nobody(
    row: &Row,
    layout: &Layout,
    context: &Context<'_>,
    names_below: bool,
) -> Option<PassedAs> {
    let sort = plainly_nobody(row, layout)?;
    let single = row.cells.iter().position(|cell| !cell.is_blank());
    let column = single.and_then(|at| layout.columns.iter().find(|(_, place)| *place == at));
    let key = column.map_or("", |(column, _)| COLUMNS[*column].key);
    let is_alone = row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
    if sort != PassedAs::Note || has_name(row, layout) || !is_alone {
        return Some(sort);
    }
    let text = single.map_or("", |at| row.text(at));
    let is_number = fold(text).bytes().all(|byte| byte.is_ascii_digit());
    match key {
        "city_no" | "list_no" | "" if is_number => {
            (!names_below || key.is_empty()).then_some(PassedAs::EmptyLine)
        }
        "" | "city_no" | "list_no" | "note" | "householder" | "association" | "block" => Some(sort),
        "association_block" | "address_town" | "address_city" => Some(sort),
        _ if is_readable(row, layout, context) => None,
        _ => Some(sort),
    }
}

/// Whether the columns of a row without a name can be read as what they are.
fn is_readable(row: &Row, layout: &Layout, context: &Context<'_>) -> bool {
    let (read, held) = read_person(row, layout, context, "", &mut Vec::new());
    let others = read.shown.problems.iter().skip(1);
    let person = held.as_ref().and_then(crate::understood::person_of);
    let lives = person.is_none_or(|it| it.address_raw.is_empty() || it.address.ban.is_some());
    let reads = person
        .is_none_or(|it| it.name_kana.is_empty() || domain::name::is_kana_only(&it.name_kana));
    others.count() == 0 && lives && reads
}

/// Returns whether a row holds no person by its look: a total, a remark below the table, one cell without a name.
pub(super) fn plainly_nobody(row: &Row, layout: &Layout) -> Option<PassedAs> {
    let texts = || {
        let texts = row.cells.iter().map(|cell| cell.text.trim());
        texts.filter(|text| !text.is_empty())
    };
    let Some(first) = texts().next() else {
        return Some(PassedAs::Note);
    };
    let full = texts().count();
    let plain = fold(first);
    if is_total(&plain) && (full <= 3 || texts().skip(1).all(is_count)) {
        return Some(PassedAs::Total);
    }
    if full <= 3 && begins_remark(first, &plain) && !tells_of_somebody(row, layout) {
        // ※ alone is a mark beside a person.
        let is_mark = plain.chars().count() <= 1 && full > 1 && has_name(row, layout);
        if !is_mark {
            return Some(PassedAs::Note);
        }
    }
    if full == 1
        && row.cells.len() <= layout.fields.len()
        && is_section(first, has_name(row, layout))
    {
        return Some(PassedAs::Section);
    }
    if full == 1 && is_page(&plain) {
        return Some(PassedAs::Note);
    }
    let is_note = full <= 1 && (!has_name(row, layout) || first.chars().count() > 20);
    (is_note && row.flaws.is_empty()).then_some(PassedAs::Note)
}

/// Whether a name stands beside an address, a telephone or a birth date: a mark before a name makes nobody a remark.
fn tells_of_somebody(row: &Row, layout: &Layout) -> bool {
    const FACTS: [&str; 10] = [
        "address",
        "address_town",
        "phone",
        "mobile",
        "birth",
        "birth_year",
        "name_kana",
        "postal_code",
        "place_address",
        "place_phone",
    ];
    let is_fact = |column: usize, at: usize| {
        let key = COLUMNS[column].key;
        let text = fold(row.text(at));
        let says = match key {
            "name_kana" => domain::name::is_kana_only(row.text(at)) && !text.is_empty(),
            _ => text.contains(|c: char| c.is_ascii_digit()),
        };
        FACTS.contains(&key) && says
    };
    let of_office = row.cells.iter().any(|cell| cell.text.contains([':', '：']));
    has_name(row, layout)
        && !of_office
        && layout
            .columns
            .iter()
            .any(|&(column, at)| is_fact(column, at))
}

/// 1/4 ページ, - 2 -, P.3.
fn is_page(plain: &str) -> bool {
    let of_page = ["ページ", "頁", "page", "p."]
        .iter()
        .any(|word| plain.contains(word));
    let bare = plain
        .replace("ページ", "")
        .replace("頁", "")
        .replace("page", "")
        .replace("p.", "");
    let only_signs = bare
        .chars()
        .all(|c| c.is_ascii_digit() || "-ー/|第".contains(c));
    let dashed = bare.starts_with(['-', 'ー']) && bare.ends_with(['-', 'ー']) && bare.len() > 2;
    only_signs && (of_page || dashed)
}

fn begins_remark(first: &str, plain: &str) -> bool {
    let of_office = |word: &str| plain.starts_with(&fold(word));
    MARKS.iter().any(|mark| first.starts_with(mark)) || OF_THE_OFFICE.iter().any(|it| of_office(it))
}

/// 4班, 【第2ブロック】 or 桜木町1丁目 alone in a row: what stands beneath belongs to it.
fn is_section(text: &str, in_names: bool) -> bool {
    let is_address =
        |word: &str| is_home(word, "") && fold(word).contains(|c: char| c.is_ascii_digit());
    block_of(text).is_some()
        || (in_names && words_of(text).into_iter().any(is_address))
        || place::named_in(text, "").is_some_and(|named| named.ends_with("丁目"))
}

/// Returns the 班・組・ブロック a line names.
pub(super) fn block_of(text: &str) -> Option<&str> {
    let bare =
        text.trim_matches(|c: char| c.is_whitespace() || "【】〔〕[]()（）「」■●◆○□◇".contains(c));
    let bare = bare.strip_prefix('第').unwrap_or(bare);
    let number = ["班", "組", "ブロック"]
        .iter()
        .find_map(|unit| bare.strip_suffix(unit))?;
    let is_number = !number.is_empty()
        && fold(number)
            .chars()
            .all(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c));
    is_number.then_some(bare)
}

fn is_total(plain: &str) -> bool {
    const TOTALS: [&str; 10] = [
        "合計",
        "計",
        "小計",
        "総計",
        "総数",
        "件数",
        "以上",
        "人数",
        "総人数",
        "累計",
    ];
    let counted = |word: &str| {
        let rest = plain.strip_prefix(word);
        let is_long = word.chars().count() > 1;
        let has_digit = |rest: &str| rest.contains(|c: char| c.is_ascii_digit());
        rest.is_some_and(|rest| has_digit(rest) && (is_long || is_count(rest)))
    };
    // 1丁目計 and 4班小計 count a part.
    let of_part = [
        "丁目計",
        "丁目小計",
        "班計",
        "班小計",
        "組計",
        "組小計",
        "頁計",
        "ページ計",
    ];
    TOTALS.contains(&plain)
        || TOTALS.iter().any(|word| counted(word))
        || of_part.iter().any(|word| plain.ends_with(word))
}

/// 63名, 男 20 or a word for what is counted.
fn is_count(text: &str) -> bool {
    const UNITS: [&str; 8] = ["男", "女", "計", "名", "人", "世帯", "件", "数"];
    let mut plain = fold(text);
    for unit in UNITS {
        plain = plain.replace(&fold(unit), "");
    }
    plain
        .chars()
        .all(|c| c.is_ascii_digit() || "(),./:=-".contains(c))
}
