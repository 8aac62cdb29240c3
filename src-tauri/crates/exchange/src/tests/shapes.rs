//! Shapes of lists seen at other cities: what stands in which column, what stands between the people.

use std::collections::BTreeMap;

use domain::consent::ConsentStatus;
use domain::intake::{CodedColumn, Draft, IntakeRequest, PassedAs};
use domain::registrant::{ReasonCode, RegistrantDraft};
use domain::roster_import::{CodeMeaning, CodeTables, ColumnMapping};
use domain::vault::Continue;

use super::{book, read_all, request};
use crate::{Known, ListRead, understood};

fn read(text: &str) -> ListRead {
    let known = Known {
        city: "北原市".into(),
        ..Known::default()
    };
    read_all(text.as_bytes(), &known)
}

fn drafts(list: &ListRead) -> Vec<&RegistrantDraft> {
    let draft = |row: &'_ domain::intake::ReadRow| match &row.draft {
        Some(Draft::Registrant(_)) => (),
        other => panic!("{:?}: {other:?}", row.shown),
    };
    list.rows.iter().for_each(draft);
    let rows = list.rows.iter().filter_map(|row| match &row.draft {
        Some(Draft::Registrant(draft)) => Some(&**draft),
        _ => None,
    });
    rows.collect()
}

fn passed(list: &ListRead) -> Vec<(&str, PassedAs)> {
    let rows = list.passed.iter();
    rows.map(|row| (row.row.as_str(), row.passed_as)).collect()
}

fn column_of<'a>(list: &'a ListRead, heading: &str) -> &'a str {
    let found = list.columns.iter().find(|it| it.heading == heading);
    found.map_or("", |it| it.column.as_str())
}

#[test]
fn names_in_two_columns_are_told_by_standing_side_by_side() {
    for heading in [
        "名字,名前,みょうじ,なまえ",
        "氏,名,氏カナ,名カナ",
        "氏名（姓）,氏名（名）,フリガナ（姓）,フリガナ（名）",
        "姓,名,姓（フリガナ）,名（フリガナ）",
    ] {
        let list = read(&format!("{heading},住所\n山田,花子,ﾔﾏﾀﾞ,ﾊﾅｺ,本宿1-2-3\n"));
        let person = &drafts(&list)[0].person;
        assert_eq!(
            (person.name().as_str(), person.name_kana.as_str()),
            ("山田 花子", "ヤマダ ハナコ"),
            "{heading}"
        );
    }
}

#[test]
fn brackets_of_a_heading_say_which_part_is_meant() {
    let list = read(
        "氏名,住所,住所（建物名）,連絡先（固定）,連絡先（携帯）,緊急連絡先1（氏名）,緊急連絡先1（続柄）,緊急連絡先1（電話）\n\
         山田 花子,本宿1-2-3,コーポ北 203,0422-00-0001,090-0000-0002,山田 太郎,長男,090-0000-0003\n",
    );
    let draft = drafts(&list)[0];
    assert_eq!(
        (draft.person.building.as_str(), draft.person.room.as_str()),
        ("コーポ北", "203")
    );
    assert_eq!(draft.person.phones.len(), 2);
    let contact = &draft.registrant.emergency_contacts[0];
    assert_eq!(
        (contact.relation.as_str(), contact.phones.len()),
        ("長男", 1)
    );
}

#[test]
fn headings_in_kana_are_read_as_those_in_kanji() {
    let list = read(
        "おなまえ,せいねんがっぴ,じゅうしょ,でんわ（家）,けいたいでんわ,びこう\n\
         山田 花子,S10.1.2,本宿1-2-3,0422-00-0001,090-0000-0002,犬がいる\n",
    );
    let person = &drafts(&list)[0].person;
    assert_eq!(
        (person.name().as_str(), person.address.line().as_str()),
        ("山田 花子", "本宿1丁目2-3")
    );
    assert!(person.birth_date.is_some());
    assert_eq!(person.phones.len(), 2);
    assert_eq!(column_of(&list, "びこう"), "note");
}

