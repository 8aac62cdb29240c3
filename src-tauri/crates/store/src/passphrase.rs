//! 鍵の言葉: folded so that the same words typed on another keyboard give the same key, and judged for length.

use domain::secret::Secret;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::StoreError;

/// Characters a passphrase needs (NIST SP 800-63B-4: the passphrase is the only factor).
const CHARACTERS: usize = 15;

/// Words that are enough whatever their length: five proposed words carry 64 bits.
const WORDS: usize = 5;

/// Below so many different characters a passphrase is a row of the same key.
const DIFFERENT: usize = 5;

/// Returns the passphrase folded: NFKC (width, half-width kana), katakana as hiragana, spaces gone. Letters keep their
/// case: folding it would make foreign passphrases weaker, and the screen says when Caps Lock is on.
pub(crate) fn fold(passphrase: &Secret) -> Zeroizing<String> {
    // As long as NFKC can make it, so that the text is never copied to a second place while it grows.
    let mut folded = Zeroizing::new(String::with_capacity(passphrase.expose().len() * 12 + 16));
    let kept = passphrase.expose().nfkc().filter(|c| !c.is_whitespace());
    folded.extend(kept.map(hiragana));
    folded
}

fn hiragana(c: char) -> char {
    const DISTANCE: u32 = 0x60;
    if !('ァ'..='ヶ').contains(&c) {
        return c;
    }
    char::from_u32(u32::from(c) - DISTANCE).unwrap_or(c)
}

/// Says why a new passphrase is too weak.
pub fn judge_passphrase(passphrase: &Secret) -> Result<(), StoreError> {
    fold_new(passphrase).map(|_folded| ())
}

/// Returns the passphrase folded, or why it is too weak for a new book.
pub(crate) fn fold_new(passphrase: &Secret) -> Result<Zeroizing<String>, StoreError> {
    let folded = fold(passphrase);
    let characters = folded.chars().count();
    let words = passphrase.expose().split_whitespace().count();
    let mut different: Vec<char> = folded.chars().collect();
    different.sort_unstable();
    different.dedup();
    let long_enough = characters >= CHARACTERS || (words >= WORDS && characters >= 2 * WORDS);
    if long_enough && different.len() >= DIFFERENT {
        return Ok(folded);
    }
    let characters = u32::try_from(characters.min(different.len().max(1) * 3)).unwrap_or(u32::MAX);
    Err(StoreError::WeakPassphrase { characters })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folded(text: &str) -> String {
        fold(&Secret::new(text)).to_string()
    }

    #[test]
    fn the_same_words_from_another_keyboard_give_the_same_key() {
        for typed in [
            "みかん はしご",
            "ミカン　ハシゴ",
            "ﾐｶﾝ ﾊｼｺﾞ",
            "みかんはしご",
            "みか\u{3099}んはしご ",
        ] {
            let expected = if typed.contains('\u{3099}') {
                "みがんはしご"
            } else {
                "みかんはしご"
            };
            assert_eq!(folded(typed), expected, "{typed}");
        }
        assert_eq!(folded("ＡＢｃ１２"), "ABc12");
    }

    #[test]
    fn a_new_passphrase_is_long_or_has_five_words() {
        let check = |text: &str, good: bool| {
            assert_eq!(fold_new(&Secret::new(text)).is_ok(), good, "{text}");
        };
        check("みかん はしご たぬき", false);
        check("みかん はしご たぬき そら うみ", true);
        check("いろはにほへとちりぬるをわか", false);
        check("いろはにほへとちりぬるをわかよ", true);
        check("ああああああああああああああああああ", false);
        check("               ", false);
        check("", false);
    }
}
