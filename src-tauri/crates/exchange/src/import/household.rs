//! Lists by 世帯: what stands once for a household belongs to each of its people.

use domain::address::{read_address, split_building};
use domain::name::fold;
use domain::roster_import::ListContent;

use super::row::{Layout, has_name, is_household_label};
use crate::columns::{COLUMNS, place_of};
use crate::heading::Heading;
use crate::table::{Cell, Row};

/// Columns that say where a household lives.
const HOME: [&str; 8] = [
    "address_town",
    "address_number",
    "address_chome",
    "address_ban",
    "address_go",
    "address",
    "building",
    "room",
];

/// Further columns that say something of the whole household.
const ALSO_SHARED: [&str; 10] = [
    "postal_code",
    "address_city",
    "phone",
    "phone_area",
    "phone_office",
    "phone_line",
    "householder",
    "association_block",
    "association",
    "block",
];

/// What a list by 世帯 shows of the household of the row before.
#[derive(Debug, Default)]
pub(super) struct Household {
    /// Place of the number of the household; none where the list has none.
    number_at: Option<usize>,
    /// Place of 続柄 to the 世帯主.
    relation_at: Option<usize>,
    shared: Vec<usize>,
    home: Vec<usize>,
    address_at: Option<usize>,
    phone_at: Option<usize>,
    /// Cells of the row or the line that began the household.
    cells: Vec<Cell>,
    number: String,
    /// Whether its first row is that of the 世帯主.
    has_head: bool,
    /// Whether it began with a line of its own, without a person.
    has_line: bool,
    /// Whether the households of the list begin with lines of their own.
    by_lines: bool,
    /// Whether nobody has an address of the own.
    only_lines: bool,
}

impl Household {
    /// Looks whether a list is one by 世帯.
    pub(super) fn of(heading: &Heading, layout: &Layout) -> Self {
        let place = |wanted: &[&str]| {
            let wanted: Vec<String> = wanted.iter().map(|word| fold(word)).collect();
            let fits = |name: &String| wanted.contains(&fold(name));
            heading.names.iter().position(fits)
        };
        let of = |keys: &[&str]| -> Vec<usize> {
            let own = layout.columns.iter();
            own.filter(|(column, _)| keys.contains(&COLUMNS[*column].key))
                .map(|&(_, at)| at)
                .collect()
        };
        // 続柄 behind a contact is that of the contact.
        let contact_at = layout.place("emergency_name").unwrap_or(usize::MAX);
        let relation_at = place(&[
            "続柄",
            "続き柄",
            "世帯主との続柄",
            "世帯続柄",
            "続柄(世帯主)",
        ]);
        Self {
            number_at: place(&[
                "世帯番号",
                "世帯コード",
                "世帯no",
                "世帯No.",
                "世帯",
                "世帯ID",
            ]),
            relation_at: relation_at.filter(|&at| at < contact_at),
            shared: [of(&HOME), of(&ALSO_SHARED)].concat(),
            home: of(&HOME),
            address_at: layout
                .place("address")
                .or_else(|| layout.place("address_town")),
            phone_at: layout.place("phone"),
            ..Self::default()
        }
    }

    /// Remembers whether the list writes its households on lines of their own: then most people have no address of theirs.
    pub(super) fn look_at(&mut self, rows: &[Row], layout: &Layout) {
        let named = || rows.iter().filter(|row| has_name(row, layout));
        let with_home = named().filter(|row| self.says_home(row)).count();
        self.by_lines = with_home * 2 <= named().count();
        self.only_lines = with_home == 0 && named().count() >= 2;
    }

    /// Gives the layout a column behind the last for the address a line of text says, where no column takes a whole one.
    pub(super) fn make_room(&mut self, layout: &mut Layout, content: ListContent, rows: &[Row]) {
        let end = layout.fields.len();
        let is_free = rows.iter().all(|row| row.cells.len() <= end);
        let is_needed = self.by_lines && self.address_at.is_none() && is_free;
        if let Some(column) = place_of(content, "address").filter(|_| is_needed) {
            layout.fields.push("address".to_owned());
            layout.columns.push((column, end));
            layout.columns.sort_unstable();
            self.address_at = Some(end);
            self.shared.push(end);
        }
    }

    fn says_home(&self, row: &Row) -> bool {
        self.home.iter().any(|&at| !row.text(at).is_empty())
    }

