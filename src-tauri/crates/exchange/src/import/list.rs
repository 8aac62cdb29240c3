//! All rows of a table, and what only shows when they stand together: doubles, another district.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use chrono::NaiveDate;
use domain::intake::{
    CodedColumn, ColumnChoice, Draft, FileProblem, FileRule, IntakeRequest, IntakeRow, PassedAs,
    ReadRow,
};
use domain::phone::common_area_code;
use domain::problem::{Problem, Rule};
use domain::roster_import::ListContent;
use domain::vault::{Continue, Progress};

use super::household::{is_home, words_of};
use super::nobody::{block_of, nobody};
use super::row::{Layout, has_name, read_person};
use super::sheet::Sheet;
use super::sheet_unread;
use super::{Known, ListRead};
use crate::choice;
use crate::columns::{COLUMNS, of_content, place_of};
use crate::heading::{self, Heading};
use crate::place;
use crate::read::Context;
use crate::source::refused;
use crate::table::{Cell, CellKind, Row, Table};
use crate::words;

/// Rows between two looks at the clock of the caller.
const STEP: usize = 500;

/// Reads every row below the headings: of one table, or of the sheets of a workbook that hold people.
pub(super) fn read_rows(
    parts: &[(&Table, Heading)],
    others: &[&Table],
    request: &IntakeRequest,
    known: &Known,
    today: NaiveDate,
    progress: &mut dyn FnMut(Progress) -> Continue,
) -> ListRead {
    let mut list = ListRead::default();
    let mut sheets = Sheet::all(parts, others, request, known);
    let left_out = parts.iter().map(|(table, _)| *table).filter(|table| {
        let is_it = |sheet: &Sheet<'_>| std::ptr::eq(sheet.table, *table);
        !sheets.iter().any(is_it)
    });
    list.passed.extend(left_out.map(sheet_unread));
    let Some(first) = sheets.first() else {
        return list;
    };
    list.content = first.heading.content;
    list.columns = columns_of(&sheets);
    list.coded = coded_of(&sheets);
    if let Some(missing) = missing_column(&first.layout, list.content) {
        list.refusals.push(missing);
        return list;
    }
    let mut context = context_of(known, list.content, &sheets, today);
    list.numbers_sure = numbers_sure(&sheets, context.number_length);
    let total = sheets.iter().map(|sheet| sheet.rows.len()).sum();
    for sheet in &mut sheets {
        sheet.find_place(&context.city);
        context.coded.clone_from(&sheet.coded);
        context.keys = keys_of(&sheet.layout);
        read_sheet(sheet, &context, (request, known), &mut list, &mut |done| {
            let [done, total] = [done, total].map(|n| u32::try_from(n).unwrap_or(u32::MAX));
            progress(Progress {
                running: true,
                what: "read_list".to_owned(),
                done,
                total,
            })
        });
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

/// The columns of the first sheet, and those the others have besides.
fn columns_of(sheets: &[Sheet<'_>]) -> Vec<ColumnChoice> {
    let mut columns: Vec<ColumnChoice> = Vec::new();
    for sheet in sheets {
        for choice in &sheet.columns {
            let is_new = !columns.iter().any(|it| it.heading == choice.heading);
            if columns.is_empty() || is_new || std::ptr::eq(sheet, &sheets[0]) {
                columns.push(choice.clone());
            }
        }
    }
    columns
}

/// The columns of codes, each once: the codes of all sheets together.
fn coded_of(sheets: &[Sheet<'_>]) -> Vec<CodedColumn> {
    let mut all: Vec<CodedColumn> = Vec::new();
    for column in sheets.iter().flat_map(|sheet| &sheet.code_tables) {
        let Some(same) = all.iter_mut().find(|it| it.heading == column.heading) else {
            all.push(column.clone());
            continue;
        };
        for row in &column.codes {
            match same.codes.iter_mut().find(|it| it.code == row.code) {
                Some(before) => before.rows += row.rows,
                None => same.codes.push(row.clone()),
            }
        }
    }
    all
}

fn read_sheet(
    sheet: &Sheet<'_>,
    context: &Context<'_>,
    (request, known): (&IntakeRequest, &Known),
    list: &mut ListRead,
    progress: &mut dyn FnMut(usize) -> Continue,
) {
    let mut layout = sheet.layout.clone();
    let mut above: Vec<Cell> = Vec::new();
    let mut household = sheet.household();
    household.make_room(&mut layout, context.content, sheet.rows);
    let mut place = sheet.place.clone();
    let before = list.rows.len();
    let mut block = String::new();
    let last_named = sheet.rows.iter().rposition(|row| has_name(row, &layout));
    for (done, row) in sheet.rows.iter().enumerate() {
        if done % STEP == 0 && progress(before + done) == Continue::No {
            list.stopped = true;
            return;
        }
        let below = sheet.rows.get(done + 1);
        if let Some(names) = heading::again(row, &sheet.heading) {
            let notice = heading_again(row, &names, sheet, request, known, &mut layout);
            if let Some(mut notice) = notice {
                notice.row.insert_str(0, &sheet.label);
                list.notices.push((list.rows.len(), notice));
            }
            list.passed.push(sheet.passed(row, PassedAs::HeadingAgain));
        } else if sheet.is_legend(row) {
            list.passed.push(sheet.passed(row, PassedAs::Legend));
        } else if household.opens(row, below, &layout) {
            household.open(row);
            list.passed.push(sheet.passed(row, PassedAs::Household));
        } else if let Some(sort) = nobody(row, &layout, context, last_named > Some(done)) {
            let mut passed = sheet.passed(row, sort);
            let is_alone = row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1;
            if sort == PassedAs::Total || !is_alone {
                // 桜木町1丁目計 names no place for what stands beneath, and no more does a remark of several cells.
            } else if household.open_by_text(&passed.text, &context.city) {
                passed.passed_as = PassedAs::Household;
            } else if let Some(named) = place::named_in(&passed.text, &context.city) {
                place = named;
                passed.passed_as = PassedAs::Section;
            } else if let Some(named) = block_of(&passed.text) {
                block = named.to_owned();
            }
            list.passed.push(passed);
        } else {
            let completed = household.complete(row);
            let row = completed.as_ref().unwrap_or(row);
            let explained = sheet.explained.explain(row);
            let row = explained.as_ref().unwrap_or(row);
            let (mut read, held) = read_person(row, &layout, context, &place, &mut above);
            read.shown.row.insert_str(0, &sheet.label);
            if read.block.is_empty() {
                read.block.clone_from(&block);
            }
            list.held.extend(held.map(|draft| (list.rows.len(), draft)));
            list.rows.push(read);
        }
    }
}

pub(super) fn layout_of(columns: &[ColumnChoice], content: ListContent) -> Layout {
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
    sheets: &[Sheet<'_>],
    today: NaiveDate,
) -> Context<'a> {
    let is_phone = |key: &str| matches!(key, "phone" | "emergency_phone" | "emergency2_phone");
    let cells = sheets.iter().flat_map(|sheet| {
        let columns = sheet.layout.columns.iter();
        let phones = columns.filter(|(place, _)| is_phone(COLUMNS[*place].key));
        phones.flat_map(|&(_, at)| sheet.rows.iter().map(move |row| row.text(at)))
    });
    let area_code = match known.area_code.as_str() {
        "" => common_area_code(cells).unwrap_or_default(),
        code => code.to_owned(),
    };
    let addresses = cells_of(sheets, "address").map(|cell| cell.text.trim());
    // A list by 世帯 may name the town in lines of their own.
    let lines = sheets.iter().flat_map(|sheet| sheet.rows.iter());
    let lines = lines.filter_map(|row| match row.cells.as_slice() {
        [only] => words_of(&only.text)
            .into_iter()
            .find(|word| is_home(word, "")),
        _ => None,
    });
    let city = match known.city.as_str() {
        "" => common_city(addresses.chain(lines)),
        city => city.to_owned(),
    };
    let number_length = number_length(known, sheets);
    let told = sheets.first().map(|sheet| sheet.heading.told.clone());
    Context {
        keys: Vec::new(),
        coded: Vec::new(),
        content,
        city,
        areas: &known.areas,
        area_code,
        number_length,
        told: told.unwrap_or_default(),
        today,
    }
}

/// The cells of a column, sheet by sheet.
fn cells_of<'a>(sheets: &'a [Sheet<'_>], key: &'static str) -> impl Iterator<Item = &'a Cell> {
    sheets.iter().flat_map(move |sheet| {
        let at = sheet.layout.place(key).into_iter();
        at.flat_map(|at| sheet.rows.iter().filter_map(move |row| row.cell(at)))
    })
}

fn keys_of(layout: &Layout) -> Vec<&'static str> {
    let places = layout.columns.iter();
    places.map(|(place, _)| COLUMNS[*place].key).collect()
}

/// How long a 整理番号 is, zeros and all: as in the book, else as the texts of the list that kept their zeros.
fn number_length(known: &Known, sheets: &[Sheet<'_>]) -> usize {
    let is_number = |no: &&str| !no.is_empty() && no.bytes().all(|b| b.is_ascii_digit());
    let of_book = known.city_numbers.iter().map(String::as_str);
    let of_book = of_book.filter(is_number).map(str::len).max();
    let texts = cells_of(sheets, "city_no").filter(|cell| cell.kind == CellKind::Text);
    let of_list = texts
        .map(|cell| cell.text.trim())
        .filter(|no| is_number(no) && no.starts_with('0'))
        .map(str::len);
    of_book.or(of_list.max()).unwrap_or(0)
}

/// Whether no zeros can be lost from the numbers: they are texts, or their length is known.
fn numbers_sure(sheets: &[Sheet<'_>], length: usize) -> bool {
    length > 0 || cells_of(sheets, "city_no").all(|cell| cell.kind != CellKind::Number)
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

pub(super) fn missing_column(layout: &Layout, content: ListContent) -> Option<FileProblem> {
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
    let heading = &sheet.heading;
    let new = Heading {
        names: names.to_vec(),
        ..heading.clone()
    };
    let columns = choice::choose(&new, sheet.table, request, known);
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
            Some(Draft::Pairing(_) | Draft::Place(_)) | None => "",
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
