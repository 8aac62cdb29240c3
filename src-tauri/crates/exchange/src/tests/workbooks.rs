//! Workbooks made for one question each: hidden rows, formats with zeros, dates, merged cells, far cells.

use std::io::{Cursor, Write};

use domain::intake::PassedAs;
use domain::intake::{Draft, FileRule};
use domain::problem::Rule;
use zip::write::SimpleFileOptions;

use super::{book, preview_of, read_all};

const STYLES: &str = r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<numFmts count="2"><numFmt numFmtId="164" formatCode="00000"/><numFmt numFmtId="165" formatCode="[$-411]ggge&quot;年&quot;m&quot;月&quot;d&quot;日&quot;"/></numFmts>
<fonts count="1"><font/></fonts><fills count="1"><fill/></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>
<cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="164" applyNumberFormat="1"/><xf numFmtId="165" applyNumberFormat="1"/><xf numFmtId="57" applyNumberFormat="1"/></cellXfs></styleSheet>"#;

/// A workbook with one sheet of this XML.
fn workbook(before: &str, rows: &str, after: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006/relationships";
    let parts = [
        (
            "[Content_Types].xml",
            r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#
                .to_owned(),
        ),
        (
            "_rels/.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="r1" Type="{rels}/officeDocument" Target="xl/workbook.xml"/></Relationships>"#
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                r#"<workbook xmlns="{main}" xmlns:r="{rels}"><sheets><sheet name="名簿" sheetId="1" r:id="rId1"/></sheets></workbook>"#
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                r#"<Relationships xmlns="{package}"><Relationship Id="rId1" Type="{rels}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="{rels}/styles" Target="styles.xml"/></Relationships>"#
            ),
        ),
        ("xl/styles.xml", STYLES.to_owned()),
        (
            "xl/worksheets/sheet1.xml",
            format!(
                r#"<worksheet xmlns="{main}">{before}<sheetData>{rows}</sheetData>{after}</worksheet>"#
            ),
        ),
    ];
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

fn heading() -> String {
    format!(
        r#"<row r="1">{}{}{}{}</row>"#,
        text("A1", "整理番号"),
        text("B1", "氏名"),
        text("C1", "生年月日"),
        text("D1", "住所")
    )
}

#[test]
fn zeros_dates_and_hidden_rows_are_seen_as_excel_shows_them() {
    let rows = heading()
        + &format!(
            r#"<row r="2"><c r="A2" s="1"><v>101</v></c>{}<c r="C2" s="2"><v>13577</v></c>{}</row>"#,
            text("B2", "山田　花子"),
            text("D2", "風見町1-2-3")
        )
        + &format!(
            r#"<row r="3" hidden="1"><c r="A3" s="1"><v>102</v></c>{}<c r="C3" s="3"><v>13577</v></c></row>"#,
            text("B3", "佐藤　一")
        );
    let list = read_all(
        &workbook(
            "",
            &rows,
            r#"<mergeCells count="1"><mergeCell ref="D2:D3"/></mergeCells>"#,
        ),
        &book(),
    );
    let Some(Draft::Registrant(first)) = &list.rows[0].draft else {
        panic!("a draft")
    };
    assert_eq!(
        first.registrant.city_no, "00101",
        "the number format shows the zeros"
    );
    let birth = list
        .rows
        .iter()
        .map(|row| row.shown.birth.clone())
        .collect::<Vec<_>>();
    assert!(
        birth
            .iter()
            .all(|birth| birth.starts_with("昭和12年3月3日")),
        "{birth:?}"
    );
    assert_eq!(list.rows[1].shown.problems[0].rule, Rule::HiddenRow);
    assert_eq!(
        list.rows[1].shown.address, "風見町1丁目2-3",
        "a merged cell belongs to both rows"
    );
}

