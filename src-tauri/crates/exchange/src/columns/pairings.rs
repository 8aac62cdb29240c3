//! Columns of a list of pairs.

use super::{Column, P, column, required};
use crate::read::pairing as read;

/// The columns, in reading order.
pub(super) const COLUMNS: &[Column] = &[
    required(
        "registrant_name",
        P,
        "要支援者氏名 要支援者 要支援者名 要援護者氏名 要援護者 要援護者名 対象者氏名 対象者 対象者名 登録者氏名 避難行動要支援者氏名 要配慮者氏名 本人氏名",
        "要支援者+氏名 要援護者+氏名 対象者+氏名",
        read::registrant_name,
    ),
    column(
        "registrant_address",
        P,
        "要支援者住所 要援護者住所 対象者住所 住所 登録者住所 避難行動要支援者住所 要配慮者住所",
        "要支援者+住所 要援護者+住所 対象者+住所",
        read::registrant_address,
    ),
    required(
        "supporter_name",
        P,
        "支援者氏名 支援者 支援者名 担当者氏名 担当者 協力員氏名 地域支援者氏名 避難支援者氏名 避難支援等実施者 担当支援者 協力者氏名",
        "支援者+氏名+!要 担当+氏名 協力+氏名",
        read::supporter_name,
    ),
    column(
        "rank",
        P,
        "順位 優先順位 順番 担当順位 優先度",
        "順位",
        read::rank,
    ),
    column(
        "met_on",
        P,
        "顔合ワセ日 顔合ワセ 面談日 顔合ワセ実施日 顔合セ日 訪問日",
        "顔合",
        read::met_on,
    ),
    column(
        "note",
        P,
        "備考 備考欄 摘要 メモ 特記事項",
        "備考 特記 メモ",
        read::note,
    ),
];
