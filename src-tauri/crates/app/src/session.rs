//! Who is at work: met anew at every call, let in or refused. What is refused is noted, for whoever answers for the book.

use domain::history::HistoryLine;
use domain::kind::Record;
use domain::person::Person;
use domain::registrant::Registrant;
use domain::safety_check::{CheckMode, CheckPhase, SafetyCheck};
use domain::secret::Secret;
use domain::supporter::Supporter;
use domain::user::{Right, Role, User};
use serde_json::{Value, json};
use store::{Book, Districts, Reader};

use crate::calls::right_of;
use crate::failure::{Code, Failure};
use crate::host::Scene;
use crate::program::{OpenedBook, Program, note_of};

/// Returns who has opened a book with these words. A book from before it knew its users makes its first one, of the name that
/// stands in its history, and the only slot becomes theirs.
pub(crate) fn whoever_opened(
    program: &Program,
    book: &mut Book,
    passphrase: &Secret,
) -> Result<User, Failure> {
    let users: Vec<User> = book.reader().all()?;
    let holder = book.holder().holder.clone();
    let me = if users.is_empty() {
        first_user(program, book)?
    } else {
        let is_meant = |user: &User| match holder.is_empty() {
            true => user.role == Role::Lead,
            false => user.id.as_str() == holder,
        };
        let mut active = users.into_iter().filter(User::is_active);
        active.find(is_meant).ok_or_else(Failure::not_allowed)?
    };
    if holder.is_empty() {
        let mut random = |bytes: &mut [u8]| program.host().random(bytes);
        let now = program.scene().now;
        // Where the file of keys cannot be written, the slot is theirs with the next opening.
        book.hand_slot("", &me.holder(), passphrase, &mut random, now)
            .ok();
    }
    book.show_only(districts_of(&me));
    Ok(me)
}

fn first_user(program: &Program, book: &mut Book) -> Result<User, Failure> {
    let newest = domain::history::HistoryFilter {
        limit: 1,
        ..domain::history::HistoryFilter::default()
    };
    let lines = book.reader().history(&newest)?.lines;
    let name = lines.first().map(|line| line.by.clone());
    let user = the_lead(&program.scene(), name.unwrap_or_default());
    let scene = program.scene_of(&user);
    let note = note_of("first_user", Value::Null, user.name.clone(), &scene);
    book.write_for_good(note, |tx| tx.put(&user))?;
    Ok(user)
}

/// Returns the first user of a book, who answers for it.
pub(crate) fn the_lead(scene: &Scene<'_>, name: String) -> User {
    User {
        id: scene.new_id(),
        name,
        role: Role::Lead,
        since: Some(scene.today),
        ..User::default()
    }
}

fn districts_of(me: &User) -> Option<Districts> {
    me.is_limited().then(|| Districts::of(&me.districts))
}

/// Returns whether a real event is running: whoever runs it may look closely.
pub(crate) fn is_real_event(reader: &Reader<'_>) -> Result<bool, Failure> {
    let running: Vec<SafetyCheck> = reader.find("phase", &CheckPhase::Running.code())?;
    Ok(running.iter().any(|check| check.mode == CheckMode::Real))
}

/// Returns whether somebody may take an act back or put it back: only what they may do themselves, and of what others did
/// only those who see all of it.
pub(crate) fn may_turn(me: &User, line: &HistoryLine) -> bool {
    let right = right_of(&line.call).unwrap_or(Right::Whole);
    me.may(right, false) && (!me.is_limited() || line.by == me.name)
}

impl OpenedBook {
    /// Meets whoever is at work as the book knows them now: a role that was changed holds from the next call on.
    pub(crate) fn meet(&mut self) -> Result<(), Failure> {
        let known: Option<User> = self.book.reader().get(self.me.id.as_str())?;
        self.me = known.filter(User::is_active).ok_or_else(Failure::locked)?;
        self.book.show_only(districts_of(&self.me));
        Ok(())
    }

    /// Lets a call in that needs a right, or refuses it and notes that.
    pub(crate) fn permit(
        &mut self,
        program: &Program,
        call: &str,
        right: Right,
    ) -> Result<(), Failure> {
        self.meet()?;
        let real_event = right == Right::Details && is_real_event(&self.book.reader())?;
        if self.me.may(right, real_event) {
            return Ok(());
        }
        let scene = program.scene_of(&self.me);
        let note = note_of("refused", json!({ "call": call }), String::new(), &scene);
        // It is refused whether it can be noted or not.
        self.book.note(note).ok();
        Err(Failure::not_allowed())
    }

    /// Notes a look at somebody of another block: to whoever asked, the record is not there.
    pub(crate) fn note_hidden(
        &mut self,
        program: &Program,
        call: &str,
        request: &Value,
        why: &Failure,
    ) {
        if why.code != Code::NotFound || !self.me.is_limited() {
            return;
        }
        let Some((key, name)) = hidden_in(&self.book.reader(), request) else {
            return;
        };
        let scene = program.scene_of(&self.me);
        let what = json!({ "call": call, "key": key });
        // It is not found whether it can be noted or not.
        self.book
            .note(note_of("refused_look", what, name, &scene))
            .ok();
    }
}

/// Returns the first key in a request whose record is there but not seen, and the name of the person.
fn hidden_in(reader: &Reader<'_>, request: &Value) -> Option<(String, String)> {
    match request {
        Value::String(key) => hidden(reader, key).map(|name| (key.clone(), name)),
        Value::Array(items) => items.iter().find_map(|item| hidden_in(reader, item)),
        Value::Object(fields) => fields.values().find_map(|field| hidden_in(reader, field)),
        Value::Null | Value::Bool(_) | Value::Number(_) => None,
    }
}

fn hidden(reader: &Reader<'_>, key: &str) -> Option<String> {
    let person = unseen::<Registrant>(reader, key)
        .map(|it| it.person)
        .or_else(|| unseen::<Supporter>(reader, key).map(|it| it.person))
        .or_else(|| unseen::<Person>(reader, key).map(|it| it.id))?;
    let person: Person = reader.whole().get(person.as_str()).ok()??;
    Some(person.name())
}

fn unseen<R: Record>(reader: &Reader<'_>, key: &str) -> Option<R> {
    let there = reader.whole().get(key).ok()??;
    reader.get::<R>(key).ok()?.is_none().then_some(there)
}
