//! A 管理の月報 and a 事故の報告資料 of the invented district.

use chrono::NaiveDate;
use sheets::{Statement, StatementKind, StatementPart};

use super::PEOPLE;

fn part(title: &'static str, rows: &[(&'static str, &str)]) -> StatementPart {
    let row = |(key, value): &(&'static str, &str)| (*key, (*value).to_owned());
    StatementPart {
        title,
        rows: rows.iter().map(row).collect(),
        ..StatementPart::default()
    }
}

/// A 管理の月報.
pub(crate) fn management_report() -> Statement {
    Statement {
        kind: StatementKind::Management,
        council: "若葉東福祉の会".into(),
        no: 41,
        made_on: NaiveDate::from_ymd_opt(2026, 12, 1).unwrap_or_default(),
        about: "令和8年11月".into(),
        parts: vec![
            part(
                "part_use",
                &[
                    ("held", "63人"),
                    ("opened", "31回　田中 花子 18回　大野 恵子 13回"),
                    ("wrong_tries", "4回"),
                    ("looks", "57回"),
                    ("searches", "88回"),
                    ("changes", "142回"),
                    ("refused", "0回"),
                ],
            ),
            part(
                "part_out",
                &[
                    ("prints", "9件"),
                    ("people_out", "63人"),
                    ("unreturned", "3件"),
                    ("overdue", "1件"),
                ],
            ),
            part(
                "part_keep",
                &[
                    ("backups", "9回"),
                    ("last_backup", "令和8年11月30日(月) 17:02"),
                    ("rights", "1回"),
                    ("erased", "1人"),
                    ("clock", "0回"),
                    ("many_looks", "0回"),
                ],
            ),
            part(
                "part_chain",
                &[
                    (
                        "chain",
                        "つながっています(はじめから終わりまで確かめました)",
                    ),
                    ("entries", "1204件"),
                    (
                        "hash",
                        "0f3a9c11 5be2d047 90aa3e1c 77d1b6f0 2c4488ee 13b95d72 6a0f21c8 d4e7905b",
                    ),
                ],
            ),
        ],
    }
}

/// A 事故の報告資料.
pub(crate) fn incident_pack() -> Statement {
    let line = |cells: [&str; 4]| cells.map(str::to_owned).to_vec();
    let people = PEOPLE.iter().map(|(name, kana, address, _, _)| {
        vec![
            format!("{name}　{kana}"),
            (*address).to_owned(),
            "017・041".to_owned(),
        ]
    });
    Statement {
        kind: StatementKind::Incident,
        about: "令和8年11月25日(水) 10:05".into(),
        parts: vec![
            StatementPart {
                title: "inc_what",
                heads: vec!["inc_no", "inc_document", "inc_holder", "inc_people"],
                lines: vec![
                    line([
                        "017",
                        "安否確認シート　若葉町一丁目北",
                        "山口 健一　班長　令和8年11月20日(金) 9:12",
                        "12人　名前・住所・電話・気をつけること",
                    ]),
                    line([
                        "041",
                        "一覧のファイル　名簿.xlsx",
                        "みどり野市福祉課　令和8年11月24日(火) 15:40",
                        "63人　名前・住所・電話ほか",
                    ]),
                ],
                ..StatementPart::default()
            },
            StatementPart {
                title: "inc_state",
                rows: vec![
                    ("inc_book", "暗号化(AES-256、鍵はArgon2id)".into()),
                    ("inc_opened", "令和8年11月25日(水) 9:58".into()),
                    ("inc_wrong", "4回".into()),
                ],
                ..StatementPart::default()
            },
            StatementPart {
                title: "inc_law",
                text: "inc_law_text",
                ..StatementPart::default()
            },
            StatementPart {
                title: "inc_names",
                apart: true,
                heads: vec!["inc_name", "inc_address", "inc_on"],
                lines: people.collect(),
                ..StatementPart::default()
            },
        ],
        ..management_report()
    }
}
