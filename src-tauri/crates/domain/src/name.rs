//! Names: how they are split and folded for comparing. What is stored and shown is never folded.

mod variants;

use std::collections::HashMap;
use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;

/// The groups of variants, common form first.
static GROUPS: LazyLock<Vec<&str>> =
    LazyLock::new(|| variants::GROUPS.split_whitespace().collect());

/// Character → place of its group in `GROUPS`.
static GROUP_OF: LazyLock<HashMap<char, usize>> = LazyLock::new(|| {
    let groups = GROUPS.iter().enumerate();
    groups
        .flat_map(|(place, group)| group.chars().map(move |c| (c, place)))
        .collect()
});

/// Returns the text folded for comparing: variants of one character to its common form, width, kana type, letter
/// case, spaces, middle dots, selectors and invisible characters gone. Folding twice changes nothing.
pub fn fold(text: &str) -> String {
    if text.chars().all(is_plain_kanji) {
        return spell_out(&text.chars().map(common).collect::<String>());
    }
    until_stable(text, |text| {
        let visible: String = text.chars().filter(|&c| !is_dropped(c)).collect();
        let narrow: String = visible.nfkc().filter(|&c| !is_dropped(c)).collect();
        let folded: String = narrow
            .chars()
            .flat_map(char::to_lowercase)
            .map(katakana)
            .map(common)
            .collect();
        spell_out(&folded)
    })
}

/// Returns kana folded for search and order: full-width katakana, small kana large, long marks and spaces gone.
/// Voicing marks stay (ハシ and バシ are different readings); only `kana_row` looks past them.
pub fn fold_kana(text: &str) -> String {
    // The quick way for what `full_kana` has made of a reading.
    if text
        .chars()
        .all(|c| c == ' ' || matches!(c, '\u{30a1}'..='\u{30fa}'))
    {
        return text.chars().filter(|&c| c != ' ').map(large).collect();
    }
    until_stable(text, |text| {
        let visible: String = text.chars().filter(|&c| !is_dropped(c)).collect();
        let wide: String = visible
            .nfkc()
            .flat_map(char::to_lowercase)
            .map(katakana)
            .collect();
        wide.nfc()
            .filter(|&c| !is_dropped(c) && !is_long_mark(c))
            .map(large)
            .collect()
    })
}

/// Returns kana of any width and type as full-width katakana, with one half-width space where there was space.
/// Characters that are no kana stay as they are.
pub fn full_kana(text: &str) -> String {
    until_stable(text, full_kana_once)
}

fn full_kana_once(text: &str) -> String {
    let mut wide = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{ff61}'..='\u{ff9f}' => wide.extend(std::iter::once(c).nfkc()),
            '\u{309b}' => wide.push('\u{3099}'),
            '\u{309c}' => wide.push('\u{309a}'),
            '-' | '\u{2010}' | '\u{2212}' | '\u{ff0d}' if wide.ends_with(is_kana) => {
                wide.push('ー')
            }
            _ => wide.push(katakana(c)),
        }
    }
    let composed: String = wide.nfc().map(katakana).nfc().collect();
    composed.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Splits a name as received into family and given name; the given name is empty where there is no space to split at.
pub fn split(raw: &str) -> (String, String) {
    match raw.trim().split_once(char::is_whitespace) {
        Some((family, given)) => (family.to_owned(), given.trim().to_owned()),
        None => (raw.trim().to_owned(), String::new()),
    }
}

/// Returns which of the eleven rows of the 五十音 index (あかさたなはまやらわ他) a folded kana begins in, from 0.
/// Voicing marks, kana type and small kana make no difference.
pub fn kana_row(kana_key: &str) -> usize {
    const ROWS: [&str; 10] = [
        "アイウエオ",
        "カキクケコ",
        "サシスセソ",
        "タチツテト",
        "ナニヌネノ",
        "ハヒフヘホ",
        "マミムメモ",
        "ヤユヨ",
        "ラリルレロ",
        "ワヰヱヲン",
    ];
    let first = fold_kana(kana_key)
        .chars()
        .next()
        .and_then(|c| std::iter::once(c).nfd().next());
    first
        .and_then(|c| ROWS.iter().position(|row| row.contains(c)))
        .unwrap_or(ROWS.len())
}

