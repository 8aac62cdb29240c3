//! What holds for any bytes.

use domain::problem::Rule;
use domain::vault::Continue;
use proptest::prelude::*;

use super::{book, fixture, read_all, request, today};
use crate::{ListRead, preview, read, rejected_file};

/// Words of a sheet: of people, of households, of what stands between and below them.
fn cell() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "",
        "",
        "7",
        "007",
        "山田 花子",
        "ﾔﾏﾀﾞ ﾊﾅｺ",
        "S12.3.4",
        "不明",
        "風見町1-2-3",
        "風見町1丁目",
        "0422-00-0001",
        "要介護3",
        "女",
        "世帯主",
        "妻",
        "世帯1",
        "合計",
        "※",
        "※ 同意のない方",
        "63名",
        "1班",
        "同上",
        "氏名",
        "住所",
        "整理番号",
        "1:要介護",
        "1",
        "備考です",
    ])
}

/// The rows of a list below its heading: those that are people, and those that are told as something else.
fn told(list: &ListRead) -> Vec<u32> {
    let number = |row: &String| row.parse::<u32>().unwrap();
    let people = list.rows.iter().map(|row| number(&row.shown.row));
    let passed = list.passed.iter().map(|row| number(&row.row));
    let mut told: Vec<u32> = people.chain(passed).collect();
    told.sort_unstable();
    told
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn no_bytes_are_too_strange(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        let _seen = preview(&bytes, "x.csv", &request(), &book(), today());
    }

    #[test]
    fn damaged_files_are_refused_or_read_but_never_crash(
        name in prop::sample::select(vec!["import/city-list-2026.csv", "import/city-list-2026-utf16le.tsv", "bad/18-invalid-cp932.csv", "bad/10-password.xlsx"]),
        at in any::<prop::sample::Index>(), byte in any::<u8>(), cut in any::<prop::sample::Index>(),
    ) {
        let mut bytes = fixture(name);
        let place = at.index(bytes.len());
        bytes[place] = byte;
        bytes.truncate(cut.index(bytes.len()).max(1));
        let _seen = preview(&bytes, name, &request(), &book(), today());
    }

    #[test]
    fn every_row_is_taken_rejected_or_told_as_something_else(
        order in Just(vec!["整理番号", "氏名", "フリガナ", "生年月日", "住所", "電話", "該当事由", "性別", "世帯番号", "続柄", "備考"]).prop_shuffle(),
        width in 4..11_usize, rows in prop::collection::vec(prop::collection::vec(cell(), 0..10), 1..14),
    ) {
        let mut heading: Vec<&str> = order[..width].to_vec();
        if !heading.contains(&"氏名") {
            heading[0] = "氏名";
        }
        let lines = std::iter::once(heading).chain(rows.clone()).map(|row| row.join("\t"));
        let text = lines.collect::<Vec<_>>().join("\n");
        if let Ok(list) = read(text.as_bytes(), "x.tsv", &request(), &book(), today(), &mut |_| Continue::Yes) {
            let first = u32::try_from(list.title_rows.len()).unwrap() + 1;
            let filled = (2_u32..).zip(&rows).filter(|(_, row)| row.iter().any(|cell| !cell.is_empty()));
            let wanted: Vec<u32> = filled.map(|(number, _)| number).filter(|number| *number > list.heading_row.max(first)).collect();
            prop_assert_eq!(told(&list), wanted, "{}", text);
        }
    }

    #[test]
    fn nobody_is_lost(cells in prop::collection::vec(prop::collection::vec("[山田花子,\"\n=+1同上※ ]{0,6}", 1..5), 0..12)) {
        let line = |row: &Vec<String>| row.iter().map(|c| format!("\"{}\"", c.replace('"', "\"\""))).collect::<Vec<_>>().join(",");
        let text = format!("整理番号,氏名,住所\n{}", cells.iter().map(line).collect::<Vec<_>>().join("\n"));
        if let Ok(list) = read(text.as_bytes(), "x.csv", &request(), &book(), today(), &mut |_| Continue::Yes) {
            let taken = list.rows.iter().filter(|row| row.draft.is_some()).count();
            let rejected = list.rows.iter().filter(|row| !row.shown.comes_in).count();
            prop_assert_eq!(taken + rejected, list.rows.len());
            let outside_without_reason = list.rows.iter().any(|row| row.draft.is_none() && row.shown.problems.is_empty());
            prop_assert!(!outside_without_reason, "everybody outside has a reason");
            let _file = rejected_file(&list);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(60))]

    #[test]
    fn damaged_workbooks_are_refused_or_read_but_never_crash(
        name in prop::sample::select(vec!["import/supporters.xlsx", "bad/12-word-renamed.xlsx"]),
        changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
    ) {
        let mut bytes = fixture(name);
        for (at, byte) in changes {
            let place = at.index(bytes.len());
            bytes[place] = byte;
        }
        let _seen = preview(&bytes, name, &request(), &book(), today());
    }
}

#[test]
fn somebody_without_a_name_is_outside_with_a_reason() {
    for row in [
        "3,,,S12.3.4,風見町1-2-3,0422-00-0003,要介護3",
        "3,,,,風見町1-2-3,,",
        ",,,,風見町1-2-3,0422-00-0003,",
        ",,ｻﾄｳ ﾊﾅｺ,,,,",
        ",,,S12.3.4,,,",
        ",,,,,0422-00-0003,",
        ",,,,,,要介護3",
        "3,,,,,,",
        ",,,,風見町1-2-3,,",
    ] {
        let text = format!(
            "整理番号,氏名,フリガナ,生年月日,住所,電話,該当事由\n1,山田 花子,,S10.1.2,風見町1-2-5,,\n{row}\n4,佐藤 次郎,,S11.1.2,,,\n5,鈴木 三郎,,S11.1.2,風見町1-2-6,,\n"
        );
        let list = read_all(text.as_bytes(), &book());
        assert_eq!(told(&list), [2, 3, 4, 5], "{row}");
        let outside = list.rows.iter().find(|it| !it.shown.comes_in);
        let outside = outside.unwrap_or_else(|| panic!("{row} stays outside"));
        let problems = &outside.shown.problems;
        assert_eq!(
            (outside.shown.row.as_str(), problems[0].rule),
            ("3", Rule::Missing),
            "{row}"
        );
        let next = &list.rows[2].shown;
        assert_eq!(
            (next.name.as_str(), next.address.as_str()),
            ("佐藤 次郎", ""),
            "{row}"
        );
    }
}
