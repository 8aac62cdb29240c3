//! A list leaves the program: as a numbered copy, with what was asked for and nothing more, and comes back the same.

use std::collections::BTreeSet;

use app::failure::Code;
use domain::bulk::BulkRule;
use domain::consent::ConsentParty;
use domain::copy::CopyRow;
use domain::export::{ExportPreview, ExportRequest, Exported, ListFormat, SaveExport};
use domain::history::{HistoryEntry, HistoryFilter, HistoryGroup, HistoryPage};
use domain::home::Home;
use domain::id::FileToken;
use domain::intake::{IntakeDone, IntakePreview, IntakeRequest};
use domain::registrant::{RegistrantFilter, RegistrantPage};
use domain::roster_import::ListContent;
use domain::secret::Secret;
use domain::sheet::SheetKind;
use domain::user::Role;
use domain::vault::Done;
use tests::app::{PASSPHRASE, TestApp};
use tests::steps::fixture;

/// The book with both lists of the samples.
fn filled() -> TestApp {
    let app = TestApp::with_book();
    app.take_in("city-list-2026.csv", ListContent::Registrants);
    app.take_in("supporters.xlsx", ListContent::Supporters);
    app
}

fn request(content: ListContent, format: ListFormat) -> ExportRequest {
    ExportRequest {
        content,
        format,
        holder: "田中 花子".into(),
        purpose: "市への報告".into(),
        ..ExportRequest::default()
    }
}

fn save(export: ExportRequest, file: FileToken) -> SaveExport {
    SaveExport {
        export,
        file,
        ..SaveExport::default()
    }
}

fn export(app: &TestApp, export: ExportRequest, name: &str) -> Exported {
    let file = app.token(name);
    app.act("export_list", &save(export, file))
}

#[test]
fn a_list_is_a_numbered_copy_that_says_who_keeps_it_and_for_what() {
    let app = filled();
    let wanted = request(ListContent::Registrants, ListFormat::Xlsx);
    let saved = export(&app, wanted.clone(), "名簿.xlsx");
    let copies: Vec<CopyRow> = app.call("copies", &());
    let copy = &copies[0].copy;
    assert_eq!((copy.no, copy.document), (saved.no, SheetKind::List));
    assert_eq!(
        (copy.holder.as_str(), copy.purpose.as_str()),
        ("田中 花子", "市への報告")
    );
    assert_eq!((copies[0].people, saved.rows), (63, 63));
    // Taking the entry back does not take back the file: its number never comes again.
    app.call::<Done<()>>("undo", &());
    assert_eq!(export(&app, wanted, "二.xlsx").no, saved.no + 1);
}

#[test]
fn many_people_leave_after_a_wait_and_a_loud_note_and_not_by_small_portions_either() {
    let app = filled();
    let loud = |app: &TestApp| {
        let filter = HistoryFilter {
            call: "release_bulk".into(),
            limit: 10,
            ..HistoryFilter::default()
        };
        app.call::<HistoryPage>("history", &filter).total
    };
    let filter = RegistrantFilter {
        text: "さとう".into(),
        limit: 1000,
        ..RegistrantFilter::default()
    };
    let few = ExportRequest {
        registrants: Some(filter),
        ..request(ListContent::Registrants, ListFormat::CsvUtf8)
    };
    let small: ExportPreview = app.call("export_preview", &few);
    assert!(small.rows <= 30 && small.bulk == BulkRule::Free);
    let portions = 60 / small.rows;
    for n in 0..portions {
        export(&app, few.clone(), &format!("{n}.csv"));
    }
    assert_eq!(loud(&app), 0);
    let next: ExportPreview = app.call("export_preview", &few);
    assert_eq!(next.bulk, BulkRule::Release, "{portions} of {}", small.rows);
    let before: Home = app.call("home", &());
    export(&app, few.clone(), "over.csv");
    let after: Home = app.call("home", &());
    assert_eq!((after.now - before.now).num_seconds(), 60);
    assert_eq!(loud(&app), 1);
    app.pass_seconds(86_400);
    let tomorrow: ExportPreview = app.call("export_preview", &few);
    assert_eq!(tomorrow.bulk, BulkRule::Free);
    let all = request(ListContent::Registrants, ListFormat::CsvUtf8);
    let many: ExportPreview = app.call("export_preview", &all);
    assert_eq!(many.bulk, BulkRule::Release);
}

#[test]
fn where_there_is_a_second_officer_many_people_leave_with_their_words_only() {
    let app = filled();
    let other = app.user("山口 一郎", Role::Lead, &[]);
    let all = request(ListContent::Registrants, ListFormat::CsvUtf8);
    let seen: ExportPreview = app.call("export_preview", &all);
    assert_eq!(seen.officers.len(), 1);
    let with = |words: &str| SaveExport {
        second: other.clone(),
        second_words: Secret::new(words),
        ..save(all.clone(), app.token("名簿.csv"))
    };
    let alone = save(all.clone(), app.token("名簿.csv"));
    for refused in [alone, with(""), with("ちがう言葉ですよ")] {
        assert_eq!(app.refusal("export_list", &refused), Code::Problems);
        assert!(!app.folder().join("名簿.csv").exists());
    }
    app.pass_seconds(60);
    app.act::<Exported>("export_list", &with(PASSPHRASE));
    assert!(app.folder().join("名簿.csv").exists());
    let odd = HistoryFilter {
        what: HistoryGroup::Odd,
        limit: 10,
        ..HistoryFilter::default()
    };
    let lines = app.call::<HistoryPage>("history", &odd).lines;
    let calls: Vec<&str> = lines.iter().map(|line| line.call.as_str()).collect();
    assert_eq!(calls, ["release_bulk", "refused", "refused", "refused"]);
    let entry: HistoryEntry = app.call("history_entry", &lines[0].entry);
    assert!(
        entry
            .noted
            .iter()
            .any(|it| it.name == "second" && it.value == "山口 一郎")
    );
}

