//! Where the values of a record come from: what the city said last, and who changed which field here since.

use std::collections::BTreeMap;

use domain::comparison::{ChangeKind, RowField};
use domain::history::Verb;
use domain::id::EntryId;
use domain::registrant::RegistrantDraft;
use domain::roster_comparison::LocalChange;

use crate::changes::changes;
use crate::compare::Entry;

/// One change of a record, oldest first. Only the part of the draft that the record is was filled.
#[derive(Clone, Debug, Default)]
pub struct Step {
    /// The entry of the history.
    pub entry: EntryId,
    /// The entry it takes back or puts back.
    pub of: Option<EntryId>,
    /// What it did.
    pub verb: Verb,
    /// Whether the value came from a list of the city.
    pub from_list: bool,
    /// Who, and when.
    pub who: LocalChange,
    /// Before.
    pub before: RegistrantDraft,
    /// After.
    pub after: RegistrantDraft,
}

/// What is known of a record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Past {
    /// The record as a list of the city first wrote it down; none if no list did.
    pub said: Option<RegistrantDraft>,
    /// Who changed which field here since.
    pub local: BTreeMap<RowField, LocalChange>,
}

/// Walks through the changes of a record. What was taken back counts as never done.
pub fn past(steps: &[Step]) -> Past {
    let mut now = Past::default();
    let mut at_entry: BTreeMap<&EntryId, (Past, Past)> = BTreeMap::new();
    for step in steps {
        let known = step.of.as_ref().and_then(|of| at_entry.get(of));
        match (step.verb, known) {
            (Verb::Undo, Some((before, _))) => now = before.clone(),
            (Verb::Redo, Some((_, after))) => now = after.clone(),
            _ => {
                let before = now.clone();
                take(&mut now, step);
                at_entry.insert(&step.entry, (before, now.clone()));
            }
        }
    }
    now
}

fn take(now: &mut Past, step: &Step) {
    let (before, after) = (entry(&step.before), entry(&step.after));
    let changed = changes(&before, &after);
    let changed = changed
        .into_iter()
        .filter(|it| it.kind != ChangeKind::Notation || it.field == RowField::Name);
    let mut fields: Vec<RowField> = changed.map(|it| it.field).collect();
    if step.before.consent.status != step.after.consent.status {
        fields.push(RowField::Consent);
    }
    if step.from_list {
        fields.iter().for_each(|field| {
            now.local.remove(field);
        });
        // Only what a list wrote down anew holds all the city said; what it changed holds also what was kept.
        if step.before.person.id.is_new() && !step.after.person.id.is_new() {
            now.said = Some(step.after.clone());
        }
    } else {
        now.local
            .extend(fields.into_iter().map(|field| (field, step.who.clone())));
    }
}

fn entry(draft: &RegistrantDraft) -> Entry<'_> {
    Entry { draft, block: "" }
}
