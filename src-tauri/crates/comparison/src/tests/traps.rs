//! What must be told, and what must be asked.

use domain::comparison::{Agreement, ChangeKind, Doubt, EvidenceField, Identity, RowField};
use domain::person::Gender;

use super::kit::{Somebody, compared, entries, neighbours, said, somebody};
use crate::duplicates;

fn kazuko() -> Somebody {
    somebody("12", "佐藤 和子", "サトウ カズコ")
        .born("1937-01-12")
        .at("風見町1丁目4番6号")
        .called("0422-00-1234")
}

fn same(old: u32) -> (Identity, Vec<u32>) {
    (Identity::Same, vec![old])
}

fn ask(old: &[u32]) -> (Identity, Vec<u32>) {
    (Identity::Ask, old.to_vec())
}

fn new() -> (Identity, Vec<u32>) {
    (Identity::New, Vec::new())
}

#[test]
fn a_number_with_its_name_is_the_same_person_wherever_it_lives() {
    let moved = kazuko().at("若草台2丁目1番1号").called("0422-00-7777");
    assert_eq!(said(&[kazuko()], &[moved]), [same(0)]);
    let zeros = somebody("00012", "佐藤　和子", "ｻﾄｳ ｶｽﾞｺ").born("1937-01-12");
    assert_eq!(said(&[kazuko()], &[zeros]), [same(0)]);
}

#[test]
fn without_the_number_name_birth_and_house_must_agree() {
    let renumbered =
        |number: &str| somebody(number, "佐藤 和子", "サトウ カズコ").born("1937-01-12");
    let at_home = renumbered("77").at("風見町1-4-6");
    assert_eq!(said(&[kazuko()], &[at_home]), [same(0)]);
    let by_phone = renumbered("77").at("若草台1-1-1").called("0422-00-1234");
    assert_eq!(said(&[kazuko()], &[by_phone]), [same(0)]);
    let nothing_else = renumbered("77").at("若草台1-1-1").called("0422-00-9999");
    assert_eq!(said(&[kazuko()], &[nothing_else]), [ask(&[0])]);
}

#[test]
fn a_number_that_went_to_somebody_else_is_asked() {
    let stranger = somebody("12", "大野 ミツ", "オオノ ミツ").born("1939-03-23");
    assert_eq!(said(&[kazuko()], &[stranger]), [ask(&[0])]);
    let husband = somebody("12", "佐藤 正", "サトウ タダシ")
        .born("1935-03-19")
        .at("風見町1丁目4番6号")
        .called("0422-00-1234");
    assert_eq!(said(&[kazuko()], &[husband]), [ask(&[0])]);
}

#[test]
fn twins_are_told_by_their_given_names_even_with_new_numbers() {
    let twin = |number: &str, written: &str, reading: &str| {
        somebody(number, written, reading)
            .born("1988-05-21")
            .at("若草台1丁目7番15号")
            .called("0422-00-0212")
    };
    let old = [
        twin("1", "森田 健一", "モリタ ケンイチ"),
        twin("2", "森田 健二", "モリタ ケンジ"),
    ];
    let new = [
        twin("81", "森田 健二", "モリタ ケンジ"),
        twin("82", "森田 健一", "モリタ ケンイチ"),
    ];
    assert_eq!(said(&old, &new), [same(1), same(0)]);
}

#[test]
fn a_namesake_born_on_the_same_day_is_asked_unless_the_number_tells() {
    let other = somebody("50", "佐藤 和子", "サトウ カズコ")
        .born("1937-01-12")
        .at("若草台1-1-1");
    assert_eq!(
        said(&[kazuko()], &[kazuko(), other.clone()]),
        [same(0), ask(&[0])]
    );
    let renumbered = somebody("90", "佐藤 和子", "サトウ カズコ")
        .born("1937-01-12")
        .at("風見町1丁目4番6号");
    assert_eq!(said(&[kazuko(), other], &[renumbered]), [ask(&[0, 1])]);
}

#[test]
fn a_marriage_is_asked() {
    let married = somebody("12", "村上 和子", "ムラカミ カズコ")
        .born("1937-01-12")
        .called("0422-00-1234");
    assert_eq!(said(&[kazuko()], &[married]), [ask(&[0])]);
    let and_moved = somebody("88", "木下 和子", "キノシタ カズコ")
        .born("1937-01-12")
        .at("若草台1-1-1");
    assert_eq!(said(&[kazuko()], &[and_moved]), [ask(&[0])]);
}

