//! All rows of a table, and what only shows when they stand together: doubles, another district.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use domain::intake::{
    ColumnChoice, Draft, FileProblem, FileRule, IntakeRequest, IntakeRow, ReadRow,
};
use domain::phone::common_area_code;
use domain::problem::{Problem, Rule};
use domain::roster_import::ListContent;
use domain::vault::{Continue, Progress};

use super::row::{Layout, is_note, read_person};
use super::{Known, ListRead};
use crate::columns::{COLUMNS, of_content, place_of};
use crate::heading::{self, Heading};
use crate::read::Context;
use crate::source::refused;
use crate::table::{Cell, CellKind, Row, Table};
use crate::words;

/// Rows between two looks at the clock of the caller.
const STEP: usize = 500;

/// Reads every row below the headings: of one table, or of the sheets of a workbook that have the same heading.
pub(super) fn read_rows(
    parts: &[(&Table, Heading)],
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> ListRead {
    let mut list = ListRead::default();
    let Some((table, heading)) = parts.first() else {
        return list;
    };
    let first = rows_below(table, heading);
    let heading = &widened(heading, first);
    list.content = heading.content;
    list.columns = heading::choose(heading, table, request, &known.mappings);
    let layout = layout_of(&list.columns, heading.content);
    if let Some(missing) = missing_column(&layout, heading.content) {
        list.refusals.push(missing);
        return list;
    }
    let context = context_of(known, heading.content, first, &layout, today);
    list.numbers_sure = numbers_sure(first, &layout, context.number_length);
    let sheets = sheets_of(parts, heading);
    let total = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    for sheet in &sheets {
        read_sheet(
            sheet,
            &layout,
            &context,
            (request, known),
            &mut list,
            &mut |done| {
                let [done, total] = [done, total].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
                progress(Progress {
                    running: true,
                    what: "read_list".to_owned(),
                    done,
                    total,
                })
            },
        );
        if list.stopped {
            return list;
        }
    }
    mark_doubles(&mut list.rows, &mut list.held);
    if is_other_district(&list, known) && !request.other_district_ok {
        let towns = known
            .areas
            .iter()
            .map(|area| area.town.as_str())
            .fold(Vec::new(), distinct);
        list.refusals
            .push(refused(FileRule::OtherDistrict, &towns.join("・")));
    }
    list
}

fn rows_below<'a>(table: &'a Table, heading: &Heading) -> &'a [Row] {
    &table.rows[heading.below.min(table.rows.len())..]
}

fn sheets_of<'a>(parts: &'a [(&'a Table, Heading)], heading: &'a Heading) -> Vec<Sheet<'a>> {
    let label = |table: &Table| match parts.len() {
        1 => String::new(),
        _ => format!("{}!", table.name),
    };
    parts
        .iter()
        .map(|(table, own)| Sheet {
            rows: rows_below(table, own),
            label: label(table),
            heading,
            table,
        })
        .collect()
}

/// The rows of one sheet.
struct Sheet<'a> {
    rows: &'a [Row],
    /// Put before the number of a row where there are several sheets.
    label: String,
    heading: &'a Heading,
    table: &'a Table,
}

fn read_sheet(
    sheet: &Sheet<'_>,
    layout: &Layout,
    context: &Context<'_>,
    (request, known): (&IntakeRequest, &Known),
    list: &mut ListRead,
    progress: &mut dyn FnMut(usize) -> Continue,
) {
    let mut layout = layout.clone();
    let mut above: Vec<Cell> = Vec::new();
    let before = list.rows.len();
    for (done, row) in sheet.rows.iter().enumerate() {
        if done % STEP == 0 && progress(before + done) == Continue::No {
            list.stopped = true;
            return;
        }
        if let Some(names) = heading::again(row, sheet.heading) {
            let notice = heading_again(row, &names, sheet, request, known, &mut layout);
            if let Some(mut notice) = notice {
                notice.row.insert_str(0, &sheet.label);
                list.notices.push((list.rows.len(), notice));
            }
        } else if !is_note(row, &layout) {
            let (mut read, held) = read_person(row, &layout, context, &mut above);
            read.shown.row.insert_str(0, &sheet.label);
            list.held.extend(held.map(|draft| (list.rows.len(), draft)));
            list.rows.push(read);
        }
    }
}

