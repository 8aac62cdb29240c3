//! Invented people with hard names, and one event of every kind to draw.

mod statements;

use chrono::{DateTime, NaiveDate, Utc};
use domain::board::{Counts, FoundAt};
use domain::check_result::ResultCode;
use domain::comparison::RowField;
use domain::confirmation::Fact;
use domain::copy::Copy;
use domain::council::Shindo;
use domain::matching_view::Coverage;
use domain::person::Person;
use domain::registrant::RegistrantStatus;
use domain::roster_comparison::{ChangeSort, RosterComparison};
use domain::safety_check::{
    BlockCounts, CheckMode, CheckPhase, CheckReport, CheckTarget, SafetyCheck,
};
use sheets::{
    Card, ChangeLine, ChangeListSheet, CheckReportSheet, CheckSheets, ConfirmCards, PapersOut,
    PreviousCheck, RecoveryPaper, SmallNumbers, TallySheet, VisitLine, VisitList,
};

pub(crate) use statements::{incident_pack, management_report};

/// Name, kana, address, building and what to know.
type Neighbour = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
);

const PEOPLE: [Neighbour; 12] = [
    ("雑賀　勲", "サイガ イサオ", "若葉町1丁目3-7", "", ""),
    (
        "髙橋　トメ",
        "タカハシ トメ",
        "若葉町1丁目4-12",
        "",
        "寝たきり\n鍵は隣の家",
    ),
    (
        "山﨑　静江",
        "ヤマザキ シズエ",
        "若葉町1丁目5-2",
        "",
        "耳が遠い",
    ),
    (
        "𠮷田　清",
        "ヨシダ キヨシ",
        "若葉町1丁目6-3",
        "2階 201",
        "つえ",
    ),
    (
        "葛\u{E0100}西　フミ",
        "カサイ フミ",
        "若葉町1丁目6-3",
        "1階 103",
        "目が見えにくい",
    ),
    (
        "アレクサンドラ・マリア・フェルナンデス・ダ・シルヴァ",
        "アレクサンドラ マリア フェルナンデス ダ シルヴァ",
        "若葉町1丁目8-1",
        "メゾン・ド・グリーンヒルズ若葉台壱番館 1203号室",
        "日本語はひらがなだけ。大きな声で、ゆっくり話す。玄関の左の呼び鈴",
    ),
    (
        "小林　勝代",
        "コバヤシ カツヨ",
        "若葉町1丁目8-20",
        "若葉コーポ105",
        "車いす",
    ),
    (
        "渡邉　和子",
        "ワタナベ カズコ",
        "若葉町1丁目9-2",
        "",
        "耳が遠い",
    ),
    (
        "齋藤　\u{E012}太郎",
        "サイトウ ウメ",
        "若葉町1丁目9-8",
        "",
        "奥の部屋",
    ),
    (
        "勅使河原　権左衛門",
        "テシガワラ ゴンザエモン",
        "若葉町1丁目10-4",
        "",
        "酸素の機器",
    ),
    (
        "辻\u{E0102}　千代",
        "ツジ チヨ",
        "若葉町1丁目10-9",
        "ハイム桜302",
        "つえ",
    ),
    ("鬼", "キ", "若葉町1丁目11-1", "", ""),
];

fn date(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).unwrap_or_default()
}

/// Returns a moment of the day of the event, in Japan.
pub(crate) fn at(hour: u32, minute: u32) -> DateTime<Utc> {
    let minutes = i64::from(hour) * 60 + i64::from(minute);
    let midnight = date(10, 25).and_time(chrono::NaiveTime::MIN).and_utc();
    midnight + chrono::Duration::minutes(minutes - 9 * 60)
}

