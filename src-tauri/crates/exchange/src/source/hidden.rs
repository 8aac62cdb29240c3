//! Which columns and rows of a worksheet are hidden: calamine does not say, so the XML is looked through for it.

use std::collections::BTreeSet;
use std::io::Cursor;

use zip::ZipArchive;

use super::package;
use crate::limits;

/// What is hidden on a sheet.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Hidden {
    /// Places of columns, from 0.
    pub columns: BTreeSet<usize>,
    /// Numbers of rows, from 1.
    pub rows: BTreeSet<u32>,
}

/// Returns what is hidden on the sheet of a name; nothing where that cannot be told.
pub(super) fn of_sheet(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str) -> Hidden {
    part_of_sheet(archive, sheet)
        .map(|xml| look_through(&xml))
        .unwrap_or_default()
}

fn part_of_sheet(archive: &mut ZipArchive<Cursor<&[u8]>>, sheet: &str) -> Option<String> {
    let workbook = text(archive, "xl/workbook.xml")?;
    let id = tags(&workbook, "sheet").find_map(|tag| {
        (unescaped(&attribute(tag, "name")?) == sheet).then(|| attribute(tag, "id"))?
    })?;
    let links = text(archive, "xl/_rels/workbook.xml.rels")?;
    let target = tags(&links, "Relationship")
        .find_map(|tag| (attribute(tag, "Id")? == id).then(|| attribute(tag, "Target"))?)?;
    let path = match target.strip_prefix('/') {
        Some(absolute) => absolute.to_owned(),
        None => format!("xl/{target}"),
    };
    text(archive, &path)
}

fn text(archive: &mut ZipArchive<Cursor<&[u8]>>, name: &str) -> Option<String> {
    let bytes = package::part(archive, name, limits::UNPACKED)?;
    Some(String::from_utf8_lossy(&bytes).into_owned())
}

fn look_through(xml: &str) -> Hidden {
    let mut hidden = Hidden::default();
    let head = xml.find("sheetData").map_or(xml, |at| &xml[..at]);
    for tag in tags(head, "col").filter(|tag| is_hidden(tag)) {
        let place = |name: &str| attribute(tag, name).and_then(|value| value.parse::<usize>().ok());
        if let (Some(first), Some(last)) = (place("min"), place("max")) {
            hidden
                .columns
                .extend((first.max(1)..=last.min(limits::COLUMNS)).map(|at| at - 1));
        }
    }
    let rows = tags(xml, "row").filter(|tag| is_hidden(tag));
    hidden
        .rows
        .extend(rows.filter_map(|tag| attribute(tag, "r")?.parse::<u32>().ok()));
    hidden
}

fn is_hidden(tag: &str) -> bool {
    attribute(tag, "hidden").is_some_and(|value| value == "1" || value == "true")
}

/// The attributes of every element of a name, whatever its prefix.
fn tags<'a>(xml: &'a str, name: &'a str) -> impl Iterator<Item = &'a str> {
    xml.split('<').skip(1).filter_map(move |piece| {
        let inside = piece.split('>').next()?;
        let (element, attributes) = inside.split_once(char::is_whitespace)?;
        let local = element.rsplit(':').next()?;
        (local == name).then_some(attributes)
    })
}

/// The value of an attribute, whatever its prefix.
pub(super) fn attribute(tag: &str, name: &str) -> Option<String> {
    let mut rest = tag;
    loop {
        let (before, behind) = rest.split_once('=')?;
        let key = before.trim().rsplit([':', ' ', '\n', '\t']).next()?;
        let behind = behind.trim_start();
        let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, next) = behind[1..].split_once(quote)?;
        if key == name {
            return Some(value.to_owned());
        }
        rest = next;
    }
}

pub(super) fn unescaped(text: &str) -> String {
    let plain = text
        .replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"");
    plain.replace("&apos;", "'").replace("&amp;", "&")
}