/// A column without a heading that most rows fill is a column, not a slip.
fn widened(heading: &Heading, rows: &[Row]) -> Heading {
    let mut heading = heading.clone();
    let looked_at = &rows[..rows.len().min(200)];
    while looked_at.len() >= 3 {
        let at = heading.names.len();
        let full = looked_at
            .iter()
            .filter(|row| !row.text(at).is_empty())
            .count();
        if full * 2 <= looked_at.len() {
            break;
        }
        heading.names.push(String::new());
    }
    heading
}

fn layout_of(columns: &[ColumnChoice], content: ListContent) -> Layout {
    let mut layout = Layout::default();
    for (at, choice) in columns.iter().enumerate() {
        let place = place_of(content, &choice.column);
        let field = if place.is_some() {
            choice.column.clone()
        } else {
            choice.heading.clone()
        };
        layout.fields.push(field);
        layout.columns.extend(place.map(|place| (place, at)));
    }
    // Reading order is that of the table of columns, whatever the order in the file.
    layout.columns.sort_unstable();
    layout
}

fn context_of<'a>(
    known: &'a Known,
    content: ListContent,
    rows: &[Row],
    layout: &Layout,
    today: NaiveDate,
) -> Context<'a> {
    let phones: Vec<usize> = layout
        .columns
        .iter()
        .filter(|(place, _)| COLUMNS[*place].key.contains("phone"))
        .map(|&(_, at)| at)
        .collect();
    let cells = rows
        .iter()
        .flat_map(|row| phones.iter().map(|&at| row.text(at)));
    let area_code = match known.area_code.as_str() {
        "" => common_area_code(cells).unwrap_or_default(),
        code => code.to_owned(),
    };
    let addresses = layout.place("address").into_iter();
    let addresses = addresses.flat_map(|at| rows.iter().map(move |row| row.text(at)));
    let city = match known.city.as_str() {
        "" => common_city(addresses),
        city => city.to_owned(),
    };
    let number_length = number_length(known, rows, layout);
    let keys = layout
        .columns
        .iter()
        .map(|(place, _)| COLUMNS[*place].key)
        .collect();
    Context {
        keys,
        content,
        city,
        areas: &known.areas,
        area_code,
        number_length,
        today,
    }
}

/// How long a 整理番号 is, zeros and all: as in the book, else as the texts of the list that kept their zeros.
fn number_length(known: &Known, rows: &[Row], layout: &Layout) -> usize {
    let is_number = |no: &&str| !no.is_empty() && no.bytes().all(|b| b.is_ascii_digit());
    let of_book = known.city_numbers.iter().map(String::as_str);
    let of_book = of_book.filter(is_number).map(str::len).max();
    let cells = layout
        .place("city_no")
        .into_iter()
        .flat_map(|at| rows.iter().filter_map(move |row| row.cell(at)))
        .filter(|cell| cell.kind == CellKind::Text)
        .map(|cell| cell.text.trim());
    let of_list = cells
        .filter(|no| is_number(no) && no.starts_with('0'))
        .map(str::len);
    of_book.or(of_list.max()).unwrap_or(0)
}

/// Whether no zeros can be lost from the numbers: they are texts, or their length is known.
fn numbers_sure(rows: &[Row], layout: &Layout, length: usize) -> bool {
    let Some(at) = layout.place("city_no") else {
        return false;
    };
    let mut cells = rows.iter().filter_map(|row| row.cell(at));
    length > 0 || cells.all(|cell| cell.kind != CellKind::Number)
}

/// The city most addresses begin with, where nobody has said which it is: without it 風見町 and みどり野市風見町 would be two
/// towns.
fn common_city<'a>(addresses: impl Iterator<Item = &'a str>) -> String {
    let mut counts: HashMap<&str, usize> = HashMap::new();
    let mut total = 0;
    for address in addresses.filter(|address| !address.is_empty()) {
        total += 1;
        let end = address
            .char_indices()
            .take(8)
            .skip(1)
            .find(|&(_, c)| c == '市');
        if let Some((at, c)) = end {
            *counts.entry(&address[..at + c.len_utf8()]).or_default() += 1;
        }
    }
    let most = counts
        .into_iter()
        .max_by_key(|&(city, count)| (count, city));
    let is_common = |&(_, count): &(&str, usize)| count >= 3 && count * 4 >= total;
    most.filter(is_common)
        .map(|(city, _)| city.to_owned())
        .unwrap_or_default()
}