#[test]
fn an_address_goes_on_in_the_columns_beside_it() {
    for (heading, cells) in [
        (
            "住所１,住所２,方書",
            "北原市本宿一丁目,2番3号,コーポ北203号室",
        ),
        ("住所１,住所２", "北原市本宿一丁目,2番3号コーポ北203号室"),
        ("住所１,住所２", "北原市本宿1丁目2番3号,コーポ北203号室"),
        ("大字,丁目,街区,住居番号,方書", "本宿,1,2,3,コーポ北203号室"),
        ("地区,番地,方書", "本宿１丁目,2-3,コーポ北203号室"),
        ("住所（方書）", "本宿1-2-3　コーポ北203号室"),
    ] {
        let list = read(&format!(
            "氏名,{heading}\n山田 花子,{cells}\n山田 次郎,{cells}\n山田 三郎,{cells}\n"
        ));
        let person = &drafts(&list)[0].person;
        let found = (
            person.address.line(),
            person.building.clone(),
            person.room.clone(),
        );
        assert_eq!(
            found,
            ("本宿1丁目2-3".into(), "コーポ北".into(), "203".into()),
            "{heading}"
        );
    }
}

#[test]
fn the_first_relation_of_a_list_by_household_is_that_to_its_head() {
    let list = read(
        "世帯番号,続柄,氏名,住所,緊急連絡先,続柄,電話番号\n1,世帯主,山田 花子,本宿1-2-3,山田 太郎,長男,090-0000-0003\n",
    );
    let contact = &drafts(&list)[0].registrant.emergency_contacts[0];
    assert_eq!(
        (contact.relation.as_str(), contact.phones.len()),
        ("長男", 1)
    );
}

#[test]
fn a_line_with_the_number_of_a_household_opens_it_wherever_the_number_stands() {
    for label in ["世帯1", "【1】", "1世帯目", ""] {
        let list = read(&format!(
            "氏名,生年月日,住所,電話番号\n{label},,本宿1-2-3,0422-00-0001\n山田 花子,S10.1.2,,\n山田 次郎,S11.1.2,,\n"
        ));
        assert_eq!(passed(&list), [("2", PassedAs::Household)], "{label}");
        let homes: Vec<String> = drafts(&list)
            .iter()
            .map(|it| it.person.address.line())
            .collect();
        assert_eq!(homes, ["本宿1丁目2-3", "本宿1丁目2-3"], "{label}");
    }
}

#[test]
fn a_line_with_a_block_belongs_to_the_people_beneath() {
    let list = read("氏名,住所\n【第1班】\n山田 花子,本宿1-2-3\n2班\n佐藤 次郎,本宿1-2-4\n");
    assert_eq!(
        passed(&list),
        [("2", PassedAs::Section), ("4", PassedAs::Section)]
    );
    let blocks: Vec<&str> = list.rows.iter().map(|row| row.block.as_str()).collect();
    assert_eq!(blocks, ["1班", "2班"]);
}

#[test]
fn totals_pages_and_lines_of_the_office_are_nobody() {
    for (line, sort) in [
        ("合計,2名,,", PassedAs::Total),
        (",計 2名,,", PassedAs::Total),
        ("合計 2人,,,", PassedAs::Total),
        ("合計,2,男 1,女 1", PassedAs::Total),
        ("1/4 ページ,,,", PassedAs::Note),
        (",- 2 -,,", PassedAs::Note),
        (",作成：福祉課,R8.4.1,", PassedAs::Note),
        ("備考：同意のない方は載せていません。,,,", PassedAs::Note),
        ("番号,氏名,生年月日,住所", PassedAs::HeadingAgain),
    ] {
        let list = read(&format!(
            "番号,氏名,生年月日,住所\n1,山田 花子,S10.1.2,本宿1-2-3\n{line}\n"
        ));
        assert_eq!(
            (list.rows.len(), passed(&list)),
            (1, vec![("3", sort)]),
            "{line}"
        );
    }
}

#[test]
fn a_mark_beside_a_name_makes_nobody_a_remark() {
    for (line, place) in [
        ("◎佐藤 花子,本宿2-2-2,0422-00-0001", "本宿"),
        ("*田中 次郎,若草台3丁目2-5,0422-00-0002", "若草台"),
        ("※山本 三郎,本宿3-3-3,", "本宿"),
        ("作成 一,本宿4-4-4,", "本宿"),
    ] {
        let list = read(&format!(
            "氏名,住所,電話\n山田 花子,本宿1-2-3,\n{line}\n鈴木 一郎,本宿2-4,\n"
        ));
        assert_eq!((list.rows.len(), passed(&list)), (3, vec![]), "{line}");
        let towns = drafts(&list)
            .iter()
            .map(|it| it.person.address.town.clone())
            .collect::<Vec<_>>();
        assert_eq!(towns, ["本宿", place, "本宿"], "{line}");
    }
}

