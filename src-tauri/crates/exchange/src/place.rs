//! Which 町丁目 a sheet, a title or a line between the people names, for lists that leave it out of the addresses.

use domain::address::read_address;
use domain::name::fold;

/// Words that stand in names of sheets and titles and are no town.
const NO_TOWN: [&str; 16] = [
    "sheet",
    "名簿",
    "一覧",
    "台帳",
    "リスト",
    "要支援",
    "要援護",
    "避難",
    "支援",
    "現在",
    "年度",
    "班",
    "組",
    "合計",
    "世帯",
    "備考",
];

/// Returns the town and 丁目 a text names, as it is written; none if it names none.
pub(crate) fn named_in(text: &str, city: &str) -> Option<String> {
    let words =
        text.split(|c: char| c.is_whitespace() || "【】〔〕[]()（）「」■●◆・/／：:".contains(c));
    words.filter(|word| !word.is_empty()).find_map(|word| {
        // せせらぎ町1丁目自治会 names the 丁目 too.
        let word = match word.find("丁目") {
            Some(at) => &word[..at + "丁目".len()],
            None => word,
        };
        let address = read_address(word, city);
        let is_whole = address.rest.is_empty() && address.ban.is_none();
        (is_whole && is_town(&address.town, address.chome.is_some())).then(|| word.to_owned())
    })
}

/// A 町名 is known by its 丁目, or by the character it ends in.
fn is_town(town: &str, with_chome: bool) -> bool {
    const ENDS: [char; 16] = [
        '町', '村', '台', '丘', '原', '沢', '宿', '野', '浜', '坂', '山', '川', '田', '島', '谷',
        '木',
    ];
    let plain = fold(town);
    let says_other = NO_TOWN.iter().any(|word| plain.contains(&fold(word)));
    let length = town.chars().count();
    let ends = town.ends_with(ENDS) || plain.ends_with('区');
    !says_other && (1..=12).contains(&length) && (with_chome || (ends && length >= 2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_town_is_found_and_a_title_is_none() {
        let check = |text: &str, town: Option<&str>| {
            assert_eq!(named_in(text, "北原市").as_deref(), town, "{text}");
        };
        check("桜木町1丁目", Some("桜木町1丁目"));
        check("桜木町１丁目　避難行動要支援者一覧", Some("桜木町１丁目"));
        check("【緑ヶ丘二丁目】", Some("緑ヶ丘二丁目"));
        check("北原市本宿", Some("北原市本宿"));
        check("避難行動要支援者名簿", None);
        check("Sheet1", None);
        check("令和8年4月1日現在", None);
        check("第1班", None);
        check("佐藤 一郎", None);
    }
}
