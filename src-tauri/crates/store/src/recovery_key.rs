//! Keys on paper (予備の鍵, 二人の鍵): 256 random bits as thirteen groups of four signs, each with a check sign that finds
//! typing errors.

use domain::secret::Secret;
use domain::vault::RecoveryKey;
use unicode_normalization::UnicodeNormalization;
use zeroize::Zeroizing;

use crate::StoreError;
use crate::slots::Random;

/// Signs without I, L, O, U: nothing that can be mistaken for another on paper.
const SIGNS: &[u8; 32] = b"0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/// Signs of a group that carry the key; one check sign follows.
const CARRYING: usize = 4;

/// Groups of a key: 13 × 4 × 5 bits hold 256 bits and 4 bits that are zero.
const GROUPS: usize = 13;

/// A key of 32 bytes that is wiped when dropped.
pub(crate) type Key = Zeroizing<[u8; 32]>;

/// Returns a new key.
pub(crate) fn fresh(random: Random<'_>) -> Key {
    let mut key: Key = Zeroizing::new([0; 32]);
    random(key.as_mut_slice());
    key
}

/// Splits a key into two shares. Either one is chance alone and says nothing about the key.
pub(crate) fn split(key: &Key, random: Random<'_>) -> [Key; 2] {
    let first = fresh(random);
    let second = join(key, &first);
    [first, second]
}

/// Returns the key of two shares, in any order.
pub(crate) fn join(first: &Key, second: &Key) -> Key {
    let mut key: Key = Zeroizing::new([0; 32]);
    for (byte, (a, b)) in key.iter_mut().zip(first.iter().zip(second.iter())) {
        *byte = a ^ b;
    }
    key
}

/// Returns the groups (from 1) of a key on paper that are mistyped; none where it reads well.
pub fn mistyped_groups(typed: &Secret) -> Vec<u32> {
    match read(typed) {
        Err(StoreError::Mistyped { groups }) => groups,
        _ => Vec::new(),
    }
}

/// Returns the key as it is shown and printed.
pub(crate) fn show(key: &Key) -> RecoveryKey {
    let values = values_of(key);
    let groups = values.chunks(CARRYING).enumerate().map(|(number, group)| {
        let mut text: String = group.iter().map(|&v| sign(v)).collect();
        text.push(sign(check(number, group)));
        text
    });
    RecoveryKey {
        groups: groups.collect(),
    }
}

/// Returns the key that was typed, in any case and width, with or without gaps, or the groups that are mistyped.
pub(crate) fn read(typed: &Secret) -> Result<Key, StoreError> {
    let groups = groups_of(typed);
    let wrong: Vec<u32> = (0..GROUPS.max(groups.len()))
        .filter(|&n| !groups.get(n).is_some_and(|g| n < GROUPS && is_whole(n, g)))
        .map(|n| u32::try_from(n + 1).unwrap_or(u32::MAX))
        .collect();
    if !wrong.is_empty() {
        return Err(StoreError::Mistyped { groups: wrong });
    }
    let mut key = Zeroizing::new([0_u8; 32]);
    let mut bits = 0_u32;
    let mut held = 0;
    let mut filled = 0;
    for &value in groups.iter().flat_map(|g| &g[..CARRYING]) {
        held = (held << 5) | u32::from(value);
        bits += 5;
        if bits >= 8 && filled < key.len() {
            bits -= 8;
            key[filled] = u8::try_from((held >> bits) & 0xff).unwrap_or_default();
            filled += 1;
            held &= (1 << bits) - 1;
        }
    }
    if held != 0 {
        let last = u32::try_from(GROUPS).unwrap_or_default();
        return Err(StoreError::Mistyped { groups: vec![last] });
    }
    Ok(key)
}

fn is_whole(number: usize, group: &[u8]) -> bool {
    group.len() == CARRYING + 1 && check(number, &group[..CARRYING]) == group[CARRYING]
}

/// Cuts what was typed into groups of values: at the gaps if there are thirteen of them, else by counting.
fn groups_of(typed: &Secret) -> Zeroizing<Vec<Vec<u8>>> {
    const UNKNOWN: u8 = 0xff;
    let text: Zeroizing<String> = Zeroizing::new(typed.expose().nfkc().collect());
    let is_gap = |c: char| !c.is_alphanumeric();
    let values = |part: &str| {
        part.chars()
            .map(|c| value(c).unwrap_or(UNKNOWN))
            .collect::<Vec<u8>>()
    };
    let parts: Vec<Vec<u8>> = text
        .split(is_gap)
        .filter(|p| !p.is_empty())
        .map(values)
        .collect();
    if parts.len() == GROUPS {
        return Zeroizing::new(parts);
    }
    let all = Zeroizing::new(parts.concat());
    Zeroizing::new(all.chunks(CARRYING + 1).map(<[u8]>::to_vec).collect())
}

