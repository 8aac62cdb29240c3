//! Lists of other cities: other headings, other order, other habits.

use domain::consent::ConsentStatus;
use domain::intake::{Draft, FileRule, IntakeRequest};
use domain::problem::Rule;
use domain::registrant::{ReasonCode, RegistrantDraft};
use domain::roster_import::{ColumnMapping, ListContent};
use domain::vault::Continue;

use super::{book, preview_of, read_all, request, today};
use crate::{Known, preview, read};

fn drafts(text: &str) -> Vec<RegistrantDraft> {
    let list = read_all(text.as_bytes(), &book());
    let draft = |row: domain::intake::ReadRow| match row.draft {
        Some(Draft::Registrant(draft)) => *draft,
        other => panic!("{:?}: {other:?}", row.shown),
    };
    list.rows.into_iter().map(draft).collect()
}

#[test]
fn headings_of_other_cities_are_known() {
    let [person] = drafts(
        "No.,登録者番号,お名前,よみがな,生年月日（和暦）,年齢,性　別,ご住所,アパート・マンション名等,ＴＥＬ,携帯番号,要介護度,身体障害者手帳,障害種別,療育手帳,\
         情報提供の可否,町内会名,組,緊急時連絡先氏名,本人との関係,緊急時連絡先電話番号,特記事項\n\
         1,A-7,山田　花子,やまだ　はなこ,昭10.1.2,91,女性,みどり野市風見町1-2-3,コーポ風見 202,0422-00-0001,090-0000-0002,要介護３,2級,肢体,B1,\
         可,風見町内会,3組,山田　太郎,長男,0422-00-0003,耳が遠い\n",
    )
    .try_into()
    .unwrap();
    let (who, what) = (&person.person, &person.registrant);
    assert_eq!(what.city_no, "A-7");
    assert_eq!(who.name_kana, "ヤマダ ハナコ");
    assert_eq!(
        who.birth_date.map(|d| d.to_string()),
        Some("1935-01-02".into())
    );
    assert_eq!(
        (who.building.as_str(), who.room.as_str()),
        ("コーポ風見", "202")
    );
    assert_eq!(who.phones.len(), 2);
    let reasons: Vec<_> = what
        .reasons
        .iter()
        .map(|r| (r.code, r.level, r.kind.as_str()))
        .collect();
    assert_eq!(
        reasons,
        [
            (ReasonCode::Care, Some(3), ""),
            (ReasonCode::Body, Some(2), "肢体"),
            (ReasonCode::Intellectual, Some(3), "")
        ]
    );
    assert_eq!(person.consent.status, ConsentStatus::Yes);
    assert_eq!(what.emergency_contacts[0].relation, "長男");
    assert_eq!(what.note, "耳が遠い");
}

#[test]
fn a_heading_over_two_rows_is_one_heading() {
    let [person] = drafts(
        "避難行動要支援者名簿,,,,,,,\n\
         整理番号,氏名,生年月日,住所,緊急連絡先,,,備考\n\
         ,,,,氏名,続柄,電話番号,\n\
         7,山田　花子,S10.1.2,風見町1-2-3,山田　太郎,長男,0422-00-0003,犬\n",
    )
    .try_into()
    .unwrap();
    let contact = &person.registrant.emergency_contacts[0];
    assert_eq!(
        (
            contact.name.as_str(),
            contact.relation.as_str(),
            contact.phones.len()
        ),
        ("山田　太郎", "長男", 1)
    );
    assert_eq!(person.registrant.note, "犬");
}

#[test]
fn a_second_name_and_telephone_belong_to_the_contact() {
    let [person] = drafts(
        "氏名,住所,電話番号,緊急連絡先,続柄,電話番号\n山田　花子,風見町1-2-3,0422-00-0001,山田　太郎,長男,0422-00-0003\n",
    )
    .try_into()
    .unwrap();
    assert_eq!(person.person.phones.len(), 1);
    assert_eq!(
        person.registrant.emergency_contacts[0].phones[0].digits,
        "0422000003"
    );
}

#[test]
fn names_and_birth_dates_in_parts_are_put_together() {
    let [person] = drafts(
        "姓,名,セイ,メイ,元号,生年月日（年）,生年月日（月）,生年月日（日）,町名,番地\n山田,花子,ﾔﾏﾀﾞ,ﾊﾅｺ,昭和,10,1,2,風見町一丁目,2番3号\n",
    )
    .try_into()
    .unwrap();
    let who = &person.person;
    assert_eq!(
        (who.name(), who.name_kana.as_str()),
        ("山田 花子".into(), "ヤマダ ハナコ")
    );
    assert_eq!(
        who.birth_date.map(|d| d.to_string()),
        Some("1935-01-02".into())
    );
    assert_eq!(who.address.line(), "風見町1丁目2-3");
}

