//! Lines in the order of their kana, with one text to search in.

use std::collections::HashMap;

use crate::directory::frame::Frame;
use crate::directory::line::Line;
use crate::directory::search::{Haystack, Query};
use crate::directory::{Seen, index, number};

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
pub(crate) struct List<L: Line> {
    lines: Vec<L>,
    /// The brief of each line, at the same place.
    briefs: Vec<L::Brief>,
    /// Where each line stands in the order, to find it again.
    order: HashMap<String, Order>,
    /// Made with the first search after a change of a text.
    haystack: Option<Haystack>,
}

impl<L: Line> Default for List<L> {
    fn default() -> Self {
        Self {
            lines: Vec::new(),
            briefs: Vec::new(),
            order: HashMap::new(),
            haystack: None,
        }
    }
}

impl<L: Line> List<L> {
    /// Puts lines in order.
    pub(crate) fn new(mut lines: Vec<L>, frame: &Frame) -> Self {
        lines.sort_by(|a, b| {
            let (x, y) = (a.who(), b.who());
            (x.kana_row, &x.kana_key, a.id()).cmp(&(y.kana_row, &y.kana_key, b.id()))
        });
        let briefs = lines.iter().map(|line| line.brief(frame)).collect();
        let order = lines
            .iter()
            .map(|line| (line.id().to_owned(), order_of(line)))
            .collect();
        Self {
            lines,
            briefs,
            order,
            haystack: None,
        }
    }

    /// Returns the briefs of the lines in order.
    pub(crate) fn briefs(&self) -> &[L::Brief] {
        &self.briefs
    }

    /// Returns the line at a place.
    pub(crate) fn at(&self, place: u32) -> Option<&L> {
        self.lines.get(index(place))
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

    /// Makes the briefs anew after a change of the frame.
    pub(crate) fn brief_again(&mut self, frame: &Frame) {
        self.briefs = self.lines.iter().map(|line| line.brief(frame)).collect();
    }

    /// Puts a line in the place of the one with the same key, or removes that one.
    pub(crate) fn replace(&mut self, id: &str, line: Option<L>, frame: &Frame) {
        let order = line.as_ref().map(order_of);
        let mut line = line;
        if let Some(place) = self.place(id) {
            if self.order.get(id) == order.as_ref()
                && let Some(line) = line.take()
            {
                if self.lines[place].who().text != line.who().text {
                    self.haystack = None;
                }
                self.briefs[place] = line.brief(frame);
                self.lines[place] = line;
                return;
            }
            self.haystack = None;
            self.lines.remove(place);
            self.briefs.remove(place);
            self.order.remove(id);
        }
        if let (Some(line), Some(order)) = (line, order) {
            self.haystack = None;
            let place = self.lines.partition_point(|other| is_before(other, &order));
            self.order.insert(line.id().to_owned(), order);
            self.briefs.insert(place, line.brief(frame));
            self.lines.insert(place, line);
        }
    }

    /// Returns the places of the lines that are seen, in order.
    pub(crate) fn seen(&self, seen: Seen<'_>) -> Vec<u32> {
        let all = 0..number(self.lines.len());
        match seen {
            None => all.collect(),
            Some(_) => all.filter(|&place| self.is_seen(place, seen)).collect(),
        }
    }

    fn is_seen(&self, place: u32, seen: Seen<'_>) -> bool {
        seen.is_none_or(|seen| self.at(place).is_some_and(|line| seen.contains(line.id())))
    }

    /// Returns the places of the lines that are seen and match the words typed, in order.
    pub(crate) fn search(&mut self, typed: &str, seen: Seen<'_>) -> Vec<u32> {
        let query = Query::new(typed);
        if query.is_empty() {
            return self.seen(seen);
        }
        let texts = self.lines.iter().map(|line| line.who().text.as_str());
        let haystack = self.haystack.get_or_insert_with(|| Haystack::new(texts));
        let mut found = haystack.search(&query);
        found.retain(|&place| self.is_seen(place, seen));
        found
    }
}
