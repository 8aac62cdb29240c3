//! How a text is made to fit its cell: first narrower (長体), then on more lines, then smaller. Never cut.

use serde::Serialize;

use crate::ink::{Ink, Undrawable, ink, is_selector};
use crate::render::font::{Face, shelf};

/// Narrower than this, letters can no longer be read well.
const NARROWEST: f32 = 0.72;
/// Height of a line in parts of its size.
const LINE: f32 = 1.08;
/// What a line more costs, in parts of the size.
const WHOLE: f32 = 0.92;
/// Part of the width that may be used: kerning and rounding differ a little from our sums.
const SAFE: f32 = 0.985;
/// Signs that may not begin a line.
const NOT_FIRST: &str =
    "、。，．・ー゛゜ゝゞ々？！：；）」』】〕)]!?ぁぃぅぇぉっゃゅょァィゥェォッャュョ";

/// A cell on paper, in points.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Room {
    /// Width.
    pub(crate) width: f32,
    /// Height.
    pub(crate) height: f32,
    /// Size of letters if there is room enough.
    pub(crate) size: f32,
    /// Most lines.
    pub(crate) lines: usize,
    /// The face it is set in.
    pub(crate) face: Face,
}

/// Returns a cell of so many millimetres without its edges, for letters of so many points.
pub(crate) const fn room(width: f32, height: f32, size: f32, lines: usize, face: Face) -> Room {
    const POINTS: f32 = 72.0 / 25.4;
    Room {
        width: width * POINTS,
        height: height * POINTS,
        size,
        lines,
        face,
    }
}

/// A text that fits: lines, size in points and how much narrower than usual.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub(crate) struct Fitted {
    /// Lines, each ready to be set.
    #[serde(rename = "l")]
    pub(crate) lines: Vec<Ink>,
    /// Size in points.
    #[serde(rename = "s")]
    pub(crate) size: f32,
    /// Width in parts of the usual width.
    #[serde(rename = "x")]
    pub(crate) narrow: f32,
}

impl Fitted {
    /// Returns whether the text stands on one line in the size that was wanted.
    pub(crate) fn is_plain(&self, room: &Room) -> bool {
        self.lines.len() <= 1 && self.size >= room.size
    }
}

/// Collects what cannot be drawn while the texts of a sheet are fitted.
#[derive(Default)]
pub(crate) struct Pen {
    /// Found so far.
    pub(crate) undrawable: Vec<Undrawable>,
}

impl Pen {
    /// Fits paragraphs into a cell; each begins a new line. `person` is told where a character is missing.
    pub(crate) fn fit(&mut self, paragraphs: &[&str], room: &Room, person: (&str, &str)) -> Fitted {
        let paragraphs: Vec<&str> = paragraphs
            .iter()
            .flat_map(|text| text.lines())
            .map(str::trim)
            .filter(|text| !text.is_empty())
            .collect();
        let (lines, size, narrow) = best(&paragraphs, room);
        let lines = lines
            .iter()
            .map(|line| self.set(line, room.face, person))
            .collect();
        Fitted {
            lines,
            size: round(size),
            narrow: round(narrow),
        }
    }

    /// Chooses the fonts for one line.
    pub(crate) fn set(&mut self, line: &str, face: Face, person: (&str, &str)) -> Ink {
        let (set, missing) = ink(line, face);
        for code in missing {
            let found = Undrawable {
                name: person.0.to_owned(),
                kana: person.1.to_owned(),
                code,
            };
            if !self.undrawable.contains(&found) {
                self.undrawable.push(found);
            }
        }
        set
    }
}

/// Two digits are enough for a printer, and keep the content short.
fn round(value: f32) -> f32 {
    (value * 100.0).floor() / 100.0
}

/// Tries more and more lines and keeps what can be read best.
fn best(paragraphs: &[&str], room: &Room) -> (Vec<String>, f32, f32) {
    let whole: Vec<String> = paragraphs.iter().map(|text| (*text).to_owned()).collect();
    let mut best = (whole, 0.0, 1.0);
    let mut best_so_far = 0.0;
    for lines in paragraphs.len().max(1)..=room.lines.max(paragraphs.len()) {
        let size = room.size.min(room.height / (LINE * lines as f32));
        let width = room.width * SAFE / size;
        let Some(broken) = broken(paragraphs, lines, room.face, width) else {
            continue;
        };
        let widest = broken
            .iter()
            .map(|line| width_of(line, room.face))
            .fold(0.0, f32::max);
        let narrow = (width / widest.max(0.01)).min(1.0);
        let (size, narrow) = if narrow < NARROWEST {
            (size * narrow / NARROWEST, NARROWEST)
        } else {
            (size, narrow)
        };
        // A narrow line of full height reads better than a small one, and a whole one better than a broken one.
        let good = size * narrow.sqrt() * WHOLE.powi(lines as i32 - 1);
        if good > best_so_far {
            best_so_far = good;
            best = (broken, size, narrow);
        }
    }
    best
}

/// Breaks paragraphs into at most `lines` lines; none if there are more paragraphs than lines.
fn broken(paragraphs: &[&str], lines: usize, face: Face, width: f32) -> Option<Vec<String>> {
    let spare = lines.checked_sub(paragraphs.len())?;
    let widths: Vec<f32> = paragraphs.iter().map(|text| width_of(text, face)).collect();
    let mut parts = vec![1_usize; paragraphs.len()];
    let share = |widths: &[f32], parts: &[usize], at: usize| widths[at] / parts[at] as f32;
    for _ in 0..spare {
        // A spare line goes where the line is longest, as long as it does not fit.
        let longest = (0..parts.len())
            .max_by(|a, b| share(&widths, &parts, *a).total_cmp(&share(&widths, &parts, *b)));
        if let Some(at) = longest.filter(|at| share(&widths, &parts, *at) > width) {
            parts[at] += 1;
        }
    }
    let split = |(text, parts): (&&str, &usize)| split_evenly(text, *parts, face);
    Some(paragraphs.iter().zip(&parts).flat_map(split).collect())
}