#[test]
fn a_heading_of_two_rows_may_stand_there_again_on_the_next_page() {
    let heading = "番号,氏名,連絡先,,緊急連絡先,,\n,,自宅,携帯,氏名,続柄,連絡先\n";
    let list = read(&format!(
        "{heading}1,山田 花子,0422-00-0001,090-0000-0002,山田 太郎,長男,090-0000-0003\n{heading}2,佐藤 次郎,0422-00-0004,,,,\n"
    ));
    assert_eq!(
        passed(&list),
        [("4", PassedAs::HeadingAgain), ("5", PassedAs::HeadingAgain)]
    );
    let people = drafts(&list);
    assert_eq!(people[0].person.phones.len(), 2);
    assert_eq!(people[0].registrant.emergency_contacts[0].phones.len(), 1);
    assert_eq!(people[1].person.phones.len(), 1);
}

#[test]
fn a_heading_that_says_nothing_is_told_by_what_stands_below_it() {
    let list = read(
        "番号,氏名,その１,その２,その３,その４,その５\n\
         1,山田 花子,やまだ はなこ,S10.1.2,女,本宿1-2-3,要介護3\n\
         2,佐藤 次郎,さとう じろう,S11.1.2,男,本宿1-2-4,難病\n\
         3,鈴木 三郎,すずき さぶろう,S12.1.2,男,本宿1-2-5,要介護1、難病\n",
    );
    let found = ["その１", "その２", "その３", "その４", "その５"].map(|it| column_of(&list, it));
    assert_eq!(
        found,
        ["name_kana", "birth", "gender", "address", "reasons"]
    );
}

#[test]
fn days_of_these_years_and_names_of_others_are_not_guessed_from_their_cells() {
    let list = read(
        "番号,氏名,調査した日,家族のよみ\n1,山田 花子,R7.1.2,やまだ たろう\n2,佐藤 次郎,R7.2.3,さとう たろう\n3,鈴木 三郎,R7.3.4,すずき たろう\n",
    );
    assert_eq!(
        (
            column_of(&list, "調査した日"),
            column_of(&list, "家族のよみ")
        ),
        ("", "")
    );
}

#[test]
fn what_is_nobody_stands_in_the_answer_of_a_program_without_a_book() {
    let list = read_all(
        "氏名,住所\n山田 花子,風見町1-2-3\n合計,1名\n".as_bytes(),
        &book(),
    );
    let told = understood(&list);
    assert_eq!(told["passed"][0]["passed_as"], "total");
    assert_eq!(told["passed"][0]["row"], "3");
}

#[test]
fn a_line_of_text_may_say_where_a_household_lives_wherever_it_stands() {
    for line in [
        "【世帯1】北原市本宿1-2-3　コーポ北203号室　0422-00-0001,,,",
        "■北原市本宿1-2-3　コーポ北203号室 電話 0422-00-0001,,,",
        ",北原市本宿1-2-3　コーポ北203号室 0422-00-0001,,",
    ] {
        let list = read(&format!(
            "氏名,生年月日,住所,電話番号\n{line}\n山田 花子,S10.1.2,,\n山田 次郎,S11.1.2,,\n"
        ));
        assert_eq!(passed(&list), [("2", PassedAs::Household)], "{line}");
        for draft in drafts(&list) {
            let person = &draft.person;
            assert_eq!(
                (person.address.line().as_str(), person.building.as_str()),
                ("本宿1丁目2-3", "コーポ北"),
                "{line}"
            );
            assert_eq!(person.phones.len(), 1, "{line}");
        }
    }
}

#[test]
fn the_line_of_a_household_says_its_address_under_any_headings_of_an_address() {
    for headings in ["地区,番地", "町名,番地", "番地,方書", "住所地,建物名"] {
        let list = read(&format!(
            "氏名,生年月日,{headings},電話番号\n世帯1　北原市本宿1-2-3　電話 0422-00-0001,,,,\n山田 花子,S10.1.2,,,\n山田 次郎,S11.1.2,,,\n"
        ));
        assert_eq!(passed(&list), [("2", PassedAs::Household)], "{headings}");
        for draft in drafts(&list) {
            assert_eq!(draft.person.address.line(), "本宿1丁目2-3", "{headings}");
            assert_eq!(draft.person.phones.len(), 1, "{headings}");
        }
        for row in &list.rows {
            assert_eq!(row.shown.problems, [], "{headings}");
        }
    }
}