    /// Returns whether a row without a name opens a household: it says where it lives and nothing of a person, and the row
    /// below it is a person who lives there.
    pub(super) fn opens(&self, row: &Row, below: Option<&Row>, layout: &Layout) -> bool {
        let Some(below) = below.filter(|below| has_name(below, layout)) else {
            return false;
        };
        let of_household = |at: usize, key: &str| {
            let is_number = matches!(key, "city_no" | "list_no")
                && (self.only_lines || below.text(at).is_empty());
            let is_label = is_household_label(row.text(at));
            let is_word = matches!(key, "household_type" | "note");
            self.shared.contains(&at) || is_number || is_label || is_word
        };
        let of_person = layout.columns.iter().any(|&(column, at)| {
            !row.text(at).is_empty() && !of_household(at, COLUMNS[column].key)
        });
        let lives_there = match self.says_home(below) {
            true => self.home.iter().all(|&at| row.text(at) == below.text(at)),
            false => self.by_lines,
        };
        let opens = self.says_home(row) && !of_person && lives_there;
        opens && !has_name(row, layout) && row.flaws.is_empty()
    }

    /// Remembers a line that opens a household.
    pub(super) fn open(&mut self, row: &Row) {
        self.cells.clone_from(&row.cells);
        self.number = self.number_of(row);
        self.has_line = true;
    }

    /// Remembers a line of one cell that names a place (【世帯1】 風見町1-2-3　電話 0422-00-0001).
    pub(super) fn open_by_text(&mut self, text: &str, city: &str) -> bool {
        if !self.by_lines {
            return false;
        }
        let mut words = words_of(text);
        words.retain(|word| !matches!(*word, "電話" | "TEL" | "tel" | "住所"));
        let (Some(from), Some(at)) = (
            words.iter().position(|word| is_home(word, city)),
            self.address_at,
        ) else {
            return false;
        };
        let (phones, place): (Vec<&str>, Vec<&str>) =
            words[from..].iter().partition(|word| is_phone(word));
        let mut cells = vec![Cell::default(); at.max(self.phone_at.unwrap_or(0)) + 1];
        cells[at] = Cell::text(place.join("　"));
        if let (Some(at), Some(phone)) = (self.phone_at, phones.first()) {
            cells[at] = Cell::text(*phone);
        }
        self.cells = cells;
        self.number = String::new();
        self.has_line = true;
        true
    }

    fn number_of(&self, row: &Row) -> String {
        let number = self.number_at.map(|at| row.text(at));
        number.unwrap_or_default().to_owned()
    }

    /// Returns the row with what it shares with its household, if it stands in the household of the row before; the row
    /// begins a household of its own otherwise.
    pub(super) fn complete(&mut self, row: &Row) -> Option<Row> {
        let says_home = self.says_home(row);
        let number = self.number_of(row);
        // 独居 and the like under 世帯 are no numbers.
        let is_number = self.number.contains(|c: char| c.is_numeric());
        let same_number = match (self.number_at, number.is_empty()) {
            (Some(_), true) => is_number,
            (Some(_), false) => is_number && number == self.number,
            (None, _) => self.has_head && self.is_relative(row),
        };
        let belongs = !self.cells.is_empty() && !says_home && (self.has_line || same_number);
        if !belongs {
            self.cells.clone_from(&row.cells);
            self.number = number;
            self.has_line = false;
            self.has_head = self.is_head(row);
            return None;
        }
        let mut completed = row.clone();
        for &at in &self.shared {
            let Some(cell) = self.cells.get(at).filter(|cell| !cell.is_blank()) else {
                continue;
            };
            if completed.cells.len() <= at {
                completed.cells.resize(at + 1, Cell::default());
            }
            if completed.cells[at].is_blank() {
                completed.cells[at] = cell.clone();
            }
        }
        Some(completed)
    }

    fn is_head(&self, row: &Row) -> bool {
        let relation = self.relation_at.map(|at| fold(row.text(at)));
        relation.is_some_and(|word| matches!(word.as_str(), "世帯主" | "本人"))
    }

    /// 妻, 長男 and the like.
    fn is_relative(&self, row: &Row) -> bool {
        let says = self.relation_at.is_some_and(|at| !row.text(at).is_empty());
        says && !self.is_head(row)
    }
}

/// The words of a line between signs and spaces.
pub(super) fn words_of(text: &str) -> Vec<&str> {
    let words = text.split(|c: char| c.is_whitespace() || "【】「」：:■●◆".contains(c));
    words.filter(|word| !word.is_empty()).collect()
}

/// Whether a word is a whole address: a town and two numbers.
pub(super) fn is_home(word: &str, city: &str) -> bool {
    let address = read_address(&split_building(word).0, city);
    let is_town = !address.town.is_ascii() && !address.town.starts_with(['第', 'Ｒ']);
    is_town && address.ban.is_some() && address.go.is_some()
}

fn is_phone(word: &str) -> bool {
    let plain = fold(word);
    let digits = plain.chars().filter(char::is_ascii_digit).count();
    digits >= 9
        && plain
            .chars()
            .all(|c| c.is_ascii_digit() || "-()ー".contains(c))
}
