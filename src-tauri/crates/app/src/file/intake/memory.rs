//! How a list was read is kept for its sender: which heading is which column, and what the codes stand for. The next file
//! of the same office needs no hand.

use std::collections::BTreeMap;

use domain::roster_import::{CodeMeaning, ColumnMapping, ListContent};
use exchange::ListRead;
use store::Tx;

use crate::failure::Failure;
use crate::host::Scene;

/// How a list was read.
#[derive(Default)]
pub(crate) struct Reading {
    sender: String,
    content: ListContent,
    columns: BTreeMap<String, String>,
    /// What each code stands for; none where nobody knows, which unsays what was known.
    codes: BTreeMap<String, BTreeMap<String, Option<CodeMeaning>>>,
}

impl Reading {
    /// Returns how a list of a sender was read. What nobody decided is decided by its heading next time.
    pub(crate) fn of(list: &ListRead, sender: &str) -> Self {
        let headings = list.columns.iter().filter(|it| !it.heading.is_empty());
        let columns = headings.map(|it| (it.heading.clone(), it.column.clone()));
        let codes = list.coded.iter().map(|coded| {
            let told = coded.codes.iter();
            let told = told.map(|row| (row.code.clone(), row.meaning));
            (coded.heading.clone(), told.collect::<BTreeMap<_, _>>())
        });
        Self {
            sender: sender.to_owned(),
            content: list.content,
            columns: columns.collect(),
            codes: codes.collect(),
        }
    }

    /// Keeps it; what was known of other headings and codes of the sender stays.
    pub(crate) fn keep(self, tx: &mut Tx<'_>, scene: &Scene<'_>) -> Result<(), Failure> {
        if self.columns.is_empty() {
            return Ok(());
        }
        let remembered: Vec<ColumnMapping> = tx.find("sender", &self.sender)?;
        let mut mapping = remembered
            .into_iter()
            .find(|mapping| mapping.content == self.content)
            .unwrap_or_else(|| ColumnMapping {
                id: scene.new_id(),
                ..ColumnMapping::default()
            });
        mapping.sender = self.sender;
        mapping.content = self.content;
        mapping.columns.extend(self.columns);
        for (heading, told) in self.codes {
            let known = mapping.codes.entry(heading).or_default();
            for (code, meaning) in told {
                match meaning {
                    Some(meaning) => known.insert(code, meaning),
                    None => known.remove(&code),
                };
            }
        }
        mapping.codes.retain(|_, told| !told.is_empty());
        Ok(tx.put(&mapping)?)
    }
}
