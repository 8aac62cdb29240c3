//! What holds for any bytes.

use domain::vault::Continue;
use proptest::prelude::*;

use super::{book, fixture, request, today};
use crate::{preview, read, rejected_file};

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