/// Returns the variants a typed text was folded over (「斎・斉・齋・齊」), empty if there are none.
/// Several groups are parted by 「、」.
pub fn variants_in(text: &str) -> String {
    let mut places: Vec<usize> = Vec::new();
    for place in text.chars().filter_map(|c| GROUP_OF.get(&c).copied()) {
        if !places.contains(&place) {
            places.push(place);
        }
    }
    let shown = |&place: &usize| {
        GROUPS[place]
            .chars()
            .map(String::from)
            .collect::<Vec<_>>()
            .join("・")
    };
    places.iter().map(shown).collect::<Vec<_>>().join("、")
}

/// Returns whether a text is written in kana alone (of any width), so that it can be a reading.
pub fn is_kana_only(text: &str) -> bool {
    let mut letters = text.chars().filter(|c| !c.is_whitespace()).peekable();
    letters.peek().is_some() && letters.all(|c| is_kana(c) || is_long_mark(c) || c == '・')
}

/// Returns a text folded again and again until that changes nothing more.
pub fn until_stable(text: &str, fold_once: impl Fn(&str) -> String) -> String {
    const ROUNDS: usize = 8;
    let mut folded = fold_once(text);
    for _ in 0..ROUNDS {
        let again = fold_once(&folded);
        if again == folded {
            break;
        }
        folded = again;
    }
    folded
}

/// The quick way for most names: kanji and katakana that no step but the table of variants can change.
fn is_plain_kanji(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{30a1}'..='\u{30fa}')
}

fn common(c: char) -> char {
    let group = GROUP_OF.get(&c).map(|&place| GROUPS[place]);
    group.and_then(|group| group.chars().next()).unwrap_or(c)
}

/// 佐々木 and 佐佐木 are one name: the repetition mark becomes what it repeats.
fn spell_out(text: &str) -> String {
    let mut spelled = String::with_capacity(text.len());
    for c in text.chars() {
        match (c, spelled.chars().next_back()) {
            ('々' | '〻', Some(before)) => spelled.push(before),
            _ => spelled.push(c),
        }
    }
    spelled
}

fn katakana(c: char) -> char {
    match c {
        '\u{3041}'..='\u{3096}' | '\u{309d}' | '\u{309e}' => {
            char::from_u32(c as u32 + 0x60).unwrap_or(c)
        }
        _ => c,
    }
}

fn large(c: char) -> char {
    const SMALL: &str = "ァィゥェォッャュョヮヵヶ";
    const LARGE: &str = "アイウエオツヤユヨワカケ";
    SMALL
        .chars()
        .position(|s| s == c)
        .and_then(|at| LARGE.chars().nth(at))
        .unwrap_or(c)
}

fn is_kana(c: char) -> bool {
    matches!(c,
        '\u{3041}'..='\u{309f}' | '\u{30a1}'..='\u{30fa}' | '\u{30fc}'..='\u{30ff}'
        | '\u{ff66}'..='\u{ff9f}')
}

fn is_long_mark(c: char) -> bool {
    matches!(
        c,
        'ー' | 'ｰ' | '-' | '－' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '〜' | '～' | '~'
    )
}

/// Spaces, middle dots, variation selectors, controls and everything invisible.
fn is_dropped(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || is_invisible(c)
        || matches!(c, '・' | '･' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}')
}

/// Returns whether a character takes no room and tells the reader nothing: direction marks, joiners, soft hyphens.
/// Variation selectors are not among them, because they belong to the character before.
pub fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}'
        | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}'
        | '\u{ffa0}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests;