#[test]
fn the_other_epoch_is_kept_to() {
    let rows = heading()
        + &format!(
            r#"<row r="2"><c r="A2"><v>1</v></c>{}<c r="C2" s="2"><v>12115</v></c></row>"#,
            text("B2", "山田　花子")
        );
    let bytes = workbook("", &rows, "");
    let list = read_all(&bytes, &book());
    assert!(
        list.rows[0].shown.birth.starts_with("昭和8年3月2日"),
        "{}",
        list.rows[0].shown.birth
    );
}

#[test]
fn a_cell_far_away_costs_nothing() {
    let far = heading()
        + r#"<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row>"#;
    let seen = preview_of(&workbook("", &far, ""));
    assert_eq!(seen.refusals[0].rule, FileRule::TooManyColumns);
}

#[test]
fn a_package_with_too_many_parts_is_refused() {
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for at in 0..1_200 {
        zip.start_file(format!("xl/{at}.xml"), SimpleFileOptions::default())
            .unwrap();
    }
    let bytes = zip.finish().unwrap().into_inner();
    assert_eq!(
        preview_of(&bytes).refusals[0].rule,
        FileRule::UnpacksTooLarge
    );
}

/// An ODS file with one table of these rows.
fn open_document(rows: &str) -> Vec<u8> {
    let office = "urn:oasis:names:tc:opendocument:xmlns";
    let content = format!(
        r#"<office:document-content xmlns:office="{office}:office:1.0" xmlns:table="{office}:table:1.0" xmlns:text="{office}:text:1.0" office:version="1.2"><office:body><office:spreadsheet><table:table table:name="名簿">{rows}</table:table></office:spreadsheet></office:body></office:document-content>"#
    );
    let mut zip = zip::ZipWriter::new(Cursor::new(Vec::new()));
    let parts = [
        ("mimetype", "application/vnd.oasis.opendocument.spreadsheet"),
        (
            "META-INF/manifest.xml",
            "<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\"/>",
        ),
        ("content.xml", content.as_str()),
    ];
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

#[test]
fn old_excel_and_open_document_are_read() {
    let list = read_all(&super::fixture("import/old-excel.xls"), &book());
    assert_eq!(
        (list.encoding.as_str(), list.rows.len(), list.heading_row),
        ("XLS", 2, 3)
    );
    let Some(Draft::Registrant(first)) = &list.rows[0].draft else {
        panic!("a draft")
    };
    assert_eq!(first.person.name_raw, "髙橋　花子");
    assert_eq!(
        first.person.birth_date.map(|day| day.to_string()),
        Some("1937-03-04".into())
    );
    assert_eq!(first.person.phones[0].digits, "0422001234");
    assert_eq!(list.rows[1].shown.address, "風見町1丁目2-3");

    let cell = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |cells: &[&str]| {
        let cells: String = cells.iter().map(|text| cell(text)).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let rows = row(&["整理番号", "氏名", "住所"]) + &row(&["1", "山田　花子", "風見町1-2-3"]);
    let list = read_all(&open_document(&rows), &book());
    assert_eq!((list.encoding.as_str(), list.rows.len()), ("ODS", 1));
}

#[test]
fn a_million_repeated_cells_of_open_document_end_soon() {
    let rows = r#"<table:table-row table:number-rows-repeated="1048576"><table:table-cell table:number-columns-repeated="16384" office:value-type="string"><text:p>x</text:p></table:table-cell></table:table-row>"#;
    assert!(!preview_of(&open_document(rows)).refusals.is_empty());
}

#[test]
fn sheets_with_the_same_heading_are_one_list() {
    let cell = |text: &str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let row = |cells: [&str; 3]| {
        format!(
            "<table:table-row>{}</table:table-row>",
            cells.map(cell).concat()
        )
    };
    let heading = row(["整理番号", "氏名", "住所"]);
    let second = format!(
        "{heading}{}</table:table><table:table table:name=\"2班\">{heading}{}",
        row(["1", "山田　花子", "風見町1-2-3"]),
        row(["1", "佐藤　一", "同上"]),
    );
    let list = read_all(&open_document(&second), &book());
    let rows: Vec<&str> = list.rows.iter().map(|row| row.shown.row.as_str()).collect();
    assert_eq!(rows, ["名簿!2", "2班!2"]);
    assert_eq!(list.worksheets, ["名簿", "2班"]);
    let rules: Vec<Rule> = list.rows[1].shown.problems.iter().map(|p| p.rule).collect();
    assert_eq!(
        rules,
        [Rule::DittoWithoutRow, Rule::DuplicateNumber],
        "each sheet begins anew"
    );
}

/// Sheets of an open document, each a name and its rows.
fn sheets(all: &[(&str, &[[&str; 4]])]) -> Vec<u8> {
    let cell = |text: &&str| {
        format!(
            r#"<table:table-cell office:value-type="string"><text:p>{text}</text:p></table:table-cell>"#
        )
    };
    let line = |row: &[&str; 4]| {
        let cells: String = row.iter().map(cell).collect();
        format!("<table:table-row>{cells}</table:table-row>")
    };
    let sheet = |(name, rows): &(&str, &[[&str; 4]])| {
        let lines: String = rows.iter().map(line).collect();
        format!(r#"</table:table><table:table table:name="{name}">{lines}"#)
    };
    let further: String = all[1..].iter().map(sheet).collect();
    let first: String = all[0].1.iter().map(line).collect();
    open_document(&format!("{first}{further}"))
}

#[test]
fn a_sheet_without_a_heading_goes_on_also_where_name_and_reading_share_a_cell() {
    let person = |name, day, town| [name, day, town, "M"];
    let bytes = sheets(&[
        (
            "",
            &[
                ["氏名（フリガナ）", "生年月日", "住所", "男女"],
                person("山田 太郎（ヤマダ タロウ）", "S10.1.2", "風見町1-2-3"),
            ],
        ),
        (
            "2班",
            &[person(
                "佐藤 次郎（サトウ ジロウ）",
                "S11.1.2",
                "風見町1-2-4",
            )],
        ),
        ("担当課", &[["福祉課", "R8.4.1", "", ""]]),
    ]);
    let list = read_all(&bytes, &book());
    let rows: Vec<&str> = list.rows.iter().map(|row| row.shown.row.as_str()).collect();
    assert_eq!(rows, ["名簿!2", "2班!1"]);
    let told = crate::understood(&list);
    assert_eq!(told["passed"][0]["row"], "担当課!1");
}

#[test]
fn a_sheet_without_a_heading_goes_on_below_that_of_the_first() {
    let bytes = sheets(&[
        (
            "",
            &[
                ["氏名", "フリガナ", "生年月日", "同意"],
                ["山田 花子", "ヤマダ ハナコ", "S10.1.2", "同意"],
            ],
        ),
        (
            "2班",
            &[
                ["佐藤 次郎", "サトウ ジロウ", "S11.1.2", "同意"],
                ["鈴木 三郎", "スズキ サブロウ", "S12.1.2", "不同意"],
            ],
        ),
        (
            "3班",
            &[
                ["高橋 四郎", "タカハシ シロウ", "S13.1.2", "同意"],
                ["合計", "1", "", ""],
            ],
        ),
        (
            "要支援者",
            &[
                ["整理番号", "住所", "同意", ""],
                ["1", "本宿1-2-3", "同意", ""],
            ],
        ),
        (
            "表紙",
            &[["福祉課", "内線1234", "", ""], ["取扱注意", "", "", ""]],
        ),
    ]);
    let list = read_all(&bytes, &book());
    let rows: Vec<&str> = list.rows.iter().map(|row| row.shown.row.as_str()).collect();
    assert_eq!(rows, ["名簿!2", "2班!1", "2班!2", "3班!1"]);
    let unread: Vec<(&str, PassedAs)> = list
        .passed
        .iter()
        .map(|it| (it.row.as_str(), it.passed_as))
        .collect();
    assert_eq!(
        unread,
        [
            ("要支援者!1", PassedAs::Sheet),
            ("3班!2", PassedAs::Total),
            ("表紙!1", PassedAs::Sheet)
        ],
        "what is not read is told"
    );
}
