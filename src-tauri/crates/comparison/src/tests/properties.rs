//! What holds for any two lists.

use domain::comparison::Identity;
use proptest::prelude::*;

use super::kit::{Somebody, compared, somebody};
use crate::Comparison;

/// Few values, so that namesakes, families and shared numbers come up all the time.
fn anybody() -> impl Strategy<Value = Somebody> {
    let names = prop::sample::select(vec![
        ("佐藤 和子", "サトウ カズコ"),
        ("佐藤 一子", "サトウ カズコ"),
        ("佐藤 和夫", "サトウ カズオ"),
        ("鈴木 清", "スズキ キヨシ"),
        ("鈴木清", "スズキ キヨシ"),
        ("髙橋 トメ", "タカハシ トメ"),
        ("高橋 トメ", ""),
    ]);
    let days = prop::sample::select(vec!["1937-01-12", "1937-12-01", "1940-05-05", ""]);
    let homes = prop::sample::select(vec!["風見町1-2-3", "風見町一丁目2番3号", "若草台2-5-8", ""]);
    let phones = prop::sample::select(vec!["0422-00-1234", "0422-00-5678", ""]);
    (names, days, homes, phones, 0..6_u32).prop_map(|((written, reading), day, home, phone, no)| {
        let number = if no == 0 {
            String::new()
        } else {
            no.to_string()
        };
        somebody(&number, written, reading)
            .born(day)
            .at(home)
            .called(phone)
    })
}

fn lists() -> impl Strategy<Value = (Vec<Somebody>, Vec<Somebody>)> {
    let list = || prop::collection::vec(anybody(), 0..9);
    (list(), list())
}

/// Who is joined with whom, by place.
fn joined(found: &Comparison) -> Vec<(u32, u32)> {
    let rows = (0..).zip(&found.rows);
    rows.filter_map(|(new, row)| Some((row.of?, new))).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn no_row_is_lost_and_nobody_is_given_twice((old, new) in lists()) {
        let found = compared(&old, &new);
        prop_assert_eq!(found.rows.len(), new.len(), "every row has an answer");
        let mut of: Vec<u32> = joined(&found).into_iter().map(|(old, _)| old).collect();
        let all = of.len();
        of.sort_unstable();
        of.dedup();
        prop_assert_eq!(of.len(), all, "one to one");
        for (at, _) in (0..).zip(&old) {
            let is_gone = found.gone.contains(&at);
            let asked = found.rows.iter().filter(|row| row.identity == Identity::Ask);
            let mut candidates = asked.flat_map(|row| &row.candidates);
            let is_asked = candidates.any(|it| it.old == at);
            let is_same = of.contains(&at);
            // At most eight candidates are shown, and there are no more people on these lists.
            prop_assert!(is_gone != (is_asked || is_same), "{} is somewhere, once", at);
        }
        for row in &found.rows {
            prop_assert_eq!(row.identity == Identity::Ask, !row.doubts.is_empty());
            prop_assert_eq!(row.identity == Identity::New, row.candidates.is_empty());
        }
    }

    #[test]
    fn the_order_of_the_rows_changes_nothing((old, new) in lists(), turn in 0..9_usize) {
        let found = compared(&old, &new);
        let (mut other_old, mut other_new) = (old.clone(), new.clone());
        other_old.reverse();
        let turn = turn.min(other_new.len());
        other_new.rotate_left(turn);
        let turned = compared(&other_old, &other_new);
        let place = |at: usize| (at + new.len() - turn) % new.len();
        for (at, row) in found.rows.iter().enumerate() {
            let other = &turned.rows[place(at)];
            prop_assert_eq!(row.identity, other.identity);
            let last = old.len().saturating_sub(1);
            let mirrored = |it: u32| u32::try_from(last).unwrap() - it;
            prop_assert_eq!(row.of, other.of.map(mirrored));
            let mut own: Vec<u32> = row.candidates.iter().map(|it| it.old).collect();
            let mut others: Vec<u32> = other.candidates.iter().map(|it| mirrored(it.old)).collect();
            own.sort_unstable();
            others.sort_unstable();
            prop_assert_eq!(own, others);
        }
    }

    #[test]
    fn who_is_joined_is_the_same_from_both_sides((old, new) in lists()) {
        let mut there = joined(&compared(&old, &new));
        let mut back: Vec<(u32, u32)> = joined(&compared(&new, &old)).into_iter().map(|(a, b)| (b, a)).collect();
        there.sort_unstable();
        back.sort_unstable();
        prop_assert_eq!(there, back);
    }

    #[test]
    fn a_list_is_never_new_to_itself((list, _) in lists()) {
        let found = compared(&list, &list);
        for (at, row) in (0..).zip(&found.rows) {
            prop_assert!(row.of.is_none_or(|of| of == at || list[of as usize] == list[at as usize]));
        }
        prop_assert!(joined(&found).iter().all(|(old, new)| old == new));
    }
}