/// Returns the event in one of its modes.
pub(crate) fn event(mode: CheckMode) -> SafetyCheck {
    SafetyCheck {
        mode,
        name: match mode {
            CheckMode::Drill => "秋の安否確認訓練".into(),
            CheckMode::Real => "多摩東部地震".into(),
        },
        phase: CheckPhase::Closed,
        planned_on: Some(date(10, 25)),
        shindo: Shindo::SixLower,
        started_at: Some(at(10, 0)),
        closed_at: Some(at(11, 42)),
        checkers: Some(83),
        went_well: "黄色いタオルで 130人(61%)が遠くからも分かり、訪ねる家が減りました。\n支援者 9人が来られませんでしたが、代わりの人をすぐに決められました。\n第1報を 28分、第2報を 60分で出せました。".into(),
        hindered: "二丁目東は支援者 4人が仕事で留守でした。\n団地5号棟で呼び鈴が聞こえない家が 3軒ありました。\nタオルを忘れた家が 11軒ありました。".into(),
        next_steps: "平日と昼の支援者を 4人募集する(大野、12月)\n電話と家族の番号を確かめる(石井、11月)\n前の日に電話で知らせる(各班長)".into(),
        ..SafetyCheck::default()
    }
}

/// Returns one target.
fn target(index: usize) -> CheckTarget {
    let (name, kana, address, building, care) = PEOPLE[index % PEOPLE.len()];
    CheckTarget {
        name: name.into(),
        kana: kana.into(),
        address: address.into(),
        building: building.into(),
        care: care.into(),
        position: u32::try_from(index).unwrap_or_default() + 1,
        ..CheckTarget::default()
    }
}

/// Returns check sheets: as many copies with as many people each.
pub(crate) fn check_sheets(mode: CheckMode, copies: u32, people: usize) -> CheckSheets {
    let copy = |no: u32| Copy {
        no: 16 + no,
        scope: "若葉町一丁目北".into(),
        holder: "土屋 実".into(),
        due_back_on: Some(date(10, 25)),
        ..Copy::default()
    };
    CheckSheets {
        council: "若葉東福祉の会".into(),
        check: event(mode),
        report_place: "若葉小学校の受付".into(),
        copies: (1..=copies)
            .map(|no| (copy(no), (0..people).map(target).collect()))
            .collect(),
    }
}

/// Returns counts that add up.
pub(crate) fn counts(
    targets: u32,
    by_sign: u32,
    by_visit: u32,
    by_other: u32,
    unknown: u32,
) -> Counts {
    let mut counts = Counts::default();
    for n in 0..targets {
        counts.add(match n {
            n if n < unknown => ResultCode::NoAnswer,
            n if n % 17 == 3 => ResultCode::AwayKnown,
            n if n % 29 == 5 => ResultCode::Evacuated,
            n if n % 41 == 7 => ResultCode::Minor,
            _ => ResultCode::Safe,
        });
    }
    Counts {
        by_sign,
        by_visit,
        by_other,
        ..counts
    }
}

/// Returns the blocks of the event.
pub(crate) fn blocks() -> Vec<BlockCounts> {
    [
        ("若葉町一丁目北", counts(38, 24, 11, 3, 0), (10, 58)),
        ("若葉町一丁目南", counts(41, 27, 11, 3, 0), (11, 5)),
        ("若葉町二丁目東", counts(35, 18, 12, 4, 1), (11, 42)),
        ("若葉町二丁目西", counts(33, 21, 9, 3, 0), (11, 8)),
        (
            "若葉団地（1号棟から8号棟までと管理棟）",
            counts(44, 25, 14, 4, 1),
            (11, 40),
        ),
        ("桜台三丁目", counts(23, 15, 6, 2, 0), (11, 2)),
    ]
    .into_iter()
    .map(|(name, counts, (hour, minute))| BlockCounts {
        name: name.into(),
        counts,
        last_at: Some(at(hour, minute)),
        ..BlockCounts::default()
    })
    .collect()
}

/// Returns a 集計表.
pub(crate) fn tally(mode: CheckMode) -> TallySheet {
    TallySheet {
        council: "若葉東福祉の会".into(),
        check: event(mode),
        report_number: Some(2),
        at: at(11, 0),
        counts: Counts {
            unlisted: 2,
            ..counts(214, 130, 63, 19, 2)
        },
        blocks: blocks(),
    }
}

