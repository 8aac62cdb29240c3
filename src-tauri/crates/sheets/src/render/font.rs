//! The fonts that travel inside the program, loaded once, and what they can draw.

use std::sync::OnceLock;

use typst::foundations::Bytes;
use typst::layout::Abs;
use typst::text::{Font, FontBook, FontInstance, FontVariant, FontVariations};
use typst::utils::LazyHash;

/// A face of the shelf, by what it is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Face {
    /// BIZ UDPGothic Regular: running text.
    Text,
    /// BIZ UDPGothic Bold: names and heads.
    Bold,
    /// BIZ UDGothic: digits and codes, all of one width.
    Fixed,
    /// Noto Sans JP: characters the others lack.
    Fallback,
}

static FILES: [(Face, &[u8]); 5] = [
    (
        Face::Text,
        include_bytes!("../../../../../assets/fonts/BIZUDPGothic-Regular.ttf"),
    ),
    (
        Face::Bold,
        include_bytes!("../../../../../assets/fonts/BIZUDPGothic-Bold.ttf"),
    ),
    (
        Face::Fixed,
        include_bytes!("../../../../../assets/fonts/BIZUDGothic-Bold.ttf"),
    ),
    (
        Face::Fallback,
        include_bytes!("../../../../../assets/fonts/NotoSansJP-Regular.ttf"),
    ),
    (
        Face::Fixed,
        include_bytes!("../../../../../assets/fonts/BIZUDGothic-Regular.ttf"),
    ),
];

/// All fonts, and the book Typst chooses from.
pub(crate) struct Shelf {
    pub(crate) book: LazyHash<FontBook>,
    pub(crate) fonts: Vec<Font>,
    faces: Vec<(Face, FontInstance)>,
}

/// Returns the fonts, which are read when they are first needed.
pub(crate) fn shelf() -> &'static Shelf {
    static SHELF: OnceLock<Shelf> = OnceLock::new();
    SHELF.get_or_init(|| {
        let read = |(face, bytes): &(Face, &'static [u8])| {
            let font = Font::new(Bytes::new(*bytes), 0)?;
            let variant = FontVariant::default();
            let upright =
                font.clone()
                    .instantiate(variant, Abs::pt(11.0), &FontVariations::default());
            Some(((*face, upright), font))
        };
        let (faces, fonts): (Vec<_>, Vec<_>) = FILES.iter().filter_map(read).unzip();
        Shelf {
            book: LazyHash::new(FontBook::from_fonts(&fonts)),
            fonts,
            faces,
        }
    })
}

impl Shelf {
    fn font(&self, face: Face) -> Option<&FontInstance> {
        self.faces
            .iter()
            .find(|(own, _)| *own == face)
            .map(|(_, font)| font)
    }

    /// Returns whether the face can draw the character, in the variant named by a selector if there is one.
    pub(crate) fn draws(&self, face: Face, character: char, selector: Option<char>) -> bool {
        let Some(font) = self.font(face) else {
            return false;
        };
        let glyph = match selector {
            Some(selector) => font.ttf().glyph_variation_index(character, selector),
            None => font.ttf().glyph_index(character),
        };
        glyph.is_some_and(|glyph| glyph.0 != 0)
    }

    /// Returns the width of a character in parts of the font size.
    pub(crate) fn width(&self, face: Face, character: char) -> f32 {
        let face = if is_fixed(character) {
            Face::Fixed
        } else {
            face
        };
        let advance = |face| {
            let font = self.font(face)?;
            let glyph = font.ttf().glyph_index(character)?;
            let units = f32::from(font.ttf().glyph_hor_advance(glyph)?);
            Some(units / f32::from(font.ttf().units_per_em()))
        };
        advance(face)
            .or_else(|| advance(Face::Fallback))
            .unwrap_or(1.0)
    }
}

/// Whether the templates set the character in the face of one width (`covers` in common.typ).
fn is_fixed(character: char) -> bool {
    character.is_ascii_digit() || matches!(character, '%' | ':' | '-' | '/')
}
