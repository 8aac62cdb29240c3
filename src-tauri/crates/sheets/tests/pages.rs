//! The text of every page of every sheet, compared with what was agreed (tests/golden). `SASAE_ACCEPT=1` agrees anew.

#[path = "support/samples.rs"]
mod samples;

use std::fs::File;
use std::io::Write;
use std::path::Path;

use domain::safety_check::CheckMode;
use samples::{
    change_list, check_sheets, confirm_cards, far_too_long, half_a_key, incident_pack,
    management_report, recovery, report, tally, visit_list,
};
use sheets::{Drawn, SmallNumbers};

fn agreed(name: &str, drawn: &Drawn) {
    let text = drawn.texts().join("――――\n");
    let path =
        Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("../../../tests/golden/{name}.txt"));
    if std::env::var_os("SASAE_ACCEPT").is_some() {
        let written = File::create(&path).and_then(|mut file| file.write_all(text.as_bytes()));
        assert!(written.is_ok(), "{name} cannot be written");
    }
    let golden = std::fs::read_to_string(&path).unwrap_or_default();
    assert_eq!(
        text,
        golden.replace("\r\n", "\n"),
        "{name} differs; SASAE_ACCEPT=1 agrees to it"
    );
}

#[test]
fn every_sheet_says_what_was_agreed() {
    agreed(
        "check_sheet_drill",
        &check_sheets(CheckMode::Drill, 1, 12).draw().unwrap(),
    );
    agreed(
        "check_sheet_real_two_pages",
        &check_sheets(CheckMode::Real, 1, 17).draw().unwrap(),
    );
    agreed("tally_sheet", &tally(CheckMode::Drill).draw().unwrap());
    agreed(
        "check_report_drill",
        &report(CheckMode::Drill, SmallNumbers::Told).draw().unwrap(),
    );
    agreed(
        "check_report_real_few",
        &report(CheckMode::Real, SmallNumbers::Hidden)
            .draw()
            .unwrap(),
    );
    agreed("change_list", &change_list().draw().unwrap());
    agreed("recovery_sheet", &recovery().draw().unwrap());
    agreed("two_officers_sheet", &half_a_key().draw().unwrap());
    agreed("visit_list", &visit_list().draw().unwrap());
    agreed("confirm_card", &confirm_cards().draw().unwrap());
    agreed("management_report", &management_report().draw().unwrap());
    agreed("incident_pack", &incident_pack().draw().unwrap());
}

#[test]
fn a_management_report_is_one_page_and_the_names_of_an_incident_begin_a_page_of_their_own() {
    assert_eq!(management_report().draw().unwrap().pages(), 1);
    let texts = incident_pack().draw().unwrap().texts();
    assert_eq!(texts.len(), 2);
    assert!(!texts[0].contains("載っている人\n") && texts[1].contains("載っている人"));
}

#[test]
fn a_visit_list_names_nothing_but_what_is_to_be_asked_and_fits_its_pages() {
    let drawn = visit_list().draw().unwrap();
    assert_eq!(drawn.pages(), sheets::visit_pages_for(12));
    let text = drawn.texts().join("");
    assert!(
        text.contains("第031号") && text.contains("聞くこと"),
        "{text}"
    );
    assert!(!text.contains("耳が遠い"), "care has no place here: {text}");
}

#[test]
fn a_postcard_tells_the_postman_no_more_than_the_address() {
    let cards = confirm_cards();
    let drawn = cards.draw().unwrap();
    let texts = drawn.texts();
    let (fronts, backs) = texts.split_at(6);
    assert_eq!((drawn.pages(), cards.pages()), (12, 12));
    assert!(fronts[0].contains("第032号-1"), "{}", fronts[0]);
    assert!(fronts[0].contains("終わりが 1134・0456"), "{}", fronts[0]);
    for text in &texts {
        for secret in ["042000113", "要支援", "要援護", "名簿", "耳が遠い"] {
            assert!(!text.replace(['-', ' '], "").contains(secret), "{text}");
        }
    }
    assert!(
        backs.iter().all(|text| *text == backs[0]),
        "a stack may be turned round"
    );
    assert!(backs[0].contains("042-000-0100") && backs[0].contains("変わりありません"));
    assert_eq!(cards.draw_page(7).unwrap().text(1).unwrap(), backs[0]);
    assert!(cards.draw_page(13).is_err());
}

