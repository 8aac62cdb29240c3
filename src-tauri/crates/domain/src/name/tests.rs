//! What folding must find, and what it must leave alone.

use proptest::prelude::*;

use super::*;

#[test]
fn variants_width_and_spaces_fall_together() {
    for (one, other) in [
        ("髙橋　正雄", "高橋正雄"),
        ("山﨑 ふみ", "山崎フミ"),
        ("渡邉", "渡辺"),
        ("渡邊", "渡邉"),
        ("齋藤", "斉藤"),
        ("齊藤", "斎藤"),
        ("𠮷田", "吉田"),
        ("葛\u{e0100}西", "葛西"),
        ("佐々木", "佐佐木"),
        ("ｻﾄｳ", "さとう"),
        ("神\u{fe00}田", "神田"),
        ("廣瀨　實", "広瀬実"),
        ("ＳＭＩＴＨ", "smith"),
    ] {
        assert_eq!(fold(one), fold(other), "{one} and {other}");
    }
    assert_ne!(fold("伊藤"), fold("伊東"));
}

#[test]
fn readings_fold_for_search_but_keep_their_voicing() {
    assert_eq!(fold_kana("ｼｮｳｲﾁ"), fold_kana("シヨウイチ"));
    assert_eq!(fold_kana("おーの"), "オノ");
    assert_eq!(fold_kana("ﾔﾏﾓﾄ ｼｹﾞﾙ"), "ヤマモトシゲル");
    assert_ne!(fold_kana("ハシ"), fold_kana("バシ"));
}

#[test]
fn readings_are_shown_as_full_width_katakana() {
    assert_eq!(full_kana("ﾔﾏﾓﾄ ｼｹﾞﾙ"), "ヤマモト シゲル");
    assert_eq!(full_kana("ハセカ\u{3099}ワ　ススム"), "ハセガワ ススム");
    assert_eq!(full_kana("ハセカ゛ワ"), "ハセガワ");
    assert_eq!(full_kana("  さとう   かずこ "), "サトウ カズコ");
    assert_eq!(full_kana("ﾏﾘ-"), "マリー");
}

#[test]
fn a_name_is_split_at_its_first_space() {
    assert_eq!(split("中村　　英二"), ("中村".into(), "英二".into()));
    assert_eq!(split("坂本　喜代　"), ("坂本".into(), "喜代".into()));
    assert_eq!(split("関ちよ"), ("関ちよ".into(), String::new()));
}

#[test]
fn the_index_looks_past_voicing_and_size() {
    for (kana, row) in [
        ("ガ", 1),
        ("ばば", 5),
        ("ｳﾀﾞ", 0),
        ("ヴ", 0),
        ("ワ", 9),
        ("A", 10),
        ("", 10),
    ] {
        assert_eq!(kana_row(kana), row, "{kana}");
    }
}

#[test]
fn what_was_folded_is_said() {
    assert_eq!(variants_in("斉藤"), "斎・斉・齋・齊・齎、藤・籐");
    assert_eq!(variants_in("田中"), "");
}

#[test]
fn no_character_stands_in_two_groups() {
    let mut seen = std::collections::HashSet::new();
    for c in GROUPS.iter().flat_map(|group| group.chars()) {
        assert!(seen.insert(c), "{c} stands twice");
    }
}

proptest! {
    #[test]
    fn folding_twice_changes_nothing(text in "\\PC{0,24}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
        let kana = fold_kana(&text);
        prop_assert_eq!(fold_kana(&kana), kana);
        let full = full_kana(&text);
        prop_assert_eq!(full_kana(&full), full);
    }

    #[test]
    fn japanese_text_folds_stably(text in "[ぁ-ゟ゠-ヿ｡-ﾟ一-龠々ー゛゜\u{3099}\u{309a} 　・-]{0,16}") {
        let once = fold(&text);
        prop_assert_eq!(fold(&once), once);
        let kana = fold_kana(&text);
        prop_assert_eq!(fold_kana(&kana), kana);
        let full = full_kana(&text);
        prop_assert_eq!(full_kana(&full), full);
    }
}

/// Signs that change what stands before them, or become several others when they are folded.
const RESTLESS: &str = "[カガケゲヶガハパバウヴワヷかがはばぱゝゞヽヾ゛゜\u{3099}\u{309a}ｶｹﾊｳﾜﾞﾟｰー－々〻・･ 　㌔㍻㈱①Ａａヿゟ斉齋髙\u{e0100}\u{200b}-]{0,8}";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn restless_signs_fold_stably(text in RESTLESS) {
        for folding in [fold, fold_kana, full_kana] {
            let once = folding(&text);
            prop_assert_eq!(folding(&once), once, "{:?}", text);
        }
    }

    #[test]
    fn a_reading_is_found_however_it_was_typed(text in RESTLESS) {
        prop_assert_eq!(fold_kana(&full_kana(&text)), fold_kana(&text), "{:?}", text);
    }
}