/// A list of codes nobody explains.
const CODED: &str = "番号,氏名,住所,区分,提供区分\n1,山田 花子,本宿1-2-3,1,1\n2,佐藤 次郎,本宿1-2-4,1・3,2\n3,鈴木 三郎,本宿1-2-5,9,2\n";

#[test]
fn codes_nobody_explained_are_asked_for_and_not_guessed() {
    let list = read(&CODED.replace("提供区分", "同意区分"));
    let asked: Vec<(&str, Vec<(&str, u32)>)> = list
        .coded
        .iter()
        .map(|it| {
            let codes = it.codes.iter().map(|row| (row.code.as_str(), row.rows));
            (it.heading.as_str(), codes.collect())
        })
        .collect();
    let reasons = ("区分", vec![("1", 2), ("3", 1), ("9", 1)]);
    assert_eq!(asked, [reasons, ("同意区分", vec![("1", 1), ("2", 2)])]);
    let unsaid = |it: &CodedColumn| it.codes.iter().all(|row| row.meaning.is_none());
    assert!(list.coded.iter().all(unsaid));
    assert_eq!(drafts(&list)[1].consent.status, ConsentStatus::NoAnswer);
}

/// What a person says of the codes of `CODED`.
fn told_codes() -> CodeTables {
    let table = |pairs: &[(&str, CodeMeaning)]| -> BTreeMap<String, CodeMeaning> {
        let pairs = pairs.iter();
        pairs
            .map(|&(code, meaning)| (code.to_owned(), meaning))
            .collect()
    };
    let reasons = [
        ("1", CodeMeaning::Care),
        ("3", CodeMeaning::Disease),
        ("9", CodeMeaning::Nothing),
    ];
    let consents = [("1", CodeMeaning::Consent), ("2", CodeMeaning::NoConsent)];
    [
        ("区分".to_owned(), table(&reasons)),
        ("同意区分".to_owned(), table(&consents)),
    ]
    .into()
}

#[test]
fn codes_a_person_explained_are_read_and_known_the_next_time() {
    let text = CODED.replace("提供区分", "同意区分");
    let asked = IntakeRequest {
        codes: told_codes(),
        ..request()
    };
    let heading = text.lines().next().unwrap_or_default();
    let columns = heading.split(',').map(|it| (it.to_owned(), String::new()));
    let mapping = ColumnMapping {
        sender: "みどり野市".into(),
        columns: columns.collect(),
        codes: told_codes(),
        ..ColumnMapping::default()
    };
    let known = Known {
        mappings: vec![mapping],
        ..Known::default()
    };
    let of = |sender: &str| IntakeRequest {
        sender: sender.into(),
        ..request()
    };
    let go_on = &mut |_| Continue::Yes;
    let other = crate::read(
        text.as_bytes(),
        "x",
        &of("となり市"),
        &known,
        super::today(),
        go_on,
    );
    let other = other.unwrap();
    let mut reasons = drafts(&other)
        .into_iter()
        .flat_map(|it| it.registrant.reasons.clone());
    assert!(
        reasons.all(|it| it.code != ReasonCode::Disease),
        "codes are an office's own"
    );
    for (request, known) in [(asked, Known::default()), (of("みどり野市"), known)] {
        let go_on = &mut |_| Continue::Yes;
        let today = super::today();
        let list = crate::read(text.as_bytes(), "x", &request, &known, today, go_on).unwrap();
        let people = drafts(&list);
        let reasons = people.iter().map(|it| {
            let reasons = it.registrant.reasons.iter();
            reasons.map(|reason| reason.code).collect::<Vec<_>>()
        });
        let both = vec![ReasonCode::Care, ReasonCode::Disease];
        assert!(reasons.eq([vec![ReasonCode::Care], both, vec![]]));
        let consents = people.iter().map(|it| it.consent.status);
        assert!(consents.eq([ConsentStatus::Yes, ConsentStatus::No, ConsentStatus::No]));
    }
}

#[test]
fn a_word_a_person_once_explained_is_known_in_a_list_of_another_shape() {
    let mapping = ColumnMapping {
        sender: "北原市".into(),
        columns: [("あてな".to_owned(), "name".to_owned())].into(),
        ..ColumnMapping::default()
    };
    let known = Known {
        mappings: vec![mapping],
        ..Known::default()
    };
    let text = "番号,あてな,住所,電話\n1,山田 花子,本宿1-2-3,0422-00-0001\n";
    let list = read_all(text.as_bytes(), &known);
    assert_eq!(list.rows[0].shown.name, "山田 花子");
    assert!(list.columns[1].remembered);
}