fn values_of(key: &Key) -> Zeroizing<Vec<u8>> {
    let bit = |n: usize| key.get(n / 8).map_or(0, |byte| (byte >> (7 - n % 8)) & 1);
    let value = |n: usize| (0..5).fold(0, |value, b| (value << 1) | bit(n * 5 + b));
    Zeroizing::new((0..GROUPS * CARRYING).map(value).collect())
}

fn sign(value: u8) -> char {
    char::from(SIGNS[usize::from(value) % SIGNS.len()])
}

fn value(c: char) -> Option<u8> {
    let c = match c.to_ascii_uppercase() {
        'O' => '0',
        'I' | 'L' => '1',
        other => other,
    };
    let place = SIGNS.iter().position(|&s| char::from(s) == c)?;
    u8::try_from(place).ok()
}

/// Returns the check sign: a weighted sum in GF(32), so that every single wrong sign, every two signs swapped and every
/// two groups swapped are found.
fn check(number: usize, group: &[u8]) -> u8 {
    let mut sum = u8::try_from(number + 1).unwrap_or_default();
    for &value in group {
        // Horner's scheme: the weights are different powers of x.
        sum = double(sum ^ (value & 31));
    }
    sum
}

/// Multiplies by x in GF(32) with x⁵ = x² + 1.
fn double(value: u8) -> u8 {
    let doubled = value << 1;
    if doubled & 32 == 0 {
        doubled
    } else {
        (doubled ^ 0b10_0101) & 31
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn typed(key: &RecoveryKey) -> Secret {
        Secret::new(key.groups.join("-"))
    }

    fn wrong_groups(text: &str) -> Vec<u32> {
        match read(&Secret::new(text)) {
            Err(StoreError::Mistyped { groups }) => groups,
            other => panic!("{:?}", other.map(|_| ())),
        }
    }

    proptest! {
        #[test]
        fn every_key_comes_back_from_paper(bytes in any::<[u8; 32]>()) {
            let key = Zeroizing::new(bytes);
            let shown = show(&key);
            prop_assert_eq!(shown.groups.len(), 13);
            prop_assert_eq!(*read(&typed(&shown)).unwrap(), bytes);
            let small = shown.groups.concat().to_lowercase().replace('0', "o").replace('1', "l");
            prop_assert_eq!(*read(&Secret::new(small)).unwrap(), bytes);
        }

        #[test]
        fn a_wrong_sign_is_found_in_its_group(
            bytes in any::<[u8; 32]>(), group in 0_usize..13, place in 0_usize..5, by in 1_u8..32,
        ) {
            let mut shown = show(&Zeroizing::new(bytes));
            let mut signs: Vec<char> = shown.groups[group].chars().collect();
            signs[place] = sign((value(signs[place]).unwrap() + by) % 32);
            shown.groups[group] = signs.into_iter().collect();
            let number = u32::try_from(group + 1).unwrap();
            prop_assert_eq!(wrong_groups(&shown.groups.join(" ")), vec![number]);
        }

        #[test]
        fn two_neighbours_swapped_are_found(bytes in any::<[u8; 32]>(), group in 0_usize..13, place in 0_usize..4) {
            let mut shown = show(&Zeroizing::new(bytes));
            let mut signs: Vec<char> = shown.groups[group].chars().collect();
            prop_assume!(signs[place] != signs[place + 1]);
            signs.swap(place, place + 1);
            shown.groups[group] = signs.into_iter().collect();
            prop_assert!(read(&typed(&shown)).is_err());
        }
    }

    #[test]
    fn a_missing_sign_is_found_in_its_group() {
        let mut shown = show(&Zeroizing::new([7; 32]));
        shown.groups[4].pop();
        assert_eq!(wrong_groups(&shown.groups.join("-")), [5]);
        assert_eq!(wrong_groups(""), (1..=13).collect::<Vec<u32>>());
    }

    #[test]
    fn two_shares_make_the_key_in_any_order_and_each_is_chance() {
        let key = Zeroizing::new([7; 32]);
        let mut chance = |bytes: &mut [u8]| bytes.fill(0x5a);
        let [first, second] = split(&key, &mut chance);
        assert_eq!(first.as_slice(), [0x5a; 32], "the first share is chance");
        assert_eq!(*join(&first, &second), *key);
        assert_eq!(*join(&second, &first), *key);
        assert_ne!(*join(&first, &first), *key);
    }

    #[test]
    fn two_groups_swapped_are_found() {
        let mut shown = show(&Zeroizing::new([9; 32]));
        shown.groups.swap(2, 7);
        assert_eq!(wrong_groups(&shown.groups.join("-")), [3, 8]);
    }
}
