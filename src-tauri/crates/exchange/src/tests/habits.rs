//! Habits of other cities: households written once, a sheet for each 丁目, codes with a legend, values in several cells.

use domain::consent::ConsentStatus;
use domain::intake::{Draft, ReadRow};
use domain::problem::Rule;
use domain::registrant::{ReasonCode, RegistrantDraft};

use super::{book, read_all};
use crate::{Known, ListRead, people, understood};

fn read(text: &str) -> ListRead {
    let known = Known {
        city: "北原市".into(),
        ..Known::default()
    };
    read_all(text.as_bytes(), &known)
}

fn draft(row: &ReadRow) -> &RegistrantDraft {
    match &row.draft {
        Some(Draft::Registrant(draft)) => draft,
        other => panic!("{:?}: {other:?}", row.shown),
    }
}

fn addresses(list: &ListRead) -> Vec<(String, String)> {
    let rows = list.rows.iter();
    rows.map(|row| (row.shown.name.clone(), row.shown.address.clone()))
        .collect()
}

fn lives(name: &str, address: &str) -> (String, String) {
    (name.to_owned(), address.to_owned())
}

#[test]
fn what_stands_once_for_a_household_belongs_to_all_of_it() {
    let list = read(
        "世帯番号,住所,電話,氏名,続柄,生年月日\n\
         1,本宿1-2-3,0422-00-0001,山田　花子,世帯主,S10.1.2\n\
         ,,,山田　一郎,子,S40.1.2\n\
         2,本宿1-2-4,,佐藤　次郎,世帯主,S12.1.2\n\
         3,,,鈴木　三郎,世帯主,S13.1.2\n",
    );
    let expected = [
        lives("山田　花子", "本宿1丁目2-3"),
        lives("山田　一郎", "本宿1丁目2-3"),
        lives("佐藤　次郎", "本宿1丁目2-4"),
        lives("鈴木　三郎", ""),
    ];
    assert_eq!(addresses(&list), expected);
    assert_eq!(draft(&list.rows[1]).person.phones.len(), 1);
}

#[test]
fn a_line_that_opens_a_household_is_nobody() {
    let list = read(
        "世帯,住所,電話,氏名,生年月日,性別\n\
         世帯1,本宿1-2-3,0422-00-0001,,,\n\
         ,,,山田　花子,S10.1.2,女\n\
         ,,,山田　一郎,S40.1.2,男\n\
         世帯2,本宿1-2-4,,,,\n\
         ,,,佐藤　次郎,S12.1.2,男\n",
    );
    let expected = [
        lives("山田　花子", "本宿1丁目2-3"),
        lives("山田　一郎", "本宿1丁目2-3"),
        lives("佐藤　次郎", "本宿1丁目2-4"),
    ];
    assert_eq!(addresses(&list), expected);
}

#[test]
fn an_address_nobody_wrote_is_not_taken_from_the_row_above() {
    let list = read(
        "番号,氏名,住所,緊急連絡先氏名,続柄\n\
         1,山田　花子,本宿1-2-3,山田　一郎,長男\n\
         2,佐藤　次郎,,佐藤　三郎,長男\n",
    );
    assert_eq!(list.rows[1].shown.address, "");
}

#[test]
fn a_town_named_above_the_people_belongs_to_their_addresses() {
    let list = read(
        "要支援者名簿,,\n番号,氏名,番地\n\
         【桜木町1丁目】,,\n1,山田　花子,2番3号\n2,佐藤　次郎,4番5号\n\
         【桜木町2丁目】,,\n3,鈴木　三郎,6番7号\n",
    );
    let expected = [
        lives("山田　花子", "桜木町1丁目2-3"),
        lives("佐藤　次郎", "桜木町1丁目4-5"),
        lives("鈴木　三郎", "桜木町2丁目6-7"),
    ];
    assert_eq!(addresses(&list), expected);
}

#[test]
fn values_in_cells_of_their_own_are_put_together() {
    let list = read(
        "番号,氏名,市区町村,町名,丁目,番,号,市外局番,市内局番,加入者番号\n\
         1,山田　花子,北原市,桜木町,2,21,13,0422,00,0034\n\
         2,佐藤　次郎,北原市,本宿,,5番地,,,,\n",
    );
    let person = &draft(&list.rows[0]).person;
    assert_eq!(person.address.line(), "桜木町2丁目21-13");
    assert_eq!(person.phones[0].digits, "0422000034");
    assert_eq!(draft(&list.rows[1]).person.address.line(), "本宿5番");
}