fn missing_column(layout: &Layout, content: ListContent) -> Option<FileProblem> {
    let has = |key: &str| {
        layout
            .columns
            .iter()
            .any(|(place, _)| COLUMNS[*place].key == key)
    };
    let in_parts = has("family_name");
    let needed = of_content(content).filter(|(_, column)| column.required);
    let mut missing =
        needed.filter(|(_, column)| !(has(column.key) || (column.key == "name" && in_parts)));
    missing
        .next()
        .map(|(_, column)| refused(FileRule::ColumnMissing, words::column(column.key)))
}

/// A heading that stands there again: with the same columns it is a page of a printout; with others it is said, and
/// what follows is read in the new order.
fn heading_again(
    row: &Row,
    names: &[String],
    sheet: &Sheet<'_>,
    request: &IntakeRequest,
    known: &Known,
    layout: &mut Layout,
) -> Option<IntakeRow> {
    let heading = sheet.heading;
    let new = Heading {
        names: names.to_vec(),
        ..heading.clone()
    };
    let columns = heading::choose(&new, sheet.table, request, &known.mappings);
    let next = layout_of(&columns, heading.content);
    if next.columns == layout.columns || missing_column(&next, heading.content).is_some() {
        return None;
    }
    *layout = next;
    Some(IntakeRow {
        row: row.number.to_string(),
        problems: vec![Problem::new("", Rule::HeadingAgain)],
        cells: row.cells.iter().map(|cell| cell.text.clone()).collect(),
        ..IntakeRow::default()
    })
}

/// The same row twice is one person; the same number on two people is said at both.
fn mark_doubles(rows: &mut [ReadRow], held: &mut Vec<(usize, Draft)>) {
    let mut first_with: HashMap<u64, usize> = HashMap::with_capacity(rows.len());
    let mut same: Vec<(usize, usize)> = Vec::new();
    for (at, row) in rows
        .iter()
        .enumerate()
        .filter(|(_, row)| row.draft.is_some())
    {
        let mut hasher = DefaultHasher::new();
        row.shown.cells.hash(&mut hasher);
        let first = *first_with.entry(hasher.finish()).or_insert(at);
        if first != at && rows[first].shown.cells == row.shown.cells {
            same.push((first, at));
        }
    }
    for (first, at) in same {
        let first_row = rows[first].shown.row.clone();
        let row = rows[at].shown.row.clone();
        let problems = &mut rows[first].shown.problems;
        if !problems.iter().any(|problem| problem.rule == Rule::SameRow) {
            problems.push(Problem::with("", Rule::SameRow, row));
        }
        rows[at]
            .shown
            .problems
            .push(Problem::with("", Rule::SameRow, first_row));
        rows[at].shown.comes_in = false;
        held.extend(rows[at].draft.take().map(|draft| (at, draft)));
    }
    held.sort_by_key(|(at, _)| *at);
    mark_numbers(rows);
}

fn mark_numbers(rows: &mut [ReadRow]) {
    let mut with: HashMap<&str, Vec<usize>> = HashMap::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let number = match &row.draft {
            Some(Draft::Registrant(draft)) => draft.registrant.city_no.as_str(),
            Some(Draft::Supporter(draft)) => draft.supporter.list_no.as_str(),
            Some(Draft::Pairing(_)) | None => "",
        };
        if !number.is_empty() {
            with.entry(number).or_default().push(at);
        }
    }
    let doubles: Vec<Vec<usize>> = with
        .into_values()
        .filter(|places| places.len() > 1)
        .collect();
    for places in doubles {
        let numbers: Vec<String> = places
            .iter()
            .map(|&at| rows[at].shown.row.clone())
            .collect();
        for (place, &at) in places.iter().enumerate() {
            let others = numbers
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != place);
            let others = others
                .map(|(_, number)| number.as_str())
                .take(5)
                .collect::<Vec<_>>()
                .join("・");
            let field = match rows[at].draft {
                Some(Draft::Supporter(_)) => "list_no",
                _ => "city_no",
            };
            rows[at]
                .shown
                .problems
                .push(Problem::with(field, Rule::DuplicateNumber, others));
        }
    }
}

fn is_other_district(list: &ListRead, known: &Known) -> bool {
    let outside = |row: &ReadRow| {
        row.shown
            .problems
            .iter()
            .any(|p| p.rule == Rule::OutsideArea)
    };
    list.content == ListContent::Registrants
        && !known.areas.is_empty()
        && !list.rows.is_empty()
        && list.rows.iter().all(outside)
}

fn distinct<'a>(mut towns: Vec<&'a str>, town: &'a str) -> Vec<&'a str> {
    if !towns.contains(&town) {
        towns.push(town);
    }
    towns
}