#[test]
fn nothing_leaves_without_a_holder_and_a_purpose() {
    let app = filled();
    let export = ExportRequest {
        holder: " ".into(),
        ..request(ListContent::Registrants, ListFormat::Xlsx)
    };
    let file = app.token("名簿.xlsx");
    let code = app.refusal("export_list", &save(export, file));
    assert_eq!(code, Code::Problems);
    assert!(!app.folder().join("名簿.xlsx").exists());
    assert_eq!(app.call::<Vec<CopyRow>>("copies", &()).len(), 0);
}

#[test]
fn reasons_and_birth_dates_stand_in_no_file_unless_asked_for() {
    let app = filled();
    let plain = request(ListContent::Registrants, ListFormat::CsvUtf8);
    export(&app, plain.clone(), "plain.csv");
    let text = std::fs::read_to_string(app.folder().join("plain.csv")).unwrap();
    for word in ["要介護", "手帳", "昭和", "生年月日", "S12"] {
        assert!(!text.contains(word), "{word} is in the file");
    }
    let whole = ExportRequest {
        with_birth: true,
        with_reasons: true,
        ..plain
    };
    export(&app, whole, "whole.csv");
    let text = std::fs::read_to_string(app.folder().join("whole.csv")).unwrap();
    assert!(text.contains("要介護") && text.contains("生年月日"));
}

#[test]
fn another_party_gets_only_those_whose_consent_reaches_to_it() {
    let app = filled();
    let own = request(ListContent::Registrants, ListFormat::CsvUtf8);
    let all: ExportPreview = app.call("export_preview", &own);
    let fire = ExportRequest {
        party: Some(ConsentParty::Fire),
        ..own
    };
    let some: ExportPreview = app.call("export_preview", &fire);
    assert_eq!((all.rows, all.without_consent), (63, 0));
    assert!(some.without_consent > 0);
    assert_eq!(some.rows + some.without_consent, 63);
    assert_eq!(export(&app, fire, "消防.csv").rows, some.rows);
}

#[test]
fn the_filter_of_the_list_decides_who_stands_in_the_file() {
    let app = filled();
    let filter = RegistrantFilter {
        text: "さとう".into(),
        limit: 1000,
        ..RegistrantFilter::default()
    };
    let page: RegistrantPage = app.call("registrants", &filter);
    assert!(page.total > 0 && page.total < 63);
    let found = ExportRequest {
        registrants: Some(RegistrantFilter {
            limit: 1,
            offset: 1,
            ..filter
        }),
        ..request(ListContent::Registrants, ListFormat::CsvUtf8)
    };
    assert_eq!(
        app.call::<ExportPreview>("export_preview", &found).rows,
        page.total
    );
}

#[test]
fn what_cp932_lacks_is_told_before_and_replaced_only_knowingly() {
    let app = filled();
    let names = fixture("import/hard-names.csv");
    let list = IntakeRequest {
        file: FileToken(names.display().to_string()),
        ..IntakeRequest::default()
    };
    app.act::<IntakeDone>("import_list", &list);
    let wanted = request(ListContent::Registrants, ListFormat::CsvCp932);
    let preview: ExportPreview = app.call("export_preview", &wanted);
    let said: BTreeSet<&str> = preview.misfits.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(said, BTreeSet::from(["U+20BB7", "U+2212", "U+E0100"]));
    let saved = export(&app, wanted, "名簿.csv");
    assert_eq!(saved.replaced, preview.misfits_total);
    let bytes = std::fs::read(app.folder().join("名簿.csv")).unwrap();
    assert!(!bytes.starts_with(b"\xef\xbb\xbf") && !bytes.windows(2).any(|two| two == b"&#"));
}

#[test]
fn an_export_taken_in_again_changes_nothing() {
    let app = filled();
    let shelters = IntakeRequest {
        file: FileToken(fixture("import/shelters.csv").display().to_string()),
        ..IntakeRequest::default()
    };
    app.act::<IntakeDone>("import_list", &shelters);
    for (content, format, name) in [
        (ListContent::Registrants, ListFormat::Xlsx, "名簿.xlsx"),
        (ListContent::Registrants, ListFormat::CsvUtf8, "名簿.csv"),
        (ListContent::Supporters, ListFormat::Xlsx, "支援者.xlsx"),
        (ListContent::Places, ListFormat::Xlsx, "施設.xlsx"),
        (ListContent::Places, ListFormat::CsvCp932, "施設.csv"),
    ] {
        let wanted = ExportRequest {
            with_birth: true,
            with_reasons: true,
            ..request(content, format)
        };
        let saved = export(&app, wanted, name);
        let again = IntakeRequest {
            file: app.token(name),
            ..IntakeRequest::default()
        };
        let seen: IntakePreview = app.call("preview_list", &again);
        assert_eq!(
            (seen.content, seen.rows_total, seen.rows_out),
            (content, saved.rows, 0)
        );
        let taken: IntakeDone = app.act("import_list", &again);
        assert_eq!((taken.taken, taken.known), (0, saved.rows), "{name}");
    }
}
