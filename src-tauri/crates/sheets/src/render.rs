//! The only place that knows Typst: templates and content in, pages out. No network, no system font, no clock.

pub(crate) mod font;
mod reading;

use std::sync::OnceLock;

use serde::Serialize;
use typst::diag::{FileError, FileResult, SourceDiagnostic};
use typst::foundations::{Bytes, Datetime, Duration, Smart};
use typst::syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot};
use typst::text::{Font, FontBook};
use typst::utils::{LazyHash, Scalar};
use typst::{Library, LibraryExt, World};
use typst_layout::PagedDocument;
use typst_pdf::PdfOptions;
use typst_render::RenderOptions;

use crate::error::SheetError;
use crate::ink::Undrawable;

/// The templates by name. `common.typ` holds what they share.
const TEMPLATES: &[(&str, &str)] = &[
    (
        "common.typ",
        include_str!("../../../../assets/sheets/common.typ"),
    ),
    (
        "statement.typ",
        include_str!("../../../../assets/sheets/statement.typ"),
    ),
    (
        "change_list.typ",
        include_str!("../../../../assets/sheets/change_list.typ"),
    ),
    (
        "check_sheet.typ",
        include_str!("../../../../assets/sheets/check_sheet.typ"),
    ),
    (
        "tally_sheet.typ",
        include_str!("../../../../assets/sheets/tally_sheet.typ"),
    ),
    (
        "check_report.typ",
        include_str!("../../../../assets/sheets/check_report.typ"),
    ),
    (
        "visit_list.typ",
        include_str!("../../../../assets/sheets/visit_list.typ"),
    ),
    (
        "confirm_card.typ",
        include_str!("../../../../assets/sheets/confirm_card.typ"),
    ),
    (
        "recovery_sheet.typ",
        include_str!("../../../../assets/sheets/recovery_sheet.typ"),
    ),
];

/// Whether the PDF carries its structure for screen readers. A thousand check sheets would grow fourfold by it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Tags {
    /// With structure.
    Written,
    /// Without.
    LeftOut,
}

/// A sheet that is laid out and can become a PDF, a picture or a text.
pub struct Drawn {
    document: PagedDocument,
    undrawable: Vec<Undrawable>,
    tags: Tags,
}

impl std::fmt::Debug for Drawn {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Drawn({} pages)", self.pages())
    }
}

/// A page as grey values, row by row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picture {
    /// Width in pixels.
    pub width: u32,
    /// Height in pixels.
    pub height: u32,
    /// One byte a pixel, 0 black to 255 white.
    pub grey: Vec<u8>,
}

/// Lays out `template` with `content`, which it reads as `/content.json`, and `codes`, the squares of all codes.
pub(crate) fn lay_out(
    template: &str,
    content: &impl Serialize,
    codes: Vec<u8>,
    undrawable: Vec<Undrawable>,
    tags: Tags,
) -> Result<Drawn, SheetError> {
    let desk = Desk {
        main: file_id(template)?,
        content: (
            file_id("content.json")?,
            Bytes::new(serde_json::to_vec(content)?),
        ),
        codes: (file_id("codes.bin")?, Bytes::new(codes)),
    };
    let result = typst::compile::<PagedDocument>(&desk).output;
    // What was remembered for a big sheet must not stay in memory; three rounds keep a preview quick.
    typst::comemo::evict(3);
    let document = result.map_err(|errors| SheetError::Template(told(&errors)))?;
    Ok(Drawn {
        document,
        undrawable,
        tags,
    })
}

impl Drawn {
    /// Returns how many pages there are.
    pub fn pages(&self) -> u32 {
        u32::try_from(self.document.pages().len()).unwrap_or(u32::MAX)
    }

    /// Returns who has a character that could only be drawn as 〓 or without its variant.
    pub fn undrawable(&self) -> &[Undrawable] {
        &self.undrawable
    }

    /// Returns the sheet as PDF.
    pub fn pdf(&self) -> Result<Vec<u8>, SheetError> {
        let options = PdfOptions {
            creator: Smart::Custom(None),
            tagged: self.tags == Tags::Written,
            ..PdfOptions::default()
        };
        let bytes = typst_pdf::pdf(&self.document, &options)
            .map_err(|errors| SheetError::Template(told(&errors)));
        typst::comemo::evict(3);
        bytes
    }

    /// Returns page `page` (from 1) as a picture `width` pixels wide.
    pub fn picture(&self, page: u32, width: u32) -> Result<Picture, SheetError> {
        let found = self.page(page)?;
        let points = found.frame.width().to_pt().max(1.0);
        let pixels = f64::from(width.clamp(100, 4000));
        let options = RenderOptions {
            pixel_per_pt: Scalar::new(pixels / points),
            render_bleed: false,
        };
        let drawn = typst_render::render(found, &options);
        let grey = drawn.data().chunks_exact(4).map(grey_of).collect();
        Ok(Picture {
            width: drawn.width(),
            height: drawn.height(),
            grey,
        })
    }

    /// Returns the text of page `page` (from 1) in reading order.
    pub fn text(&self, page: u32) -> Result<String, SheetError> {
        Ok(reading::text_of(&self.page(page)?.frame))
    }

    /// Returns the text of every page in reading order.
    pub fn texts(&self) -> Vec<String> {
        self.document
            .pages()
            .iter()
            .map(|page| reading::text_of(&page.frame))
            .collect()
    }

    fn page(&self, page: u32) -> Result<&typst_layout::Page, SheetError> {
        page.checked_sub(1)
            .and_then(|index| self.document.pages().get(index as usize))
            .ok_or(SheetError::NoSuchPage(page))
    }
}

/// Returns the brightness of one opaque RGBA pixel.
fn grey_of(pixel: &[u8]) -> u8 {
    let part = |index: usize| u32::from(pixel.get(index).copied().unwrap_or(u8::MAX));
    let grey = (part(0) * 299 + part(1) * 587 + part(2) * 114) / 1000;
    u8::try_from(grey).unwrap_or(u8::MAX)
}

fn told(errors: &[SourceDiagnostic]) -> String {
    errors
        .iter()
        .map(|error| error.message.to_string())
        .collect::<Vec<_>>()
        .join("; ")
}

fn file_id(name: &str) -> Result<FileId, SheetError> {
    let path = VirtualPath::new(name).map_err(|error| SheetError::Template(error.to_string()))?;
    Ok(FileId::new(RootedPath::new(VirtualRoot::Project, path)))
}

/// What a template can reach: the other templates, its content, its codes, and nothing else.
struct Desk {
    main: FileId,
    content: (FileId, Bytes),
    codes: (FileId, Bytes),
}

impl World for Desk {
    fn library(&self) -> &LazyHash<Library> {
        static LIBRARY: OnceLock<LazyHash<Library>> = OnceLock::new();
        LIBRARY.get_or_init(|| LazyHash::new(Library::default()))
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &font::shelf().book
    }

    fn main(&self) -> FileId {
        self.main
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        templates()
            .iter()
            .find(|source| source.id() == id)
            .cloned()
            .ok_or(FileError::AccessDenied)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        [&self.content, &self.codes]
            .into_iter()
            .find(|(own, _)| *own == id)
            .map(|(_, bytes)| bytes.clone())
            .ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        font::shelf().fonts.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

fn templates() -> &'static [Source] {
    static SOURCES: OnceLock<Vec<Source>> = OnceLock::new();
    SOURCES.get_or_init(|| {
        let parsed = |(name, text): &(&str, &str)| {
            Some(Source::new(file_id(name).ok()?, (*text).to_owned()))
        };
        TEMPLATES.iter().filter_map(parsed).collect()
    })
}