#[test]
fn one_cell_may_hold_name_and_reading_or_address_and_building() {
    let people = drafts(
        "氏名（フリガナ）,住所・方書\n\"山田　花子\nﾔﾏﾀﾞ ﾊﾅｺ\",風見町1-2-3コーポ風見202号室\n佐藤　次郎（サトウ ジロウ）,風見町1-2-4\n",
    );
    assert_eq!(people[0].person.name_kana, "ヤマダ ハナコ");
    assert_eq!(
        (
            people[0].person.building.as_str(),
            people[0].person.room.as_str()
        ),
        ("コーポ風見", "202")
    );
    assert_eq!(
        (people[1].person.name(), people[1].person.name_kana.as_str()),
        ("佐藤 次郎".into(), "サトウ ジロウ")
    );
}

#[test]
fn ditto_is_the_cell_above_and_nothing_where_there_is_none() {
    let list = read_all(
        "氏名,住所\n山田　花子,同上\n佐藤　一,風見町1-2-3\n佐藤　二,〃\n佐藤　三,同上\n".as_bytes(),
        &book(),
    );
    assert_eq!(list.rows[0].shown.problems[0].rule, Rule::DittoWithoutRow);
    assert!(
        list.rows[0].shown.comes_in,
        "the person comes in all the same"
    );
    assert_eq!(list.rows[3].shown.address, "風見町1丁目2-3");
}

#[test]
fn totals_and_remarks_below_the_table_are_nobody() {
    let list = read_all(
        "氏名,住所\n山田　花子,風見町1-2-3\n合計,1名\n\n※取扱注意。旧名簿は返すこと,\n以上,\n"
            .as_bytes(),
        &book(),
    );
    assert_eq!(list.rows.len(), 1);
}

#[test]
fn a_heading_of_a_new_page_is_skipped() {
    let list = read_all("整理番号,氏名,住所\n1,山田　花子,風見町1-2-3\n整理番号,氏名,住所\n2,佐藤　一,風見町1-2-4\n".as_bytes(), &book());
    assert_eq!((list.rows.len(), list.notices.len()), (2, 0));
}

#[test]
fn what_was_remembered_comes_before_what_is_proposed() {
    let text = "番号,氏名,住所,連絡先\n1,山田　花子,風見町1-2-3,0422-00-0001\n";
    let columns = [
        ("番号", "ignore"),
        ("氏名", "name"),
        ("住所", "address"),
        ("連絡先", "mobile"),
    ];
    let mapping = ColumnMapping {
        sender: "みどり野市".into(),
        columns: columns
            .map(|(heading, column)| (heading.into(), column.into()))
            .into(),
        ..ColumnMapping::default()
    };
    let known = Known {
        mappings: vec![mapping],
        ..book()
    };
    let asked = IntakeRequest {
        sender: "みどり野市".into(),
        ..request()
    };
    let list = read(
        text.as_bytes(),
        "x.csv",
        &asked,
        &known,
        today(),
        &mut |_| Continue::Yes,
    )
    .unwrap();
    assert!(list.columns.iter().all(|choice| choice.remembered));
    assert_eq!(list.columns[3].column, "mobile");
    let asked = IntakeRequest {
        columns: [("連絡先".to_owned(), "fax".to_owned())].into(),
        ..asked
    };
    let list = read(
        text.as_bytes(),
        "x.csv",
        &asked,
        &known,
        today(),
        &mut |_| Continue::Yes,
    )
    .unwrap();
    assert_eq!(
        (list.columns[3].column.as_str(), list.columns[3].remembered),
        ("fax", false)
    );
}

#[test]
fn a_list_without_names_says_which_column_is_missing() {
    let seen = preview_of("整理番号,住所,電話番号\n1,風見町1-2-3,0422-00-0001\n".as_bytes());
    assert_eq!(seen.refusals[0].rule, FileRule::ColumnMissing);
    assert_eq!(seen.columns.len(), 3, "so that somebody can choose it");
    let asked = IntakeRequest {
        columns: [("住所".to_owned(), "name".to_owned())].into(),
        ..request()
    };
    let seen = preview(
        "整理番号,住所,電話番号\n1,風見町1-2-3,0422-00-0001\n".as_bytes(),
        "x",
        &asked,
        &book(),
        today(),
    );
    assert_eq!(seen.refusals, []);
}

#[test]
fn text_without_a_heading_is_refused() {
    for text in ["あいうえお\nかきくけこ\n", "1,2,3\n4,5,6\n", "\n\n"] {
        assert!(!preview_of(text.as_bytes()).refusals.is_empty(), "{text}");
    }
}

#[test]
fn separators_and_line_ends_of_every_kind_are_read() {
    for (delimiter, end) in [(",", "\n"), ("\t", "\r\n"), (";", "\r"), (",", "\r")] {
        let line = |cells: [&str; 3]| cells.join(delimiter) + end;
        let text = line(["整理番号", "氏名", "住所"]) + &line(["1", "山田　花子", "風見町1-2-3"]);
        let list = read_all(text.as_bytes(), &book());
        assert_eq!(list.rows.len(), 1, "{delimiter:?} {end:?}");
        assert_eq!(list.rows[0].shown.row, "2");
    }
}

