//! The square code of a page. It holds nothing about a person: the number of the copy and of the page.

use fast_qr::qr::{QRBuilder, QRCodeError};
use fast_qr::{ECL, QRCode};

/// Pixels along one side of a module: a printer or viewer that smooths blurs a quarter of a module at most.
const PIXELS_PER_MODULE: usize = 4;

/// The squares of many codes behind one another, as the template reads them.
#[derive(Default)]
pub(crate) struct Codes {
    bytes: Vec<u8>,
    side: usize,
}

impl Codes {
    /// Adds a code and returns where it begins; none if the text is too long for a code.
    pub(crate) fn add(&mut self, text: &str) -> Option<usize> {
        let code = code_of(text).ok()?;
        let start = self.bytes.len();
        let side = code.size * PIXELS_PER_MODULE;
        // All codes of one sheet are of one size, so the template needs one number.
        if self.side != 0 && self.side != side {
            return None;
        }
        self.side = side;
        for y in 0..side {
            for x in 0..side {
                let dark = code[y / PIXELS_PER_MODULE][x / PIXELS_PER_MODULE].value();
                self.bytes.push(if dark { 0 } else { u8::MAX });
            }
        }
        Some(start)
    }

    /// Returns the pixels along one side of a code.
    pub(crate) fn side(&self) -> usize {
        self.side
    }

    /// Returns all squares.
    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Level Q of version 1 holds 16 signs and still reads with a quarter of it dirty.
fn code_of(text: &str) -> Result<QRCode, QRCodeError> {
    QRBuilder::new(text).ecl(ECL::Q).build()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_short_and_long_numbers_have_one_size() {
        let mut codes = Codes::default();
        assert_eq!(codes.add("SASAE:001-1"), Some(0));
        assert!(
            codes.add("SASAE:99999-250").is_some(),
            "five digits and three pages"
        );
        assert_eq!(codes.side(), 21 * PIXELS_PER_MODULE);
    }
}
