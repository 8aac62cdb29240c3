//! 市外局番 as data, for hyphens: how many digits of a number are its area code. Source: 総務省 市外局番の一覧.

/// Area codes of three digits, each with the fourth digits that make a code of four digits out of it.
const THREE: &[(&str, &str)] = &[
    ("011", ""),
    ("015", "2345678"),
    ("017", "2345689"),
    ("018", "234567"),
    ("019", "1234578"),
    ("022", "0345689"),
    ("023", "34578"),
    ("024", "01234678"),
    ("025", "0456789"),
    ("026", "013456789"),
    ("027", "046789"),
    ("028", "02345789"),
    ("029", "1345679"),
    ("042", "28"),
    ("043", "689"),
    ("044", ""),
    ("045", ""),
    ("046", "03567"),
    ("047", "05689"),
    ("048", "0"),
    ("049", "345"),
    ("052", ""),
    ("053", "1236789"),
    ("054", "4578"),
    ("055", "01345678"),
    ("058", "14567"),
    ("059", "456789"),
    ("072", "15"),
    ("073", "56789"),
    ("075", ""),
    ("076", "135678"),
    ("077", "01234689"),
    ("078", ""),
    ("079", "01456789"),
    ("082", "034679"),
    ("083", "345678"),
    ("084", "5678"),
    ("086", "356789"),
    ("087", "579"),
    ("088", "034579"),
    ("089", "2345678"),
    ("092", "0"),
    ("093", "0"),
    ("095", "0245679"),
    ("096", "456789"),
    ("097", "234789"),
    ("098", "0234567"),
    ("099", "34567"),
];

/// Returns how many digits of a number of ten digits are its area code.
pub(super) fn area_code_length(digits: &str) -> usize {
    if digits.starts_with("03") || digits.starts_with("06") {
        return 2;
    }
    let fourth = digits.chars().nth(3);
    let three = THREE.iter().find(|(code, _)| digits.starts_with(code));
    match three {
        Some((_, longer)) if !fourth.is_some_and(|d| longer.contains(d)) => 3,
        _ => 4,
    }
}
