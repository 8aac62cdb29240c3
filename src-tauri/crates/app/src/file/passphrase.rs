//! 鍵の言葉 that nobody can guess and everybody can remember: five words made of two halves each.

use std::fmt::Write as _;

use crate::failure::Failure;
use crate::program::Program;

/// Two lines with 64 halves each. Every first half goes with every second half: 4,096 words, 12 bits a word.
const HALVES: &str = include_str!("../../../../../assets/samples/passphrase-words.txt");

/// Five words of 12 bits are 60 bits: with the cost of a guess far beyond anybody's patience (trust.md 2.4).
const WORDS: usize = 5;

/// Answers five words for a new 鍵の言葉.
pub(crate) fn propose_passphrase(program: &Program, (): ()) -> Result<String, Failure> {
    let mut chance = [0_u8; WORDS * 2];
    program.host().random(&mut chance);
    words_from(&chance).ok_or_else(|| Failure::fault("the list of words is not whole"))
}

/// Returns one word for every two bytes. 64 divides 256, so that no word is more likely than another.
fn words_from(chance: &[u8]) -> Option<String> {
    let (first, second) = halves()?;
    let mut text = String::new();
    for pair in chance.chunks_exact(2) {
        let gap = if text.is_empty() { "" } else { " " };
        let one = first.get(usize::from(pair[0]) % first.len())?;
        let two = second.get(usize::from(pair[1]) % second.len())?;
        write!(text, "{gap}{one}{two}").ok()?;
    }
    Some(text)
}

fn halves() -> Option<(Vec<&'static str>, Vec<&'static str>)> {
    let mut lines = HALVES.lines().filter(|line| !line.starts_with('#'));
    let first: Vec<&str> = lines.next()?.split_whitespace().collect();
    let second: Vec<&str> = lines.next()?.split_whitespace().collect();
    (first.len() == 64 && second.len() == 64).then_some((first, second))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    #[test]
    fn no_two_pairs_of_halves_make_the_same_word() {
        let (first, second) = halves().unwrap();
        let words: BTreeSet<String> = first
            .iter()
            .flat_map(|a| second.iter().map(move |b| format!("{a}{b}")))
            .collect();
        assert_eq!(
            words.len(),
            4096,
            "12 bits a word hold only if all words differ"
        );
    }

    #[test]
    fn every_word_is_hiragana_and_short() {
        let (first, second) = halves().unwrap();
        for half in first.iter().chain(&second) {
            assert!(
                half.chars().all(|c| ('ぁ'..='ゖ').contains(&c)),
                "{half} is not hiragana"
            );
            assert!(
                (2..=3).contains(&half.chars().count()),
                "{half} is not short"
            );
        }
    }

    #[test]
    fn five_words_come_out_of_ten_bytes() {
        let text = words_from(&[0, 0, 1, 1, 2, 2, 63, 63, 255, 255]).unwrap();
        assert_eq!(text.split(' ').count(), 5);
        assert_eq!(
            text.split(' ').nth(3),
            text.split(' ').nth(4),
            "255 falls on 63"
        );
    }
}