#[test]
fn codes_mean_what_the_file_says_they_mean() {
    let list = read(
        "要援護者台帳,,,\n区分：１ 要介護認定 ２ 身体障害 ３ 難病 ／ 同意：1 同意 2 不同意,,,\n\
         番号,氏名,区分,同意\n1,山田　花子,1・3,2\n2,佐藤　次郎,２,1\n",
    );
    let codes = |row: usize| -> Vec<ReasonCode> {
        let reasons = draft(&list.rows[row]).registrant.reasons.iter();
        reasons.map(|reason| reason.code).collect()
    };
    assert_eq!(codes(0), [ReasonCode::Care, ReasonCode::Disease]);
    assert_eq!(codes(1), [ReasonCode::Body]);
    let consents = list.rows.iter().map(|row| draft(row).consent.status);
    let consents: Vec<ConsentStatus> = consents.collect();
    assert_eq!(consents, [ConsentStatus::No, ConsentStatus::Yes]);
}

#[test]
fn a_legend_below_the_people_is_nobody() {
    let list = read(
        "番号,氏名,支援区分\n1,山田　花子,1\n2,佐藤　次郎,2\n\n【支援区分】,,\n1,要介護,\n2,身体障害,\n",
    );
    assert_eq!(list.rows.len(), 2);
    let reasons = &draft(&list.rows[1]).registrant.reasons;
    assert_eq!(reasons[0].code, ReasonCode::Body);
}

#[test]
fn a_code_nobody_explained_is_not_guessed() {
    let list = read("番号,氏名,区分,同意区分\n1,山田　花子,1,1\n2,佐藤　次郎,3,2\n");
    for row in &list.rows {
        assert_eq!(draft(row).consent.status, ConsentStatus::NoAnswer);
        let unknown = |field: &str| {
            let mut problems = row.shown.problems.iter();
            problems.any(|it| it.field == field && it.rule == Rule::UnknownValue)
        };
        assert!(unknown("reasons") && unknown("consent"), "{:?}", row.shown);
    }
    let told = understood(&list);
    let fields = &told["rows"][0]["fields"];
    assert!(fields.get("consent").is_none() && fields.get("reasons").is_none());
    assert_eq!(fields["name"], "山田 花子");
    let answers = read("番号,氏名,同意\n1,山田　花子,1\n2,佐藤　次郎,0\n");
    let consents = answers.rows.iter().map(|row| draft(row).consent.status);
    assert_eq!(
        consents.collect::<Vec<_>>(),
        [ConsentStatus::Yes, ConsentStatus::No]
    );
}

#[test]
fn a_group_over_its_columns_is_left_out_where_the_column_says_enough() {
    let list = read(
        "管理番号,氏名,,該当要件,,\n,漢字,カナ,要介護度,身体障害者手帳,難病\n1,山田　花子,ﾔﾏﾀﾞ ﾊﾅｺ,要介護２,3級,○\n",
    );
    let reasons = &draft(&list.rows[0]).registrant.reasons;
    let told: Vec<_> = reasons.iter().map(|it| (it.code, it.level)).collect();
    let expected = [
        (ReasonCode::Care, Some(2)),
        (ReasonCode::Body, Some(3)),
        (ReasonCode::Disease, None),
    ];
    assert_eq!(told, expected);
}

#[test]
fn ages_and_numbers_do_not_make_a_list_of_supporters() {
    let list =
        read("No,台帳番号,漢字氏名,カナ氏名,年齢,住所\n1,A1,山田　花子,ﾔﾏﾀﾞ ﾊﾅｺ,91,本宿1-2-3\n");
    assert_eq!(draft(&list.rows[0]).registrant.city_no, "A1");
}

#[test]
fn rows_that_stay_outside_are_people_all_the_same() {
    let list = read_all(
        "番号,氏名,住所\n1,山田　花子,風見町1-2-3\n1,山田　花子,風見町1-2-3\n2,,風見町1-2-4\n"
            .as_bytes(),
        &book(),
    );
    assert_eq!(understood(&list)["rows"].as_array().unwrap().len(), 3);
    let rows: Vec<String> = people(list).into_iter().map(|it| it.row).collect();
    assert_eq!(rows, ["2", "3", "4"]);
}