fn found_line(found: &[(u32, u32)]) -> Vec<FoundAt> {
    found
        .iter()
        .map(|(minute, found)| FoundAt {
            minute: *minute,
            found: *found,
        })
        .collect()
}

/// Returns a report with an event before it.
pub(crate) fn report(mode: CheckMode, small_numbers: SmallNumbers) -> CheckReportSheet {
    let issued = |number, hour, minute, found| CheckReport {
        number,
        at: at(hour, minute),
        counts: counts(214, found, 0, 0, 214 - found),
        ..CheckReport::default()
    };
    let before = SafetyCheck {
        name: "令和7年 秋の安否確認訓練".into(),
        ..event(mode)
    };
    CheckReportSheet {
        council: "若葉東福祉の会".into(),
        city: "みどり野市".into(),
        fiscal_year_start_month: 4,
        today: date(10, 27),
        check: event(mode),
        counts: counts(214, 130, 63, 19, 2),
        blocks: blocks(),
        reports: vec![issued(1, 10, 28, 98), issued(2, 11, 0, 188)],
        found_line: found_line(&[
            (14, 50),
            (28, 98),
            (50, 164),
            (60, 188),
            (80, 204),
            (102, 212),
        ]),
        previous: Some(PreviousCheck {
            check: before,
            counts: counts(201, 99, 66, 18, 18),
            blocks: blocks().into_iter().skip(1).collect(),
            found_line: found_line(&[
                (14, 30),
                (28, 66),
                (50, 120),
                (60, 150),
                (80, 172),
                (102, 183),
            ]),
        }),
        coverage: Some(Coverage {
            full: 143,
            one: 52,
            zero: 19,
            full_waiting: 12,
            one_waiting: 5,
        }),
        papers: PapersOut {
            printed: 21,
            first_no: 1,
            last_no: 21,
            returned: 20,
        },
        small_numbers,
    }
}

/// Returns a 復旧用紙.
pub(crate) fn recovery() -> RecoveryPaper {
    let groups = [
        "7KQ3M", "HT2XP", "9WDRC", "4NVYA", "BE6JS", "2GZ8F", "MU5LK", "XQ7T3", "R0VHB", "6PCSN",
        "D1GWE", "YK9M4", "3JTZQ",
    ];
    RecoveryPaper {
        council: "若葉東福祉の会".into(),
        groups: groups.map(String::from).to_vec(),
        officers: None,
        made_on: date(11, 25),
    }
}

/// Returns one sheet of the 二人の鍵.
pub(crate) fn half_a_key() -> RecoveryPaper {
    RecoveryPaper {
        officers: Some(["大野 恵子".into(), "山口 健一".into()]),
        ..recovery()
    }
}

/// Returns a check sheet of which every field is far too long, or looks like markup.
pub(crate) fn far_too_long() -> CheckSheets {
    let mut sheets = check_sheets(CheckMode::Drill, 1, 15);
    sheets.council = "みどり野市せせらぎ地区社会福祉協議会若葉東部福祉の会連絡会".into();
    sheets.report_place = "とても長い名前の地域コミュニティセンター別館二階大会議室の受付".into();
    let (copy, lines) = &mut sheets.copies[0];
    copy.holder = "アレクサンドラ・マリア・フェルナンデス・ダ・シルヴァ".into();
    copy.scope = "若葉町一丁目から桜台三丁目までの全部の班とみどり野団地".into();
    for (index, line) in lines.iter_mut().enumerate() {
        line.address = "みどり野市せせらぎ町四丁目字上之原一二三四五番地の六七八九零号室のとなりの奥の離れの二階".into();
        line.building = "#[set page] $x$ \\ *太字* _下線_ <label> @ref \"引用\" 12-3".into();
        line.care = "\u{7}\t= 見出し\r\n+ 1 ".repeat(index % 5 + 1);
        line.name.push_str(&"之丞".repeat(index));
    }
    sheets
}

