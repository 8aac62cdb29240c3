//! Columns that stand in lists of registrants and of supporters.

use super::{Column, R, RS, S, column, required};
use crate::read::person as read;

/// The columns, in reading order.
pub(super) const COLUMNS: &[Column] = &[
    required(
        "name",
        R,
        "氏名 名前 お名前 姓名 漢字氏名 氏名漢字 氏名(漢字) 対象者 対象者名 対象者氏名 要支援者 要支援者名 要支援者氏名 要援護者 要援護者名 \
         要援護者氏名 災害時要援護者氏名 避難行動要支援者氏名 避難行動要支援者名 登録者 登録者名 登録者氏名 本人氏名 住民氏名 宛名氏名 氏名カナ漢字 \
         要配慮者氏名 申請者氏名 利用者氏名",
        "氏名+!緊急+!連絡+!世帯+!家族+!民生+!担当+!ケア+!医+!フリガナ+!カナ+!仮名+!ヨミ+!ローマ",
        read::name,
    ),
    required(
        "name",
        S,
        "氏名 名前 お名前 姓名 漢字氏名 氏名(漢字) 支援者 支援者名 支援者氏名 協力員氏名 協力者氏名 登録者氏名 地域支援者氏名 避難支援者氏名 避難支援員氏名 \
         氏名・団体名 氏名(団体名) 団体名 支援者(団体)名 申込者氏名",
        "氏名+!緊急+!連絡+!要支援+!要援護+!担当+!フリガナ+!カナ+!仮名+!ヨミ",
        read::name,
    ),
    column(
        "family_name",
        RS,
        "姓 氏 苗字 名字 漢字姓 姓(漢字) 氏名(姓) 姓漢字",
        "",
        read::family_name,
    ),
    column(
        "given_name",
        RS,
        "名 漢字名 名(漢字) 氏名(名) 名漢字",
        "",
        read::given_name,
    ),
    column(
        "name_kana",
        RS,
        "フリガナ カナ カナ氏名 氏名カナ 氏名(カナ) 氏名フリガナ 氏名(フリガナ) フリガナ氏名 読ミ ヨミ 読ミ方 ヨミガナ 読ミガナ 読ミ仮名 \
         ヨミ仮名 振仮名 振リ仮名 氏名ヨミ 氏名ヨミガナ 氏名読ミ 氏名(ヨミ) シメイ カナ名 氏名(仮名) 対象者フリガナ 支援者フリガナ",
        "フリガナ+!緊急+!住所+!連絡+!世帯 カナ+氏名+!緊急+!連絡+!世帯 カナ+者+!緊急+!連絡+!世帯+!支援者 仮名+!緊急+!世帯 氏名+ヨミ+!緊急",
        read::name_kana,
    ),
    column(
        "family_kana",
        RS,
        "セイ カナ姓 姓カナ 姓(カナ) 姓フリガナ 姓(フリガナ)",
        "",
        read::family_kana,
    ),
    column(
        "given_kana",
        RS,
        "メイ カナ名前 名カナ 名(カナ) 名フリガナ 名(フリガナ)",
        "",
        read::given_kana,
    ),
    column(
        "birth_era",
        RS,
        "元号 年号 和暦 元号区分 年号区分 生年元号 生年月日元号 生年月日(元号) 生年月日(年号) 生年月日区分 生年月日年号",
        "元号 年号",
        read::birth_era,
    ),
    column(
        "birth_year",
        RS,
        "年 生年 生年月日(年) 生年月日年 誕生年",
        "生年月日+(年)",
        read::birth_year,
    ),
    column(
        "birth_month",
        RS,
        "月 生月 生年月日(月) 生年月日月",
        "生年月日+(月)",
        read::birth_month,
    ),
    column(
        "birth_day",
        RS,
        "日 生日 生年月日(日) 生年月日日",
        "生年月日+(日)",
        read::birth_day,
    ),
    column(
        "birth",
        RS,
        "生年月日 誕生日 生年月日(和暦) 生年月日(西暦) 和暦生年月日 西暦生年月日 生マレタ日 出生年月日 出生日 生年月日(年齢) 生年月日・年齢",
        "生年月日+!世帯+!緊急",
        read::birth,
    ),
    column(
        "gender",
        RS,
        "性別 男女 男女別 性 性別区分",
        "性別",
        read::gender,
    ),
    column(
        "postal_code",
        RS,
        "郵便番号 〒 郵便 郵便no",
        "郵便番号+!緊急",
        read::postal_code,
    ),
    column(
        "address_city",
        RS,
        "市区町村 市区町村名 市町村 市町村名 市 自治体名",
        "",
        read::address_city,
    ),
    column(
        "address_town",
        RS,
        "町名 町丁目 町丁名 町字 町・丁目 大字 町 町域 町丁 町字名 大字名 町丁字 大字・町名 町名・丁目",
        "",
        read::address_town,
    ),
    column(
        "address_number",
        RS,
        "番地・号 番地号 住居番号 番地等 丁目番地 番地以降 丁目・番地 丁目以降 丁目・番・号 街区・住居番号",
        "",
        read::address_number,
    ),
    column(
        "address_chome",
        RS,
        "丁目 丁 字 小字 住所(丁目) 住所丁目",
        "",
        read::address_chome,
    ),
    column(
        "address_ban",
        RS,
        "番 番地 地番 街区 街区符号 番地番号 住所(番) 住所(番地) 住所番 住所番地",
        "",
        read::address_ban,
    ),
    column(
        "address_go",
        RS,
        "号 枝番 枝番号 支号 住所(号) 住所号",
        "",
        read::address_go,
    ),
    column(
        "address",
        RS,
        "住所 居所 現住所 所在地 住所地 自宅住所 居住地 対象者住所 住所1 住所(町名・番地) 住民票住所 居住場所 住居 支援者住所 \
         住所・方書 住所(方書含ム) 避難行動要支援者住所 要支援者住所 要援護者住所 オ住マイ",
        "住所+!緊急+!連絡+!カナ+!フリガナ+!世帯+!転出+!前 居所",
        read::address,
    ),
    column(
        "building",
        RS,
        "方書 建物 建物名 建物名称 アパート マンション 建物・部屋 建物名・部屋 建物名・部屋番号 建物部屋番号 マンション名 アパート名 住所2 方書キ \
         様方 アパート・マンション名 アパート・マンション名等 マンション・アパート名 集合住宅名 方書(建物・部屋) 建物名等 団地名 アパート等",
        "方書 建物 マンション アパート 集合住宅",
        read::building,
    ),
    column(
        "room",
        RS,
        "部屋 部屋番号 号室 室番号 部屋no 室",
        "部屋番号",
        read::room,
    ),
    column(
        "phone",
        RS,
        "電話 電話番号 tel 自宅電話 自宅電話番号 固定電話 固定電話番号 電話(自宅) 電話番号(自宅) 自宅tel 電話1 電話番号1 連絡先電話番号 連絡先 \
         電話番号(固定) 電話(固定) 本人電話番号 連絡先tel 自宅 対象者電話番号",
        "電話+!緊急+!携帯+!勤務+!連絡先2+!家族+!ケア+!民生 tel+!緊急+!携帯 固定+!資産",
        read::phone,
    ),
    column(
        "phone_area",
        RS,
        "市外局番 市外 電話(市外局番) 電話番号(市外局番) 電話番号市外局番 電話市外局番 電話(市外)",
        "",
        read::phone_area,
    ),
    column(
        "phone_office",
        RS,
        "市内局番 局番 市内 電話(市内局番) 電話番号(市内局番) 電話番号市内局番 電話市内局番 電話(局番)",
        "",
        read::phone_office,
    ),
    column(
        "phone_line",
        RS,
        "加入者番号 加入番号 電話(番号) 電話番号(番号) 電話番号加入者番号 電話(加入者番号)",
        "",
        read::phone_line,
    ),
    column(
        "mobile",
        RS,
        "携帯 携帯電話 携帯電話番号 携帯番号 電話(携帯) 電話番号(携帯) 携帯tel 電話2 電話番号2 スマホ ケータイ モバイル",
        "携帯+!緊急",
        read::mobile,
    ),
    column(
        "fax",
        RS,
        "fax ファックス ファクス fax番号 ファクシミリ",
        "fax+!緊急 ファックス+!緊急",
        read::fax,
    ),
    column(
        "association_block",
        RS,
        "自治会・班 町会・班 自治会班 町内会・班 町会・組 自治会・組 町内会・組 自治会名・班 自治会(班) 町会(班) 自治会・班名 自治会名・班名",
        "会+班",
        read::association_block,
    ),
    column(
        "association",
        RS,
        "自治会 自治会名 町内会 町内会名 町会 町会名 所属自治会 所属町会 自治会等 行政区 区 自治会・町内会 自治会・町内会名",
        "自治会 町内会 町会",
        read::association,
    ),
    column(
        "block",
        RS,
        "班 組 ブロック 班名 組名 班・組 組・班 隣組 ブロック名 班番号",
        "ブロック",
        read::block,
    ),
];