#[test]
fn every_encoding_of_japan_is_read() {
    let text = "整理番号,氏名,ﾌﾘｶﾞﾅ,住所\r\n1,山田　花子,ﾔﾏﾀﾞ ﾊﾅｺ,みどり野市風見町1丁目2番3号\r\n2,佐藤　一,ｻﾄｳ ﾊｼﾞﾒ,みどり野市若草台1丁目2番3号\r\n";
    let wide = |unit: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(unit).collect::<Vec<u8>>();
    let spelled = text
        .replace("ﾌﾘｶﾞﾅ", "フリガナ")
        .replace("ﾔﾏﾀﾞ ﾊﾅｺ", "ヤマダ ハナコ")
        .replace("ｻﾄｳ ﾊｼﾞﾒ", "サトウ ハジメ");
    for (label, bytes) in [
        ("UTF-8", text.as_bytes().to_vec()),
        ("CP932", encoding_rs::SHIFT_JIS.encode(text).0.into_owned()),
        (
            "EUC-JP",
            encoding_rs::EUC_JP.encode(&spelled).0.into_owned(),
        ),
        (
            "ISO-2022-JP",
            encoding_rs::ISO_2022_JP.encode(&spelled).0.into_owned(),
        ),
        ("UTF-16LE", wide(u16::to_le_bytes)),
        ("UTF-16BE", wide(u16::to_be_bytes)),
    ] {
        let seen = preview_of(&bytes);
        assert_eq!(
            (seen.encoding.as_str(), seen.refusals.as_slice()),
            (label, [].as_slice())
        );
        let list = read_all(&bytes, &book());
        assert_eq!(list.rows[0].shown.name, "山田　花子", "{label}");
        assert_eq!(list.rows[0].shown.kana, "ヤマダ ハナコ", "{label}");
    }
}

#[test]
fn a_list_of_supporters_is_known_by_its_columns() {
    let text = "支援者名簿\n番号,氏名,住所,電話,できること,平日昼,受け持てる人数\n1,山田　花子,風見町1-2-3,0422-00-0001,見守り,○,2\n";
    assert_eq!(
        read_all(text.as_bytes(), &book()).content,
        ListContent::Supporters
    );
}

#[test]
fn every_column_and_every_rule_has_its_words() {
    for &content in ListContent::ALL {
        for key in crate::column_keys(content) {
            assert_ne!(crate::words::column(key), key, "column.{key} is missing");
        }
    }
    for &rule in Rule::ALL {
        let problem = domain::problem::Problem::new("", rule);
        assert_ne!(
            crate::words::sentence(&problem),
            rule.code(),
            "problem.{} is missing",
            rule.code()
        );
    }
    let files: serde_json::Value = serde_json::from_str(include_str!(
        "../../../../../assets/text/ja/file_problem.json"
    ))
    .unwrap();
    for &rule in FileRule::ALL {
        assert!(
            files.get(rule.code()).is_some(),
            "file_problem.{} is missing",
            rule.code()
        );
    }
}

#[test]
fn every_column_is_in_the_sample() {
    let list = read_all(&super::fixture("import/everything.csv"), &book());
    let chosen: Vec<&str> = list
        .columns
        .iter()
        .map(|choice| choice.column.as_str())
        .collect();
    for key in crate::column_keys(ListContent::Registrants) {
        assert!(
            chosen.contains(&key),
            "{key} is in no heading of everything.csv: {chosen:?}"
        );
    }
    assert_eq!(list.rows.len(), 3, "a plain, an odd and a broken row");
    assert_eq!(list.rows[0].shown.problems, [], "the plain row is plain");
    assert!(
        list.rows.iter().all(|row| row.shown.comes_in),
        "remarks keep nobody outside"
    );
    let broken: Vec<&str> = list.rows[2]
        .shown
        .problems
        .iter()
        .map(|p| p.field.as_str())
        .collect();
    for field in [
        "birth",
        "gender",
        "postal_code",
        "phone",
        "mobile",
        "fax",
        "reasons",
        "consent",
        "consent_on",
        "note",
        "address",
        "email",
        "lat",
        "lon",
    ] {
        assert!(
            broken.contains(&field),
            "{field} is broken in the third row: {broken:?}"
        );
    }
}

#[test]
fn positions_are_read_where_they_lie_in_japan() {
    let list = read_all(&super::fixture("import/everything.csv"), &book());
    let spots: Vec<_> = list
        .rows
        .iter()
        .filter_map(|row| row.draft.as_ref())
        .map(|draft| match draft {
            Draft::Registrant(it) => (it.person.lat, it.person.lon),
            Draft::Supporter(_) | Draft::Pairing(_) | Draft::Place(_) => (None, None),
        })
        .collect();
    assert_eq!(
        spots,
        [
            (Some(35.7012), Some(139.5034)),
            (Some(35.71), Some(139.5)),
            (None, None)
        ]
    );
}