/// What a comparison left to tell the city, with hard names.
pub(crate) fn change_list() -> ChangeListSheet {
    let line = |at: usize, sort| {
        let (name, kana, address, building, _) = PEOPLE[at];
        ChangeLine {
            sort,
            row: (at + 4).to_string(),
            name: name.into(),
            kana: kana.into(),
            address: format!("{address} {building}"),
            ..ChangeLine::default()
        }
    };
    let kept = |at, field, city: &str, ours: &str| ChangeLine {
        field: Some(field),
        city: city.into(),
        ours: ours.into(),
        ..line(at, ChangeSort::Kept)
    };
    ChangeListSheet {
        council: "若葉東福祉の会".into(),
        no: 18,
        made_on: NaiveDate::from_ymd_opt(2026, 11, 25).unwrap_or_default(),
        comparison: RosterComparison {
            file_name: "city-list-2027.csv".into(),
            from_office: "みどり野市福祉課".into(),
            as_of: NaiveDate::from_ymd_opt(2027, 4, 1),
            ..RosterComparison::default()
        },
        lines: vec![
            kept(0, RowField::Address, "若葉町1丁目3-7", "若葉町2丁目8-15"),
            kept(2, RowField::Name, "山崎　静江", "山﨑　静江"),
            kept(5, RowField::Consent, "no", "yes"),
            kept(3, RowField::Mobile, "", "090-0000-0406"),
            ChangeLine {
                row: String::new(),
                ..line(1, ChangeSort::NotListed)
            },
            ChangeLine {
                row: String::new(),
                status: Some(RegistrantStatus::MovedAway),
                reason: "息子さんの家へ".into(),
                ..line(4, ChangeSort::Left)
            },
            ChangeLine {
                reason: "区域の外".into(),
                ..line(6, ChangeSort::LeftOut)
            },
            line(7, ChangeSort::Asked),
        ],
    }
}
/// A visit list of one block on two pages.
pub(crate) fn visit_list() -> VisitList {
    let lines = PEOPLE
        .iter()
        .zip(0..)
        .map(|((name, kana, address, building, _), at)| {
            let facts = Fact::ALL.iter().skip(at % 3).copied();
            VisitLine {
                person: Person {
                    family_name: (*name).to_owned(),
                    name_kana: (*kana).to_owned(),
                    address_raw: (*address).to_owned(),
                    building: (*building).to_owned(),
                    ..Person::default()
                },
                confirmed_on: (at % 2 == 0).then(|| day(2025, 10, 1)).flatten(),
                facts: facts.collect(),
            }
        });
    VisitList {
        council: "若葉東福祉の会".into(),
        made_on: day(2026, 11, 25).unwrap_or_default(),
        copies: vec![(
            Copy {
                no: 31,
                scope: "若葉町1丁目".into(),
                holder: "土屋 実".into(),
                due_back_on: day(2026, 12, 25),
                ..Copy::default()
            },
            lines.collect(),
        )],
    }
}

/// 確認はがき of one block: two telephones and a contact, nothing known, a long name, hard characters.
pub(crate) fn confirm_cards() -> ConfirmCards {
    let phone = |digits: &str| domain::phone::Phone {
        digits: digits.into(),
        raw: digits.into(),
        ..domain::phone::Phone::default()
    };
    let cards = PEOPLE.iter().zip(0..).take(6).map(|(who, at)| {
        let (name, kana, address, building, _) = who;
        let person = Person {
            family_name: (*name).to_owned(),
            name_kana: (*kana).to_owned(),
            postal_code: ["1234567", ""][at % 2].to_owned(),
            address_raw: (*address).to_owned(),
            building: (*building).to_owned(),
            phones: match at {
                0 => vec![phone("0420001134"), phone("09000000456")],
                1 => Vec::new(),
                _ => vec![phone("0420001135")],
            },
            ..Person::default()
        };
        Card {
            person,
            contacts: at % 3,
        }
    });
    ConfirmCards {
        council: "若葉東福祉の会".into(),
        city: "みどり野市".into(),
        telephone: "042-000-0100".into(),
        copies: vec![(
            Copy {
                no: 32,
                scope: "若葉町1丁目".into(),
                issued_at: "2026-11-25T01:00:00Z".parse().ok(),
                ..Copy::default()
            },
            cards.collect(),
        )],
    }
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}
