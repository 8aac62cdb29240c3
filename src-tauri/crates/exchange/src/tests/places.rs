//! Lists of places: told from lists of people by their headings, read in the words of the field, written and read again.

use domain::intake::Draft;
use domain::place::{Place, PlaceKind};
use domain::problem::Rule;
use domain::roster_import::ListContent;
use proptest::prelude::*;

use super::round_trip::{whole, written};
use super::{book, fixture, preview_of, read_all};
use crate::{Charset, ListRead, Written, csv_file, list_table};

fn places(list: &ListRead) -> Vec<Place> {
    let place = |one: Written| match one.draft {
        Draft::Place(place) => Some(*place),
        Draft::Registrant(_) | Draft::Supporter(_) | Draft::Pairing(_) => None,
    };
    written(list).into_iter().filter_map(place).collect()
}

#[test]
fn a_list_of_shelters_is_read_in_the_words_of_the_field_and_no_row_is_lost() {
    let list = read_all(&fixture("import/shelters.csv"), &book());
    assert_eq!(list.content, ListContent::Places);
    assert_eq!((list.rows.len(), list.passed.len()), (9, 1));
    let outside: Vec<_> = list.rows.iter().filter(|row| row.draft.is_none()).collect();
    assert_eq!(outside.len(), 1);
    assert_eq!(outside[0].shown.problems[0].field, "place_name");
    let all = places(&list);
    let kinds: Vec<PlaceKind> = all.iter().map(|it| it.kind).collect();
    use PlaceKind::{CommunityCentre, Other, Shelter, WelfareShelter};
    assert_eq!(
        kinds,
        [
            Shelter,
            Shelter,
            CommunityCentre,
            Shelter,
            WelfareShelter,
            CommunityCentre,
            Other,
            Shelter
        ]
    );
    assert_eq!(all[0].note, "指定避難所 鍵は校務室");
    assert_eq!(all[2].address, "みどり野市風見町3-1 2階");
    assert_eq!((&*all[4].phone, &*all[4].note), ("0422-00-0305 内線3", ""));
    let store = &list.rows[7].shown.problems[0];
    assert_eq!(
        (store.rule, &*store.detail),
        (Rule::UnknownValue, "備蓄倉庫")
    );
}

#[test]
fn a_list_of_places_is_told_by_its_headings_and_a_list_of_people_never_becomes_one() {
    for (file, content) in [
        (
            "名称,住所,緯度,経度,電話番号,備考\n第一小,風見町1-1,35.7,139.5,,\n",
            ListContent::Places,
        ),
        ("避難所名,所在地\n第一小,風見町1-1\n", ListContent::Places),
        ("施設名,住所,電話\n第一小,風見町1-1,\n", ListContent::Places),
        (
            "氏名,住所,避難所,電話番号,備考\n佐藤 花子,風見町1-1,第一小,,\n",
            ListContent::Registrants,
        ),
        (
            "姓,名,住所,避難場所\n佐藤,花子,風見町1-1,第一小\n",
            ListContent::Registrants,
        ),
    ] {
        assert_eq!(preview_of(file.as_bytes()).content, content, "{file}");
    }
    let shelters = preview_of("避難所名,所在地\n第一小,風見町1-1\n".as_bytes());
    let place = shelters.rows[0].place.as_ref().unwrap();
    assert_eq!(place.kind, PlaceKind::Shelter, "the heading says it");
}

fn text() -> impl Strategy<Value = String> {
    "[ぁ-んァ-ヶ山川小学校=＋'\",;0-9a-z]{1,8}( [山川\"']{1,3})?".prop_filter(
        "no word for nothing, nor for the cell above",
        |text| {
            let cell = crate::table::Cell::text(text.clone());
            text.chars().any(|c| c.is_alphabetic() && !c.is_ascii())
                && cell.text.trim() == text
                && !text.contains("なし")
                && text != "ナシ"
        },
    )
}

prop_compose! {
    fn place()(
        name in text().prop_filter("a formula is no name", |it| !it.starts_with(['=', '＝'])), kind in prop::sample::select(PlaceKind::ALL), address in prop::option::of(text()),
        phone in prop::option::of("0422-[0-9]{2}-[0-9]{4}( 内線[0-9])?"), note in prop::option::of(text()),
    ) -> Place {
        Place {
            name,
            kind,
            address: address.unwrap_or_default(),
            phone: phone.unwrap_or_default(),
            note: note.unwrap_or_default(),
            ..Place::default()
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn what_is_written_of_a_place_is_read_back_as_the_same(place in place()) {
        let one = Written { draft: Draft::Place(Box::new(place.clone())), block: String::new() };
        let table = list_table(ListContent::Places, &[one], &whole());
        let list = read_all(&csv_file(&table, Charset::Utf8), &book());
        prop_assert_eq!(list.content, ListContent::Places);
        prop_assert_eq!(places(&list), vec![place]);
    }
}
