//! Columns of a list of places: shelters, report places, community centres.

use super::{Column, L, column, required};
use crate::read::place as read;

/// The columns, in reading order.
pub(super) const COLUMNS: &[Column] = &[
    required(
        "place_name",
        L,
        "名称 施設名 施設名称 施設 避難所名 避難所名称 避難所 避難場所名 避難場所名称 避難場所 指定避難所 指定避難所名 指定緊急避難場所 指定緊急避難場所名 \
         福祉避難所 福祉避難所名 一時避難場所 一時避難場所名 一時集合場所 集合場所 集会所名 公民館名 会館名 会場名 場所名 拠点名 報告場所名",
        "施設+名+!カナ+!フリガナ 避難+名+!カナ+!フリガナ 集会+名+!カナ+!フリガナ",
        read::name,
    ),
    column(
        "place_kind",
        L,
        "種別 種類 区分 分類 用途 施設種別 施設区分 施設分類 施設ノ種別 施設ノ種類 避難所種別 避難所区分 指定区分 使イミチ",
        "種別+!災害 区分+!災害 種類+!災害",
        read::kind,
    ),
    column(
        "place_address",
        L,
        "住所 所在地 所在 施設住所 施設所在地 避難所住所 避難場所住所 所在地住所 所在地・住所 住所・所在地 所在地_連結表記",
        "住所+!カナ+!フリガナ 所在地+!都道府県+!市区町村+!町字+!番地",
        read::address,
    ),
    column(
        "place_building",
        L,
        "方書 建物名等(方書) 建物名(方書) 建物名・階 階 フロア",
        "方書",
        read::building,
    ),
    column(
        "place_phone",
        L,
        "電話 電話番号 tel 連絡先 連絡先電話 連絡先電話番号 施設電話 施設電話番号 代表電話 代表電話番号 問合セ先 問イ合ワセ先",
        "電話+!内線+!夜間 tel",
        read::phone,
    ),
    column(
        "note",
        L,
        "備考 備考欄 摘要 メモ 特記事項 ソノ他 説明",
        "備考 特記 メモ",
        read::note,
    ),
];
