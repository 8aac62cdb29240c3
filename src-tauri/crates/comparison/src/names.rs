//! How far two names agree: characters first, readings beside them.

use domain::comparison::Agreement;
use unicode_normalization::UnicodeNormalization;

/// One part of a name as it is written in a row; empty where the row does not say.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Spelling<'a> {
    pub characters: &'a str,
    pub reading: &'a str,
}

/// Returns how far two parts that are not written alike agree. Both are folded.
pub(crate) fn compare(a: Spelling<'_>, b: Spelling<'_>) -> Agreement {
    let both_read = !a.reading.is_empty() && !b.reading.is_empty();
    let both_written = !a.characters.is_empty() && !b.characters.is_empty();
    let same_reading = both_read && a.reading == b.reading;
    match (both_written, both_read) {
        (true, _) if a.characters == b.characters => Agreement::Same,
        (true, true) if same_reading && same_but_lost(a.characters, b.characters) => {
            Agreement::Same
        }
        (true, true) if same_reading => Agreement::SameSound,
        (true, true) if near_reading(a.reading, b.reading) && share(a.characters, b.characters) => {
            Agreement::Near
        }
        (true, true) => Agreement::Different,
        (true, false) if same_but_lost(a.characters, b.characters) => Agreement::Near,
        (true, false) if written_as_read(a, b) => Agreement::SameSound,
        (true, false) if near_reading(a.characters, b.characters) => Agreement::Near,
        (true, false) => Agreement::Different,
        (false, true) if same_reading => Agreement::Same,
        (false, true) if near_reading(a.reading, b.reading) => Agreement::Near,
        (false, true) => Agreement::Different,
        (false, false) => Agreement::Unknown,
    }
}

/// フミ in one row, 富美 read フミ in the other.
fn written_as_read(a: Spelling<'_>, b: Spelling<'_>) -> bool {
    let reads = |spelling: Spelling<'_>, other: Spelling<'_>| {
        !spelling.reading.is_empty() && spelling.reading == other.characters
    };
    reads(a, b) || reads(b, a)
}

/// The same characters, some of them lost on the way (■).
fn same_but_lost(a: &str, b: &str) -> bool {
    let is_lost = |c: char| {
        matches!(
            c,
            '■' | '〓' | '□' | '?' | '\u{fffd}' | '\u{e000}'..='\u{f8ff}'
        )
    };
    let mut lost = false;
    let fits = a.chars().count() == b.chars().count()
        && a.chars().zip(b.chars()).all(|(x, y)| {
            let here = is_lost(x) || is_lost(y);
            lost |= here;
            here || x == y
        });
    fits && lost
}

/// At least half of the characters of the shorter one stand in the other.
fn share(a: &str, b: &str) -> bool {
    let (short, long) = if a.chars().count() <= b.chars().count() {
        (a, b)
    } else {
        (b, a)
    };
    let common = short.chars().filter(|&c| long.contains(c)).count();
    common * 2 >= short.chars().count().max(1)
}

/// One sound added, lost, or another, in a name of three or more; in a shorter one only the voicing.
fn near_reading(a: &str, b: &str) -> bool {
    const SHORTEST: usize = 3;
    let (count_a, count_b) = (a.chars().count(), b.chars().count());
    let longest = count_a.max(count_b);
    if count_a.abs_diff(count_b) > 1 {
        return false;
    }
    let same = |(x, y): &(char, char)| x == y;
    let head = a.chars().zip(b.chars()).take_while(same).count();
    let tail = a.chars().rev().zip(b.chars().rev());
    let tail = tail.take_while(same).count().min(longest - head);
    let is_one = longest - head - tail <= 1;
    (is_one && longest >= SHORTEST) || a.chars().map(unvoiced).eq(b.chars().map(unvoiced))
}

fn unvoiced(c: char) -> char {
    std::iter::once(c).nfd().next().unwrap_or(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::name::{fold, fold_kana};

    fn check(a: (&str, &str), b: (&str, &str), expected: Agreement) {
        let texts = [fold(a.0), fold_kana(a.1), fold(b.0), fold_kana(b.1)];
        let [ca, ra, cb, rb] = &texts;
        let spelling = |characters, reading| Spelling {
            characters,
            reading,
        };
        let (a, b) = (spelling(ca, ra), spelling(cb, rb));
        assert_eq!(compare(a, b), expected, "{texts:?}");
        assert_eq!(compare(b, a), expected, "{texts:?} the other way");
    }

    #[test]
    fn names_agree_as_far_as_people_would_say() {
        use Agreement::{Different, Near, Same, SameSound, Unknown};
        check(("髙橋", "タカハシ"), ("高橋", "タカハシ"), Same);
        check(("山﨑", "ヤマザキ"), ("山崎", "ヤマサキ"), Same);
        check(("裕子", "ユウコ"), ("裕子", "ヒロコ"), Same);
        check(("■田", "ヨシダ"), ("吉田", "ヨシダ"), Same);
        check(("■田", ""), ("吉田", ""), Near);
        check(("伊藤", "イトウ"), ("伊東", "イトウ"), SameSound);
        check(("文男", "フミオ"), ("文雄", "フミオ"), SameSound);
        check(("健一", "ケンイチ"), ("健二", "ケンジ"), Different);
        check(("和子", "カズコ"), ("和枝", "カズエ"), Near);
        check(("キヨ", "キヨ"), ("キミ", "キミ"), Different);
        check(("富美", "フミ"), ("フミ", ""), SameSound);
        check(("", "サトウ"), ("", "サトウ"), Same);
        check(("佐藤", ""), ("", "サトウ"), Unknown);
        check(("正", "タダシ"), ("実", "ミノル"), Different);
    }
}
