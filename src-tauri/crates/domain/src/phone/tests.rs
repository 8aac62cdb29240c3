//! Numbers as lists write them.

use proptest::prelude::*;

use super::*;
use crate::problem::Rule;

#[test]
fn a_number_is_read_in_every_form() {
    for (raw, digits) in [
        ("0422-00-1234", "0422001234"),
        ("0422(00)1234", "0422001234"),
        ("０４２２－００－１２３４", "0422001234"),
        ("0422001234", "0422001234"),
        ("00-1234", "0422001234"),
        ("001234", "0422001234"),
        ("422001234", "0422001234"),
        ("9000001234", "09000001234"),
        ("090-0000-1234", "09000001234"),
        ("+81-422-00-1234", "0422001234"),
        ("0422-00-1234（呼出）", "0422001234"),
        ("0422-00-1234 内線12", "0422001234"),
        ("03-0000-1234", "0300001234"),
    ] {
        let (phones, problems) = read_phones(raw, "0422", PhoneKind::Home);
        assert_eq!(
            phones.iter().map(|p| p.digits.as_str()).collect::<Vec<_>>(),
            [digits],
            "{raw}"
        );
        assert_eq!(problems, [], "{raw}");
        assert_eq!(phones[0].raw, raw.trim(), "what was received is kept");
    }
}

#[test]
fn a_missing_number_is_no_number_and_no_problem() {
    for raw in ["", "なし", "－", "不明", "　", "-"] {
        assert_eq!(
            read_phones(raw, "0422", PhoneKind::Home),
            (vec![], vec![]),
            "{raw}"
        );
    }
}

#[test]
fn a_wrong_number_is_kept_and_said() {
    for (raw, area, rule, digits) in [
        ("0422-00-123", "0422", Rule::WrongLength, "042200123"),
        ("00-1234", "", Rule::NoAreaCode, "001234"),
        ("090-0000-12345", "0422", Rule::WrongLength, "090000012345"),
    ] {
        let (phones, problems) = read_phones(raw, area, PhoneKind::Home);
        assert_eq!(problems[0].rule, rule, "{raw}");
        assert_eq!(phones[0].digits, digits, "{raw}");
    }
    assert_eq!(
        read_phones("会長に聞く", "", PhoneKind::Home).1[0].rule,
        Rule::Unreadable
    );
}

#[test]
fn two_numbers_in_one_cell_are_two_numbers() {
    for raw in [
        "0422-00-1234／090-0000-1234",
        "0422-00-1234 090-0000-1234",
        "0422-00-1234\n090-0000-1234",
    ] {
        let (phones, _) = read_phones(raw, "", PhoneKind::Home);
        let kinds: Vec<PhoneKind> = phones.iter().map(|p| p.kind).collect();
        assert_eq!(kinds, [PhoneKind::Home, PhoneKind::Mobile], "{raw}");
    }
}

#[test]
fn numbers_are_shown_with_hyphens() {
    for (digits, shown) in [
        ("0422001234", "0422-00-1234"),
        ("0420001234", "042-000-1234"),
        ("0300001234", "03-0000-1234"),
        ("09000001234", "090-0000-1234"),
        ("0120000123", "0120-000-123"),
        ("05000001234", "050-0000-1234"),
        ("12345", "12345"),
    ] {
        assert_eq!(show(digits), shown);
    }
    let phone = Phone {
        digits: "0499001234".into(),
        raw: "04990-0-1234".into(),
        ..Phone::default()
    };
    assert_eq!(
        phone.shown(),
        "04990-0-1234",
        "the groups that were received"
    );
}

#[test]
fn the_area_code_of_a_list_is_the_one_most_numbers_bear() {
    let cells = [
        "0422-00-0001",
        "0422(00)0002",
        "00-0003",
        "0422-00-0004",
        "090-0000-0005",
        "0422000006",
    ];
    assert_eq!(common_area_code(cells.into_iter()), Some("0422".into()));
    assert_eq!(
        common_area_code(["0422-00-0001", "042-000-0002"].into_iter()),
        None
    );
}

proptest! {
    #[test]
    fn reading_the_digits_again_changes_nothing(raw in "[0-9０-９()－ -]{0,16}") {
        for phone in read_phones(&raw, "0422", PhoneKind::Home).0 {
            let (again, _) = read_phones(&phone.digits, "0422", PhoneKind::Home);
            if let Some(again) = again.first() {
                prop_assert_eq!(&again.digits, &phone.digits);
            }
        }
    }

    #[test]
    fn no_text_is_too_strange(raw in "\\PC{0,24}") {
        let (phones, _) = read_phones(&raw, "0422", PhoneKind::Fax);
        for phone in phones {
            let _shown = phone.shown();
        }
    }
}
