//! Invented people in any number, the same every time.

use std::fmt::Write as _;

const FAMILY: &[(&str, &str)] = &[
    ("佐藤", "サトウ"),
    ("鈴木", "スズキ"),
    ("髙橋", "タカハシ"),
    ("田中", "タナカ"),
    ("渡邉", "ワタナベ"),
    ("伊藤", "イトウ"),
    ("山﨑", "ヤマザキ"),
    ("中村", "ナカムラ"),
    ("小林", "コバヤシ"),
    ("齋藤", "サイトウ"),
    ("斎藤", "サイトウ"),
    ("吉田", "ヨシダ"),
    ("濱口", "ハマグチ"),
    ("小澤", "オザワ"),
    ("森田", "モリタ"),
    ("野口", "ノグチ"),
    ("平田", "ヒラタ"),
    ("大西", "オオニシ"),
];
const GIVEN: &[(&str, &str)] = &[
    ("和子", "カズコ"),
    ("正雄", "マサオ"),
    ("トメ", "トメ"),
    ("清", "キヨシ"),
    ("ふみ", "フミ"),
    ("一郎", "イチロウ"),
    ("静江", "シズエ"),
    ("辰夫", "タツオ"),
    ("勝代", "カツヨ"),
    ("茂", "シゲル"),
    ("ウメ", "ウメ"),
    ("幸子", "サチコ"),
    ("昭", "アキラ"),
    ("千代子", "チヨコ"),
];
const TOWNS: &[&str] = &[
    "せせらぎ町",
    "若草台",
    "風見町",
    "みどり野",
    "桜台",
    "泉町",
    "本町",
    "東町",
];

/// Returns a number below `end` that looks random but is the same every time.
fn pick(seed: usize, salt: u64, end: usize) -> usize {
    let mut x = (seed as u64).wrapping_mul(0x9E37_79B9_7F4A_7C15)
        ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    x ^= x >> 31;
    x = x.wrapping_mul(0x94D0_49BB_1331_11EB);
    x ^= x >> 29;
    (x % end as u64) as usize
}

/// Returns a city's list as CSV.
pub(crate) fn city_list(people: usize) -> String {
    let mut list = String::from(
        "整理番号,氏名,フリガナ,生年月日,性別,郵便番号,住所,方書,電話番号,該当事由,同意,自治会・班\n",
    );
    for n in 0..people {
        let (family, family_kana) = FAMILY[pick(n, 1, FAMILY.len())];
        let (given, given_kana) = GIVEN[pick(n, 2, GIVEN.len())];
        let town = TOWNS[pick(n, 3, TOWNS.len())];
        let chome = 1 + pick(n, 4, 5);
        let building = if pick(n, 7, 4) == 0 {
            format!(
                "ためしハイツ第{}　{}",
                1 + pick(n, 8, 3),
                101 + pick(n, 9, 500)
            )
        } else {
            String::new()
        };
        let consent = ["○", "○", "×", ""][pick(n, 10, 4)];
        let _written = writeln!(
            list,
            "{:06},{family}　{given},{family_kana} {given_kana},S{}.{}.{},{},000-00{:02},{town}{chome}丁目{}番{}号,{building},0422-00-{:04},要介護{},{consent},{town}{chome}丁目自治会　{}班",
            n + 1,
            2 + pick(n, 11, 28),
            1 + pick(n, 12, 12),
            1 + pick(n, 13, 28),
            ["男", "女"][pick(n, 14, 2)],
            pick(n, 15, 90),
            1 + pick(n, 5, 30),
            1 + pick(n, 6, 20),
            pick(n, 16, 10_000),
            1 + pick(n, 17, 5),
            1 + pick(n, 18, 9),
        );
    }
    list
}

/// Returns a list of supporters as CSV.
pub(crate) fn supporter_list(people: usize) -> String {
    let mut list = String::from(
        "番号,氏名,フリガナ,住所,建物・部屋,電話,年代,性別,できること,平日昼,平日夜,土日,受け持てる人数\n",
    );
    for n in 0..people {
        let (family, family_kana) = FAMILY[pick(n, 21, FAMILY.len())];
        let (given, given_kana) = GIVEN[pick(n, 22, GIVEN.len())];
        let town = TOWNS[pick(n, 23, TOWNS.len())];
        let _written = writeln!(
            list,
            "{},{family}　{given},{family_kana} {given_kana},{town}{}丁目{}番{}号,,090-0000-{:04},{}0代,{},安否確認,○,○,△,{}",
            n + 1,
            1 + pick(n, 24, 5),
            1 + pick(n, 25, 30),
            1 + pick(n, 26, 20),
            pick(n, 27, 10_000),
            4 + pick(n, 28, 4),
            ["男", "女"][pick(n, 29, 2)],
            1 + pick(n, 30, 3),
        );
    }
    list
}
