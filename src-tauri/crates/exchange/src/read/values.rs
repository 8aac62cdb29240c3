//! Codes and words of a cell: 要介護３, ○, 60代, 2〜3人.

use std::collections::HashMap;
use std::sync::LazyLock;

use domain::consent::{ConsentStatus, YesNo};
use domain::name::fold;
use domain::registrant::{Reason, ReasonCode};
use domain::supporter::{AgeBand, CanDo, Presence};

/// Parts a cell with several words.
pub(super) fn words(text: &str) -> Vec<&str> {
    let is_separator = |c: char| c.is_whitespace() || "、，,・／/;；＋+｜|".contains(c);
    text.split(is_separator)
        .filter(|word| !word.is_empty())
        .collect()
}

/// A cell that says there is nothing: －, なし, 無し.
pub(super) fn says_nothing(text: &str) -> bool {
    const LONGEST: usize = 8 * '無'.len_utf8();
    if text.trim().len() > LONGEST {
        return false;
    }
    let plain = fold(text);
    plain.is_empty()
        || plain
            .chars()
            .all(|c| matches!(c, '-' | 'ー' | '―' | '‐' | '−' | '—' | '–'))
        || matches!(
            plain.as_str(),
            "ナシ" | "無シ" | "無" | "該当ナシ" | "特ニナシ"
        )
}

/// Reads the words of 該当事由; what is no reason known is given back.
pub(super) fn reasons(text: &str) -> (Vec<Reason>, Vec<String>) {
    let mut found: Vec<Reason> = Vec::new();
    let mut unknown = Vec::new();
    for word in reason_words(text) {
        match reason(&word) {
            Some(reason) if !found.contains(&reason) => found.push(reason),
            Some(_) => {}
            None if says_nothing(&word) => {}
            None => unknown.push(word),
        }
    }
    (found, unknown)
}

/// Parts reasons at every separator outside brackets: 身体１級（肢体・視覚） is one.
fn reason_words(text: &str) -> Vec<String> {
    let mut words = vec![String::new()];
    let mut depth = 0_usize;
    for c in text.chars() {
        match c {
            '(' | '（' => depth += 1,
            ')' | '）' => depth = depth.saturating_sub(1),
            _ => {}
        }
        let parts = depth == 0 && (c.is_whitespace() || "、，,・／/;；＋+｜|".contains(c));
        match (parts, words.last_mut()) {
            (false, Some(word)) => word.push(c),
            _ => words.push(String::new()),
        }
    }
    words.retain(|word| !word.trim().is_empty());
    words
}

/// Reads one reason: 要介護３, 身体１級（肢体）, 療育２度, 精神2級, 難病, 高齢独居.
pub(super) fn reason(word: &str) -> Option<Reason> {
    let plain = fold(word);
    let number = first_number(&plain);
    let has = |part: &str| plain.contains(part);
    let code = if has("要支援") && !has("要支援者") || plain.starts_with("支援") && number.is_some()
    {
        ReasonCode::Support
    } else if has("要介護")
        || plain.starts_with("介護")
        || (plain.starts_with('介') && number.is_some())
    {
        ReasonCode::Care
    } else if has("療育") || has("愛ノ手帳") || has("知的") {
        ReasonCode::Intellectual
    } else if has("精神") {
        ReasonCode::Mental
    } else if has("身体") || has("身障") || body_part(&plain).is_some() {
        ReasonCode::Body
    } else if has("難病") || has("特定疾患") || has("特定疾病") {
        ReasonCode::Disease
    } else if has("独居") || has("一人暮") || has("ヒトリ暮") || has("単身") {
        ReasonCode::Alone
    } else if has("高齢") && (has("世帯") || has("ノミ")) {
        ReasonCode::ElderlyHousehold
    } else if has("申出") || has("手上ゲ") || has("本人希望") || has("自己申告") {
        ReasonCode::OwnWish
    } else {
        return None;
    };
    let wants_kind = matches!(code, ReasonCode::Body);
    let kind = bracketed(word).or_else(|| wants_kind.then(|| body_part(&plain)).flatten());
    let level = match code {
        ReasonCode::Care | ReasonCode::Support | ReasonCode::Body | ReasonCode::Mental => number,
        ReasonCode::Intellectual => letter_level(&plain).or(number),
        ReasonCode::Disease | ReasonCode::Alone | ReasonCode::ElderlyHousehold => None,
        ReasonCode::OwnWish | ReasonCode::Other => None,
    };
    Some(Reason {
        code,
        level,
        kind: kind.unwrap_or_default(),
    })
}

/// The part of the body in words, where no brackets hold it: 肢体2級, 視覚障害.
fn body_part(plain: &str) -> Option<String> {
    const PARTS: [&str; 12] = [
        "肢体",
        "視覚",
        "聴覚",
        "内部",
        "音声",
        "言語",
        "平衡",
        "心臓",
        "腎臓",
        "呼吸器",
        "上肢",
        "下肢",
    ];
    let found: Vec<&str> = PARTS
        .into_iter()
        .filter(|part| plain.contains(part))
        .collect();
    (!found.is_empty()).then(|| found.join("・"))
}

fn bracketed(word: &str) -> Option<String> {
    let open = word.find(['(', '（'])?;
    let inside = word[open..].trim_start_matches(['(', '（']);
    let inside = inside.trim_end_matches([')', '）']).trim();
    // (１級) is a level, not a kind.
    let is_level = first_number(&fold(inside)).is_some();
    (!inside.is_empty() && !is_level).then(|| inside.to_owned())
}