#[test]
fn every_page_of_a_copy_is_one_page_of_paper() {
    let sheets = check_sheets(CheckMode::Drill, 2, 30);
    let drawn = sheets.draw().unwrap();
    assert_eq!((drawn.pages(), sheets.pages()), (6, 6));
    let texts = drawn.texts();
    assert!(
        texts[0].contains("017-1") && texts[5].contains("018-3"),
        "{}",
        texts[5]
    );
    assert!(
        texts[2].contains("名簿に無い人"),
        "the last page has the blank lines"
    );
    assert!(texts[0].contains("2枚目へ続きます"), "{}", texts[0]);
}

#[test]
fn a_preview_of_one_page_is_that_page() {
    let sheets = check_sheets(CheckMode::Drill, 2, 30);
    let whole = sheets.draw().unwrap();
    let one = sheets.draw_page(5).unwrap();
    assert_eq!(one.pages(), 1);
    assert_eq!(one.text(1).unwrap(), whole.text(5).unwrap());
}

#[test]
fn a_character_no_font_has_is_marked_and_listed_with_its_code_and_kana() {
    let drawn = check_sheets(CheckMode::Drill, 1, 12).draw().unwrap();
    let text = drawn.text(1).unwrap();
    assert!(text.contains("〓太郎"), "{text}");
    assert!(text.contains("さいとう うめ U+E012"), "{text}");
    assert!(
        drawn
            .undrawable()
            .iter()
            .any(|found| found.code == "U+E012")
    );
}

#[test]
fn every_name_stands_whole_on_its_page() {
    let sheets = check_sheets(CheckMode::Drill, 1, 12);
    let text: String = sheets
        .draw()
        .unwrap()
        .text(1)
        .unwrap()
        .split_whitespace()
        .collect();
    for target in &sheets.copies[0].1 {
        let name: String = target.name.split_whitespace().collect();
        let drawable = name.replace(['\u{E012}'], "〓");
        let base: String = drawable
            .chars()
            .filter(|c| !('\u{E0100}'..='\u{E01EF}').contains(c))
            .collect();
        assert!(
            text.contains(&drawable) || text.contains(&base),
            "{name} is missing"
        );
    }
}

#[test]
fn a_real_event_has_no_watermark_but_its_start() {
    let real = check_sheets(CheckMode::Real, 1, 3)
        .draw()
        .unwrap()
        .text(1)
        .unwrap();
    assert!(
        !real.contains("訓練") && real.contains("実災害") && real.contains("開始"),
        "{real}"
    );
    let drill = check_sheets(CheckMode::Drill, 1, 3)
        .draw()
        .unwrap()
        .text(1)
        .unwrap();
    assert!(
        drill.matches("訓練").count() >= 2,
        "mark and watermark: {drill}"
    );
}

#[test]
fn a_report_names_nobody_and_fits_two_pages() {
    let sheet = report(CheckMode::Drill, SmallNumbers::Told);
    let drawn = sheet.draw().unwrap();
    assert!(drawn.pages() <= 2, "{} pages", drawn.pages());
    let text = drawn.texts().join("");
    for target in &check_sheets(CheckMode::Drill, 1, 12).copies[0].1 {
        assert!(
            target.name.chars().count() < 3 || !text.contains(&target.name),
            "{}",
            target.name
        );
    }
}

#[test]
fn a_key_of_thirteen_groups_fits_one_page() {
    assert_eq!(recovery().draw().unwrap().pages(), 1);
    assert_eq!(half_a_key().draw().unwrap().pages(), 1);
}

#[test]
fn a_picture_of_a_page_is_white_with_black_on_it() {
    let picture = recovery().draw().unwrap().picture(1, 600).unwrap();
    assert_eq!(picture.width, 600);
    assert_eq!(
        picture.grey.len(),
        (picture.width * picture.height) as usize
    );
    assert!(picture.grey.contains(&255) && picture.grey.iter().any(|grey| *grey < 30));
    assert!(recovery().draw().unwrap().picture(2, 600).is_err());
}

#[test]
fn hard_content_does_not_break_a_sheet() {
    let drawn = far_too_long().draw().unwrap();
    assert_eq!(drawn.pages(), 2);
    assert!(drawn.text(1).unwrap().contains("*太字*"), "markup is text");
}