#[test]
fn same_reading_or_same_building_alone_is_nobody() {
    let other = somebody("40", "左藤 一子", "サトウ カズコ")
        .born("1950-10-30")
        .at("若草台2-3-4");
    assert_eq!(said(&[kazuko()], &[other]), [new()]);
    let flat = |number: &str, written: &str, day: &str, building: &str, at: &str| {
        somebody(number, written, "ヤマモト シゲル")
            .born(day)
            .at(at)
            .room(building, "203")
    };
    let old = [
        flat(
            "1",
            "山本 茂",
            "1939-02-11",
            "みどりハイツ第一",
            "風見町2-5-8",
        ),
        flat(
            "2",
            "山本 繁",
            "1941-12-24",
            "みどりハイツ第二",
            "風見町2-5-12",
        ),
    ];
    let new = [flat(
        "71",
        "山本 茂",
        "1939-02-11",
        "みどりハイツ１",
        "風見町2-5-8",
    )];
    assert_eq!(said(&old, &new), [same(0)]);
}

#[test]
fn a_slip_of_the_birth_date_is_told_by_number_name_and_house() {
    let slip = kazuko().born("1937-12-01");
    assert_eq!(said(&[kazuko()], &[slip]), [same(0)]);
    let other_day = kazuko().born("1961-07-09").at("若草台2-2-2").called("");
    assert_eq!(said(&[kazuko()], &[other_day]), [ask(&[0])]);
    let sex = kazuko().gender(Gender::Female);
    let other_sex = kazuko().gender(Gender::Male);
    assert_eq!(
        said(&[sex], &[other_sex]),
        [same(0)],
        "all else is the same"
    );
}

#[test]
fn a_city_that_gives_every_number_anew_is_seen_through() {
    let old: Vec<Somebody> = neighbours();
    let mut new = neighbours();
    new.rotate_left(3);
    let new: Vec<Somebody> = new
        .iter()
        .enumerate()
        .map(|(at, it)| it.clone().numbered(&format!("9{at:03}")))
        .collect();
    let found = compared(&old, &new);
    assert!(!found.numbers_count);
    assert!(found.rows.iter().all(|row| row.identity == Identity::Same));
    let of: Vec<Option<u32>> = found.rows.iter().map(|row| row.of).collect();
    assert_eq!(of[0], Some(3));
}

#[test]
fn lists_without_birth_dates_and_numbers_are_told_by_name_and_door() {
    let plain = |address: &str| somebody("", "佐藤 和子", "サトウ カズコ").at(address);
    let found = compared(&[plain("風見町1-4-6")], &[plain("風見町一丁目4番6号")]);
    assert_eq!(found.rows[0].identity, Identity::Same);
    let found = compared(&[plain("風見町1-4-6")], &[plain("若草台1-1-1")]);
    assert_eq!(found.rows[0].identity, Identity::Ask);
}

#[test]
fn what_speaks_for_and_against_is_told() {
    let moved = kazuko().at("若草台2丁目1番1号");
    let found = compared(&[kazuko()], &[moved]);
    let evidence = &found.rows[0].candidates[0].evidence;
    let of = |field| evidence.iter().find(|it| it.field == field).unwrap();
    assert!(of(EvidenceField::Birth).weight > 0);
    assert_eq!(of(EvidenceField::Address).agreement, Agreement::Different);
    assert!(of(EvidenceField::Address).weight < 0);
    let change = &found.rows[0].changes;
    assert_eq!(change.len(), 1);
    assert_eq!(
        (change[0].field, change[0].kind),
        (RowField::Address, ChangeKind::Real)
    );
    let stranger = somebody("12", "大野 ミツ", "オオノ ミツ").born("1939-03-23");
    let found = compared(&[kazuko()], &[stranger]);
    assert_eq!(found.rows[0].doubts, [Doubt::NumberAgainstName]);
}

#[test]
fn who_is_on_one_list_only_is_gone_or_new() {
    let mut old = neighbours();
    old.push(kazuko());
    let stranger = somebody("300", "大野 ミツ", "オオノ ミツ").born("1939-03-23");
    let mut new = neighbours();
    new.push(stranger);
    let found = compared(&old, &new);
    assert_eq!(found.gone, [10]);
    assert_eq!(found.rows[10].identity, Identity::New);
}

#[test]
fn the_same_person_twice_is_found_and_families_are_not() {
    let mut list = neighbours();
    list.push(kazuko());
    list.push(somebody("55", "佐藤 和子", "サトウ カズコ").born("1937-01-12"));
    let at_home = |written: &str, reading: &str, day: &str| {
        somebody("", written, reading)
            .born(day)
            .at("風見町1丁目4番6号")
            .called("0422-00-1234")
    };
    list.push(at_home("佐藤 正", "サトウ タダシ", "1935-03-19"));
    list.push(at_home("佐藤 正子", "サトウ マサコ", "1937-01-12"));
    let found = duplicates(&entries(&list), &|_, _| false);
    let pairs: Vec<(u32, u32)> = found.iter().map(|it| (it.first, it.second)).collect();
    assert_eq!(pairs, [(10, 11)]);
    assert_eq!(duplicates(&entries(&list), &|_, _| true), []);
}