/// The letters of 療育手帳 as 度: A and A1 are 1, A2 is 2, B and B1 are 3, B2 is 4.
pub(super) fn letter_level(plain: &str) -> Option<u32> {
    let at = plain.find(['a', 'b'])?;
    let (letter, behind) = plain[at..].split_at(1);
    let second = u32::from(behind.starts_with('2'));
    Some(if letter == "a" {
        1 + second
    } else {
        3 + second
    })
}

/// Returns the first number of a folded text, in digits or kanji.
pub(super) fn first_number(plain: &str) -> Option<u32> {
    let digits: String = plain
        .chars()
        .skip_while(|c| !c.is_ascii_digit())
        .take_while(char::is_ascii_digit)
        .collect();
    if let Ok(number) = digits.parse() {
        return Some(number);
    }
    let kanji = plain
        .chars()
        .find_map(|c| "一二三四五六七八九".chars().position(|k| k == c));
    kanji.and_then(|at| u32::try_from(at + 1).ok())
}

/// Answers by their folded words.
static ANSWERS: LazyLock<HashMap<String, YesNo>> = LazyLock::new(|| {
    let words = [
        (YesNo::Unknown, "- ー － 未 未回答 不明 無回答 未確認 ?"),
        (
            YesNo::Yes,
            "○ 〇 ◯ ● ◎ o レ ✓ ✔ ☑ 有 あり 有り 1 同意 同意する 同意あり 同意有 同意済 済 はい 可 する 承諾 yes y ok \
             同意します 同意している 提供可 希望する",
        ),
        (
            YesNo::No,
            "× ✕ ✖ x ✗ 0 無 なし 無し 不同意 同意しない 同意なし 同意無 いいえ 否 不可 しない 拒否 no n ng 提供不可 \
             希望しない 同意していない",
        ),
    ];
    let of = |(answer, list): (YesNo, &str)| {
        list.split_whitespace()
            .map(|word| (fold(word), answer))
            .collect::<Vec<_>>()
    };
    words.into_iter().flat_map(of).collect()
});

/// ○, 有, 1, 同意, はい / ×, 無, 不同意, いいえ; none for anything else.
pub(super) fn yes_no(text: &str) -> Option<YesNo> {
    let plain = fold(text);
    if plain.is_empty() {
        Some(YesNo::Unknown)
    } else {
        ANSWERS.get(&plain).copied()
    }
}

/// The state of a consent; none where the words are unknown.
pub(super) fn consent(text: &str) -> Option<ConsentStatus> {
    let plain = fold(text);
    if plain.contains("撤回") {
        return Some(ConsentStatus::Withdrawn);
    }
    if plain.contains("確認不能") || plain.contains("連絡不能") {
        return Some(ConsentStatus::CannotConfirm);
    }
    yes_no(text).map(|answer| match answer {
        YesNo::Yes => ConsentStatus::Yes,
        YesNo::No => ConsentStatus::No,
        YesNo::Unknown => ConsentStatus::NoAnswer,
    })
}

/// ○ △ × of a part of the week; none where the words are unknown.
pub(super) fn presence(text: &str) -> Option<Presence> {
    let plain = fold(text);
    let is_one_of = |list: &str| list.split(' ').any(|word| word == plain);
    match () {
        () if is_one_of("△ ▲ 日ニヨル 時々 トキドキ タマニ 要相談 応相談 場合ニヨル") => {
            Some(Presence::Maybe)
        }
        () if is_one_of("在宅 イル 対応可 可能") => Some(Presence::Yes),
        () if is_one_of("不在 イナイ 対応不可 不可能") => Some(Presence::No),
        () => yes_no(text).map(|answer| match answer {
            YesNo::Yes => Presence::Yes,
            YesNo::No => Presence::No,
            YesNo::Unknown => Presence::Unknown,
        }),
    }
}

/// 60代, 60歳代, 63, 中学生; none where the words are unknown.
pub(super) fn age_band(text: &str) -> Option<AgeBand> {
    let plain = fold(text);
    let is_pupil = ["中学", "小学", "高校", "未成年", "18歳未満"]
        .iter()
        .any(|word| plain.contains(word));
    if is_pupil {
        return Some(AgeBand::Minor);
    }
    Some(of_age(first_number(&plain)?, plain.contains('代')))
}

/// The band of an age in years; 10代 alone may be 18 or 19.
pub(super) fn of_age(age: u32, is_band: bool) -> AgeBand {
    match age {
        10..18 if is_band => AgeBand::Teens,
        0..18 => AgeBand::Minor,
        18..20 => AgeBand::Teens,
        20..30 => AgeBand::Twenties,
        30..40 => AgeBand::Thirties,
        40..50 => AgeBand::Forties,
        50..60 => AgeBand::Fifties,
        60..70 => AgeBand::Sixties,
        70..80 => AgeBand::Seventies,
        _ => AgeBand::Eighties,
    }
}

/// 安否確認, 声かけ …; none where the word is unknown.
pub(super) fn can_do(word: &str) -> Option<CanDo> {
    let plain = fold(word);
    let has = |parts: &str| parts.split(' ').any(|part| plain.contains(part));
    Some(match () {
        () if has("安否") => CanDo::SafetyCheck,
        () if has("声カケ 声掛ケ 見守リ") => CanDo::CallOut,
        () if has("付キ添イ 付添 ツキソイ 同行 避難誘導 誘導") => {
            CanDo::Accompany
        }
        () if has("車イス 車椅子 車イス") => CanDo::Wheelchair,
        () if has("運転 車 送迎 搬送") => CanDo::Drive,
        () if has("電話 tel") => CanDo::Phone,
        () => return None,
    })
}

/// 2〜3人 → 2, １人まで → 1, 二人 → 2; none for 応相談 and anything without a number.
pub(super) fn max_load(text: &str) -> Option<u32> {
    first_number(&fold(text)).filter(|&load| load <= 99)
}