/// Breaks a text into so many lines of about one length, where the eye expects it.
fn split_evenly(text: &str, parts: usize, face: Face) -> Vec<String> {
    let characters: Vec<char> = text.chars().collect();
    let mut ends = vec![0.0];
    for c in &characters {
        let own = if is_selector(*c) {
            0.0
        } else {
            shelf().width(face, *c)
        };
        ends.push(ends.last().copied().unwrap_or(0.0) + own);
    }
    let share = ends.last().copied().unwrap_or(0.0) / parts as f32;
    let mut cuts = vec![0];
    for part in 1..parts {
        let wanted = share * part as f32;
        let from = cuts.last().copied().unwrap_or(0) + 1;
        let cost = |at: usize| {
            let off = ends.get(at).map_or(f32::MAX, |end| (end - wanted).abs());
            off + share * reluctance(&characters, at)
        };
        let best = (from..characters.len())
            .filter(|at| reluctance(&characters, *at) < FORBIDDEN)
            .min_by(|a, b| cost(*a).total_cmp(&cost(*b)));
        cuts.extend(best);
    }
    cuts.push(characters.len());
    let line = |pair: &[usize]| -> String {
        characters
            .get(pair[0]..pair[1])
            .unwrap_or_default()
            .iter()
            .collect()
    };
    cuts.windows(2)
        .map(line)
        .map(|line| line.trim().to_owned())
        .filter(|line| !line.is_empty())
        .collect()
}

/// A break that is never made.
const FORBIDDEN: f32 = 9.0;

/// Returns how much a break before a character hurts, in parts of a line.
fn reluctance(characters: &[char], at: usize) -> f32 {
    let (Some(before), Some(after)) = (characters.get(at - 1), characters.get(at)) else {
        return FORBIDDEN;
    };
    let hiragana = |c: &char| ('\u{3041}'..='\u{309F}').contains(c);
    if is_selector(*after) || NOT_FIRST.contains(*after) || splits_number(characters, at) {
        FORBIDDEN
    } else if before.is_whitespace()
        || after.is_whitespace()
        || matches!(before, '。' | '、' | '）' | ')')
    {
        0.0
    } else if *before == '・' || matches!(after, '（' | '(') {
        0.1
    } else if hiragana(before) && !hiragana(after) {
        0.12
    } else {
        0.4
    }
}

/// A number and a word of Latin letters are not broken.
fn splits_number(characters: &[char], index: usize) -> bool {
    let solid = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let before = index.checked_sub(1).and_then(|at| characters.get(at));
    before.is_some_and(solid) && characters.get(index).is_some_and(solid)
}

/// Returns the width of a text in parts of the size of its letters.
fn width_of(text: &str, face: Face) -> f32 {
    text.chars()
        .filter(|c| !is_selector(*c))
        .map(|c| shelf().width(face, c))
        .sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const NAME: Room = Room {
        width: 100.0,
        height: 16.0,
        size: 14.0,
        lines: 1,
        face: Face::Bold,
    };

    fn fit(text: &str, room: &Room) -> Fitted {
        Pen::default().fit(&[text], room, (text, ""))
    }

    fn joined(fitted: &Fitted) -> String {
        fitted
            .lines
            .iter()
            .flat_map(|line| &line.0)
            .map(|run| run.text.as_str())
            .collect()
    }

    #[test]
    fn a_short_name_keeps_its_size() {
        let fitted = fit("斎藤 和子", &NAME);
        assert_eq!(
            (fitted.size, fitted.narrow, fitted.lines.len()),
            (14.0, 1.0, 1)
        );
    }

    #[test]
    fn a_longer_name_is_set_narrower_before_it_is_set_smaller() {
        let fitted = fit("勅使河原 権左衛門", &NAME);
        assert!(fitted.size >= 13.9 && fitted.narrow < 1.0, "{fitted:?}");
    }

    #[test]
    fn no_character_is_lost_however_long_the_text_is() {
        let address = "あ".repeat(30) + &"1234-5678".repeat(6);
        let room = Room {
            width: 90.0,
            height: 25.0,
            size: 11.0,
            lines: 3,
            face: Face::Text,
        };
        let fitted = fit(&address, &room);
        assert_eq!(joined(&fitted), address);
        assert!(fitted.lines.len() <= 3);
    }

    #[test]
    fn every_line_fits_the_width() {
        let room = Room {
            width: 90.0,
            height: 25.0,
            size: 11.0,
            lines: 3,
            face: Face::Text,
        };
        for text in [
            "1",
            "つえ",
            "メゾン・ド・グリーンヒルズせせらぎ台壱番館 1203号室",
            "耳が遠いので大きな声で呼ぶ",
        ] {
            let fitted = fit(text, &room);
            for line in &fitted.lines {
                let plain: String = line.0.iter().map(|run| run.text.as_str()).collect();
                let width = width_of(&plain, Face::Text) * fitted.size * fitted.narrow;
                assert!(width <= 90.5, "{text}: {width}");
            }
        }
    }
}
