//! One place in every spelling of domain.md 9, and flats that must not be mixed up.

use proptest::prelude::*;

use super::*;

const CITY: &str = "みどり野市";

fn parts(raw: &str) -> (String, Option<u32>, Option<u32>, Option<u32>, String) {
    let address = read_address(raw, CITY);
    (
        address.town,
        address.chome,
        address.ban,
        address.go,
        address.rest,
    )
}

#[test]
fn every_spelling_of_one_place_falls_together() {
    for raw in [
        "みどり野市せせらぎ町1丁目2番3号",
        "せせらぎ町一丁目2番3号",
        "せせらぎ町1-2-3",
        "せせらぎ町１－２－３",
        "せせらぎ町１ー２ー３",
        "せせらぎ町1丁目2の3",
        "せせらぎ町１丁目２番地３",
        "東京都みどり野市せせらぎ町1-2-3",
        "せせらぎ町 1丁目 2番 3号",
        "みどり野市　せせらぎ町1丁目2-3",
        "〒000-0011 みどり野市せせらぎ町1-2-3",
        "せせらぎ町1‐2−3",
        "せせらぎ町一丁目二番三号",
        "せせらぎ町1丁目2番地の3",
        "せせらぎ町1の2の3",
    ] {
        let expected = (
            "せせらぎ町".into(),
            Some(1),
            Some(2),
            Some(3),
            String::new(),
        );
        assert_eq!(parts(raw), expected, "{raw}");
        assert_eq!(read_address(raw, CITY).line(), "せせらぎ町1丁目2-3");
    }
}

#[test]
fn towns_with_numbers_in_their_names_are_kept_whole() {
    for (raw, town, chome, ban, go) in [
        ("一番町3丁目4番5号", "一番町", Some(3), Some(4), Some(5)),
        ("一番町3-4-5", "一番町", Some(3), Some(4), Some(5)),
        ("三鷹台2-7", "三鷹台", None, Some(2), Some(7)),
        ("北1条西5丁目2-9", "北1条西", Some(5), Some(2), Some(9)),
        ("大字杉の沢123番地4", "大字杉の沢", None, Some(123), Some(4)),
        ("本町12番", "本町", None, Some(12), None),
        ("風見町", "風見町", None, None, None),
        ("若草台2丁目", "若草台", Some(2), None, None),
        ("二の宮町1-2-3", "二の宮町", Some(1), Some(2), Some(3)),
        ("十二丁目5番1号", "", Some(12), Some(5), Some(1)),
    ] {
        assert_eq!(
            parts(raw),
            (town.into(), chome, ban, go, String::new()),
            "{raw}"
        );
    }
}

#[test]
fn the_city_is_left_out_however_it_is_given() {
    for (raw, city) in [
        ("神奈川県青葉市栄区本町1-2-3", "青葉市栄区"),
        ("青葉市栄区本町1-2-3", "青葉市"),
        ("栄区本町1-2-3", "神奈川県青葉市栄区"),
        ("北郡青葉町本町1-2-3", "北郡青葉町"),
        ("青葉町本町1-2-3", "北郡青葉町"),
        ("神奈川県青葉市本町1-2-3", ""),
    ] {
        let town = read_address(raw, city).town;
        assert!(
            town == "本町" || (city == "青葉市" && town == "栄区本町"),
            "{raw}: {town}"
        );
    }
}

#[test]
fn a_building_is_split_from_its_address() {
    for (text, address, building, room) in [
        (
            "若草台2-11-6サンコーポラス若草305号室",
            "若草台2-11-6",
            "サンコーポラス若草",
            "305",
        ),
        (
            "せせらぎ町3丁目2番1号 市営せせらぎ住宅3号棟-306",
            "せせらぎ町3丁目2番1号",
            "市営せせらぎ住宅3号棟",
            "306",
        ),
        (
            "せせらぎ町3丁目2番1号3号棟306",
            "せせらぎ町3丁目2番1号",
            "3号棟",
            "306",
        ),
        ("せせらぎ町3-2-1-306", "せせらぎ町3-2-1", "", "306"),
        ("せせらぎ町3丁目2-1-306号", "せせらぎ町3丁目2-1", "", "306"),
        ("みどり野市風見町1-2-3", "みどり野市風見町1-2-3", "", ""),
        (
            "風見町１－２－３　コーポ風見　２０２",
            "風見町１－２－３",
            "コーポ風見",
            "202",
        ),
        ("風見町", "風見町", "", ""),
    ] {
        assert_eq!(
            split_building(text),
            (address.into(), building.into(), room.into()),
            "{text}"
        );
    }
}

