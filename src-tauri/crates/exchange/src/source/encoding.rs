//! Bytes to text: UTF-8, CP932 with the NEC and IBM extensions, UTF-16, EUC-JP, ISO-2022-JP. No byte is lost silently.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use domain::intake::{FileProblem, FileRule};
use encoding_rs::{DecoderResult, EUC_JP, Encoding, ISO_2022_JP, SHIFT_JIS};

use super::refused;

/// A text with what could not be read of it.
#[derive(Debug, Default)]
pub(super) struct Decoded {
    /// The text; U+FFFD stands for what could not be read.
    pub text: String,
    /// Name of the encoding as shown.
    pub encoding: &'static str,
    /// For each U+FFFD of the text, in order: the bytes it stands for, or empty if it stood there before.
    pub lost: Vec<String>,
}

/// Decodes a text file.
pub(super) fn decode(bytes: &[u8]) -> Result<Decoded, FileProblem> {
    if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        return Ok(utf8(rest));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        return Ok(utf16(rest, u16::from_le_bytes, "UTF-16LE"));
    }
    if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        return Ok(utf16(rest, u16::from_be_bytes, "UTF-16BE"));
    }
    match wide_without_mark(bytes) {
        Some(Endian::Little) => return Ok(utf16(bytes, u16::from_le_bytes, "UTF-16LE")),
        Some(Endian::Big) => return Ok(utf16(bytes, u16::from_be_bytes, "UTF-16BE")),
        None => {}
    }
    let is_escaped = bytes.is_ascii() && switches_to_kanji(bytes);
    if !is_escaped && is_mostly_utf8(bytes) {
        return Ok(utf8(bytes));
    }
    let found = if is_escaped {
        ISO_2022_JP
    } else {
        guess(bytes)
    };
    let decoded = with(found, bytes);
    // More than one unreadable place in fifty characters: no list in this encoding.
    if decoded.lost.len() > 8 && decoded.lost.len() * 50 > decoded.text.chars().count() {
        return Err(refused(FileRule::Encoding, found.name()));
    }
    Ok(decoded)
}

/// ISO-2022-JP is ASCII to the eye; only its escapes to kanji tell.
fn switches_to_kanji(bytes: &[u8]) -> bool {
    bytes
        .windows(3)
        .any(|three| matches!(three, [0x1b, b'$', b'B' | b'@']))
}

#[derive(Debug, PartialEq)]
enum Endian {
    Little,
    Big,
}

/// UTF-16 without a byte order mark: every separator and digit has a zero byte, nearly all on
/// one side (U+3000, the wide space of names, has its own on the other).
fn wide_without_mark(bytes: &[u8]) -> Option<Endian> {
    let head = &bytes[..bytes.len().min(8192)];
    let zeros = |side: usize| {
        head.iter()
            .skip(side)
            .step_by(2)
            .filter(|&&b| b == 0)
            .count()
    };
    let (even, odd) = (zeros(0), zeros(1));
    let many = head.len() / 40;
    match () {
        () if odd > many.max(2) && even * 4 < odd => Some(Endian::Little),
        () if even > many.max(2) && odd * 4 < even => Some(Endian::Big),
        () => None,
    }
}

/// Valid throughout, or so nearly that a few bytes must have been damaged (a cut end, a pasted line).
fn is_mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    bad == 0 || good > bad * 20
}

fn utf8(bytes: &[u8]) -> Decoded {
    let mut decoded = Decoded {
        encoding: "UTF-8",
        ..Decoded::default()
    };
    decoded.text.reserve(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push(chunk.valid());
        if !chunk.invalid().is_empty() {
            decoded.push_lost(hex(chunk.invalid()));
        }
    }
    decoded
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16, encoding: &'static str) -> Decoded {
    let mut decoded = Decoded {
        encoding,
        ..Decoded::default()
    };
    let units = bytes.chunks_exact(2).map(|pair| unit([pair[0], pair[1]]));
    for c in char::decode_utf16(units) {
        match c {
            Ok('\u{fffd}') => decoded.push_lost(String::new()),
            Ok(c) => decoded.text.push(c),
            Err(half) => decoded.push_lost(format!("U+{:04X}", half.unpaired_surrogate())),
        }
    }
    if bytes.len() % 2 == 1 {
        decoded.push_lost(hex(&bytes[bytes.len() - 1..]));
    }
    decoded
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&bytes[..bytes.len().min(256 * 1024)], true);
    // Without the hint, EUC-JP is taken for Big5 and half-width kana for Cyrillic.
    let guessed = detector.guess(Some(b"jp"), Utf8Detection::Deny);
    if guessed == EUC_JP || guessed == ISO_2022_JP {
        guessed
    } else {
        SHIFT_JIS
    }
}

/// Bytes decoded before room is made for more.
const CHUNK: usize = 1024 * 1024;

fn with(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let shown = if encoding == SHIFT_JIS {
        "CP932"
    } else {
        encoding.name()
    };
    let mut decoded = Decoded {
        encoding: shown,
        ..Decoded::default()
    };
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let mut at = 0;
    loop {
        let from = decoded.text.len();
        decoded.text.reserve((bytes.len() - at).min(CHUNK) * 3 + 16);
        let rest = &bytes[at..];
        let (result, read) =
            decoder.decode_to_string_without_replacement(rest, &mut decoded.text, true);
        at += read;
        let stood_there = decoded.text[from..].matches('\u{fffd}').count();
        decoded
            .lost
            .extend(std::iter::repeat_n(String::new(), stood_there));
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(length, behind) => {
                let end = at.saturating_sub(usize::from(behind));
                let start = end.saturating_sub(usize::from(length));
                // An unknown pair is lost whole; its second byte was no letter of its own.
                let is_pair = encoding == SHIFT_JIS && end - start == 1 && bytes[start] > 0x80;
                if is_pair && matches!(bytes.get(at), Some(0x40..=0x7e)) {
                    at += 1;
                    decoded.push_lost(hex(&bytes[start..at]));
                } else {
                    decoded.push_lost(hex(&bytes[start..end]));
                }
            }
        }
    }
    decoded
}

fn hex(bytes: &[u8]) -> String {
    bytes
        .iter()
        .map(|byte| format!("{byte:02X}"))
        .collect::<Vec<_>>()
        .join(" ")
}

impl Decoded {
    fn push(&mut self, text: &str) {
        let before = text.matches('\u{fffd}').count();
        self.lost.extend(std::iter::repeat_n(String::new(), before));
        self.text.push_str(text);
    }

    fn push_lost(&mut self, bytes: String) {
        self.text.push('\u{fffd}');
        self.lost.push(bytes);
    }
}
