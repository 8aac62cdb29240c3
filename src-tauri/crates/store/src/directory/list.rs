//! Lines in the order of their kana, with one text to search in.

use std::collections::HashMap;

use crate::directory::Who;
use crate::directory::search::{Haystack, Query};

/// A line that can be found and ordered.
pub(crate) trait Line {
    /// Returns the key of the record.
    fn id(&self) -> &str;

    /// Returns who it is.
    fn who(&self) -> &Who;
}

/// What lines are ordered by: the row of the index first, so that people without kana come last.
type Order = (u8, String, String);

fn order_of<L: Line>(line: &L) -> Order {
    (
        line.who().kana_row,
        line.who().kana_key.clone(),
        line.id().to_owned(),
    )
}

fn is_before<L: Line>(line: &L, order: &Order) -> bool {
    let who = line.who();
    (who.kana_row, who.kana_key.as_str(), line.id()) < (order.0, order.1.as_str(), order.2.as_str())
}

/// Lines in order.
pub(crate) struct List<L> {
    lines: Vec<L>,
    /// Where each line stands in the order, to find it again.
    order: HashMap<String, Order>,
    /// Made with the first search after a change.
    haystack: Option<Haystack>,
}

impl<L> Default for List<L> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            order: HashMap::new(),
            haystack: None,
        }
    }
}

impl<L: Line> List<L> {
    /// Puts lines in order.
    pub(crate) fn new(mut lines: Vec<L>) -> Self {
        lines.sort_by(|a, b| {
            let (x, y) = (a.who(), b.who());
            (x.kana_row, &x.kana_key, a.id()).cmp(&(y.kana_row, &y.kana_key, b.id()))
        });
        let order = lines
            .iter()
            .map(|line| (line.id().to_owned(), order_of(line)))
            .collect();
        Self {
            lines,
            order,
            haystack: None,
        }
    }

    /// Returns the lines in order.
    pub(crate) fn lines(&self) -> &[L] {
        &self.lines
    }

    /// Returns the line of a record.
    pub(crate) fn get(&self, id: &str) -> Option<&L> {
        self.lines.get(self.place(id)?)
    }

    fn place(&self, id: &str) -> Option<usize> {
        let order = self.order.get(id)?;
        let place = self.lines.partition_point(|line| is_before(line, order));
        (self.lines.get(place)?.id() == id).then_some(place)
    }

    /// Puts a line in the place of the one with the same key, or removes that one.
    pub(crate) fn replace(&mut self, id: &str, line: Option<L>) {
        self.haystack = None;
        if let Some(place) = self.place(id) {
            if let Some(line) = line {
                let order = order_of(&line);
                if self.order.get(id) == Some(&order) {
                    self.lines[place] = line;
                    return;
                }
                self.lines.remove(place);
                return self.insert(line, order);
            }
            self.lines.remove(place);
            self.order.remove(id);
        } else if let Some(line) = line {
            let order = order_of(&line);
            self.insert(line, order);
        }
    }

    fn insert(&mut self, line: L, order: Order) {
        let place = self.lines.partition_point(|other| is_before(other, &order));
        self.order.insert(line.id().to_owned(), order);
        self.lines.insert(place, line);
    }

    /// Returns the places of the lines that match the words typed, in order.
    pub(crate) fn search(&mut self, typed: &str) -> Vec<u32> {
        let query = Query::new(typed);
        if query.is_empty() {
            return (0..crate::directory::number(self.lines.len())).collect();
        }
        let texts = self.lines.iter().map(|line| line.who().text.as_str());
        let haystack = self.haystack.get_or_insert_with(|| Haystack::new(texts));
        haystack.search(&query)
    }
}
