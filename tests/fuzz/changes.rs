//! Changes at random, the same for the same seed: what stands in for coverage where no cargo-fuzz is at hand.

/// What people and programs write where a reader stumbles.
pub(crate) const WORDS: &[&str] = &[
    "\"",
    "\"\"",
    ",",
    ";",
    "\t",
    "\n",
    "\r\n",
    "\r",
    "\0",
    "'",
    "=1+1",
    "＝",
    "+81",
    "-",
    "－",
    "〃",
    "同上",
    "※",
    "　",
    "\u{200b}",
    "\u{202e}",
    "\u{feff}",
    "\u{fffd}",
    "氏名",
    "氏名（フリガナ）",
    "フリガナ",
    "生年月日",
    "住所",
    "方書",
    "電話",
    "整理番号",
    "世帯番号",
    "続柄",
    "世帯主",
    "緊急連絡先",
    "区分",
    "1:要介護",
    "1＝同意 2＝不同意",
    "凡例",
    "【世帯1】風見町1-2-3",
    "風見町1丁目",
    "1丁目2番3号",
    "二丁目",
    "番地の",
    "字東",
    "メゾン203号室",
    "田中様方",
    "昭和",
    "平成31年4月30日",
    "令和元年5月1日",
    "S64.1.8",
    "昭20",
    "20-13-45",
    "99999999999999999999",
    "１２３",
    "0422-00-1234",
    "(0422)00-1234",
    "090-0000-0000内線3",
    "要介護３・身体２級（肢体）",
    "○",
    "×",
    "合計",
    "令和8年4月1日現在",
    "髙﨑𠮷",
    "葛\u{e0100}",
    "か\u{3099}",
    "ｶﾞ",
    "゛゛",
    "々",
    "ー",
    "4班",
    "1/2 ページ",
    "【第1班】",
    "住所１",
    "住所２",
];

/// Chance that is the same for the same seed.
pub(crate) struct Chance(u64);

impl Chance {
    /// Begins with a seed.
    pub(crate) fn of(seed: u64) -> Self {
        Self(seed | 1)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    /// Returns a number below another.
    pub(crate) fn below(&mut self, most: usize) -> usize {
        usize::try_from(self.next() % u64::try_from(most.max(1)).unwrap_or(1)).unwrap_or(0)
    }

    /// Changes an input in one to eight places; pieces may come from another.
    pub(crate) fn change(&mut self, input: &[u8], other: &[u8]) -> Vec<u8> {
        let mut bytes = input.to_vec();
        for _ in 0..=self.below(8) {
            let at = self.below(bytes.len() + 1);
            let end = (at + self.below(40)).min(bytes.len());
            match self.below(7) {
                0 if at < bytes.len() => bytes[at] = u8::try_from(self.below(256)).unwrap_or(0),
                1 => drop(bytes.drain(at..end)),
                2 => {
                    let again = bytes[at..end].to_vec();
                    bytes.splice(at..at, again);
                }
                3 | 4 => {
                    let word = WORDS[self.below(WORDS.len())];
                    bytes.splice(at..end.min(at + 3), word.bytes());
                }
                5 => {
                    let from = self.below(other.len());
                    let to = (from + self.below(400)).min(other.len());
                    bytes.splice(at..at, other[from..to].iter().copied());
                }
                _ => bytes.truncate(end.max(bytes.len() / 2)),
            }
        }
        bytes
    }
}