#[test]
fn a_room_is_split_from_its_building() {
    for (text, building, room) in [
        ("みどりハイツ第一203号室", "みどりハイツ第一", "203"),
        ("みどりハイツ第一　２０３", "みどりハイツ第一", "203"),
        ("みどりハイツ第二-107", "みどりハイツ第二", "107"),
        ("市営せせらぎ住宅3号棟-306", "市営せせらぎ住宅3号棟", "306"),
        ("市営せせらぎ住宅3号棟306", "市営せせらぎ住宅3号棟", "306"),
        ("市営せせらぎ住宅3号棟", "市営せせらぎ住宅3号棟", ""),
        ("みどりハイツ第二203", "みどりハイツ第二", "203"),
        ("みどりハイツ１", "みどりハイツ１", ""),
        ("みどりハイツ１　203", "みどりハイツ１", "203"),
        ("203号室", "", "203"),
        ("メゾン若草A101", "メゾン若草", "A101"),
        ("コーポ若草　5", "コーポ若草", "5"),
        (
            "みどりハイツ第一203号室　田中様方",
            "みどりハイツ第一 田中様方",
            "203",
        ),
        ("", "", ""),
    ] {
        assert_eq!(split_room(text), (building.into(), room.into()), "{text}");
    }
}

#[test]
fn like_named_flats_never_fall_together() {
    let same = [
        "みどりハイツ第一",
        "みどりハイツ第1",
        "みどりハイツ１",
        "みどりハイツ 第１",
        "みどりハイツⅠ",
        "ミドリハイツ第一",
    ];
    for name in same {
        assert_eq!(
            building_key(name),
            building_key("みどりハイツ第一"),
            "{name}"
        );
    }
    for name in [
        "みどりハイツ第二",
        "みどりハイツⅡ",
        "みどりハイツ2",
        "みどりハイツ",
    ] {
        assert_ne!(
            building_key(name),
            building_key("みどりハイツ第一"),
            "{name}"
        );
    }
    assert_eq!(
        building_key("市営住宅三号棟"),
        building_key("市営住宅3号棟")
    );
    assert_eq!(
        building_line("みどりハイツ第一", "203"),
        "みどりハイツ第一 203号室"
    );
}

#[test]
fn an_area_holds_what_lies_in_it() {
    let area = |town: &str, chome, from, to| Area {
        town: town.into(),
        chome,
        ban_from: from,
        ban_to: to,
    };
    let at = |raw: &str| read_address(raw, CITY);
    assert!(area("せせらぎ町", None, None, None).holds(&at("せせらぎ町1-2-3")));
    assert!(area("せせらぎ町", Some(1), Some(1), Some(5)).holds(&at("せせらぎ町1-2-3")));
    assert!(!area("せせらぎ町", Some(1), Some(3), None).holds(&at("せせらぎ町1-2-3")));
    assert!(!area("せせらぎ町", Some(2), None, None).holds(&at("せせらぎ町1-2-3")));
    assert!(!area("若草台", None, None, None).holds(&at("せせらぎ町1-2-3")));
    assert!(area("霞ヶ丘", None, None, None).holds(&at("霞が丘1-2-3")));
    let settled = at("若草台2-7").settled_by(&[area("若草台", Some(2), None, None)]);
    assert_eq!(
        (settled.chome, settled.ban, settled.go),
        (Some(2), Some(7), None)
    );
}

proptest! {
    #[test]
    fn what_is_shown_is_read_again(chome in 1_u32..9, ban in 1_u32..99, go in 1_u32..99) {
        let address = Address { town: "風見町".into(), chome: Some(chome), ban: Some(ban), go: Some(go), rest: String::new() };
        prop_assert_eq!(read_address(&address.line(), ""), address);
    }

    #[test]
    fn no_text_is_too_strange(text in "\\PC{0,30}", city in "\\PC{0,6}") {
        let _address = read_address(&text, &city);
        let _parts = split_building(&text);
        let _room = split_room(&text);
        let _key = building_key(&text);
    }

    #[test]
    fn japanese_lines_lose_nothing_of_their_numbers(text in "[0-9０-９一二三十丁目番号地の町市区棟階室方-－ー 　A県]{0,16}") {
        let _address = read_address(&text, "町市");
        let _parts = split_building(&text);
        let _room = split_room(&text);
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(4000))]

    #[test]
    fn keys_of_places_fold_stably(text in "[第一二三12Ⅰⅱⅳi字大ヶケがガｶﾞ゛\u{3099}\u{309a}棟号館町(（)）-－ 　Aａ々ー]{0,10}") {
        for key in [building_key, town_key] {
            let once = key(&text);
            prop_assert_eq!(key(&once), once, "{:?}", text);
        }
    }

    #[test]
    fn an_address_as_shown_is_the_same_address(text in "(みどり野市)?(せせらぎ町|本宿|大字上沢|1番町|緑ヶ丘)([1-9一二１２]丁目)?([1-9][0-9]?(番地?)?((の|-|ー)[1-9][0-9]?)?|[1-9]番[1-9]号|[1-9](-|－)[1-9](-|－)[1-9]|[1-9]号)?(コーポ北)?") {
        let address = read_address(&text, CITY);
        prop_assert_eq!(read_address(&address.line(), CITY), address, "{:?}", text);
    }
}
